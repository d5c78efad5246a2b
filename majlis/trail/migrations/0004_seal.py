"""Seals of the book: only ever added."""

from __future__ import annotations

from django.db import migrations, models

import majlis.core.clock
from majlis.core import rls


class Migration(migrations.Migration):
    """The table of the seals, which hold numbers and hashes and no word of a person."""

    dependencies = [("trail", "0003_protect")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(choices=[("entries", "entries"), ("looks", "looks")], max_length=8),
                ),
                ("number", models.PositiveIntegerField()),
                ("after", models.BigIntegerField()),
                ("upto", models.BigIntegerField()),
                ("noted", models.BigIntegerField()),
                ("lines", models.BinaryField()),
                ("before", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("what", "number"), name="trail_seal_one_a_number")],
            },
        ),
        rls.append_only("trail_seal"),
    ]
