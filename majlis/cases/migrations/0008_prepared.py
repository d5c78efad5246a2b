"""A case can also await a referral that is to be looked over."""

from __future__ import annotations

from django.db import migrations, models

AWAITED = [
    ("papers", "papers from the beneficiary"),
    ("appointment", "the appointment"),
    ("referral", "a body's answer"),
    ("prepared", "a referral that is to be looked over"),
    ("directive", "the minister's confirmation of a directive"),
    ("task", "a task of the office"),
]


class Migration(migrations.Migration):
    """The kinds of what is awaited."""

    dependencies = [("cases", "0007_awaited")]

    operations = [
        migrations.AlterField("pending", "kind", models.CharField(choices=AWAITED, max_length=32)),
    ]
