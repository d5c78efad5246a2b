"""A brief knows from which day it may be presented again; a noted directive may be taken back."""

from __future__ import annotations

from django.db import migrations, models

STATES = [
    ("unconfirmed", "waits for the minister's confirmation"),
    ("given", "given"),
    ("disowned", "not confirmed by the minister"),
    ("taken_back", "taken back"),
]


class Migration(migrations.Migration):
    """The day of a brief, and one more state of a directive."""

    dependencies = [("office", "0002_items")]

    operations = [
        migrations.AddField("brief", "not_before", models.DateField(null=True)),
        migrations.AlterField("directive", "state", models.CharField(choices=STATES, max_length=12)),
    ]
