from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0002_protect"),
    ]

    operations = [
        migrations.AddField(
            model_name="referral",
            name="letter",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="referral",
            name="letter_paper",
            field=models.UUIDField(null=True),
        ),
    ]
