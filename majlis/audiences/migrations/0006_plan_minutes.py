"""How long a pinned audience lasts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audiences", "0005_day")]

    operations = [
        migrations.AddField("planwish", "minutes", models.PositiveSmallIntegerField(default=0)),
    ]
