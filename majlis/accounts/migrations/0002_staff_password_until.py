"""Mark a password that somebody else gave, with the instant at which it ends."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="staff",
            name="password_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
