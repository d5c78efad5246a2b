"""What a case can await is one of a known set of things."""

from __future__ import annotations

from django.db import migrations, models

AWAITED = [
    ("papers", "papers from the beneficiary"),
    ("appointment", "the appointment"),
    ("referral", "a body's answer"),
    ("directive", "the minister's confirmation of a directive"),
    ("task", "a task of the office"),
]


class Migration(migrations.Migration):
    """The kinds of what is awaited."""

    dependencies = [("cases", "0006_other_number")]

    operations = [
        migrations.AlterField("pending", "kind", models.CharField(choices=AWAITED, max_length=32)),
    ]
