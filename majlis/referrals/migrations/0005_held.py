"""Why a referral waits to be looked over is one of a known set of reasons."""

from __future__ import annotations

from django.db import migrations, models

HELD = [
    ("state", "the case has gone on"),
    ("respondent", "the body is complained of, or stands below one that is"),
    ("already", "the body has not answered the last referral yet"),
    ("withheld", "the person's name is withheld"),
    ("secret", "the case is confidential"),
    ("past", "the day by which it was to be done has passed"),
]


class Migration(migrations.Migration):
    """The reasons."""

    dependencies = [("referrals", "0004_prepared")]

    operations = [
        migrations.AlterField("prepared", "why", models.CharField(choices=HELD, max_length=20)),
    ]
