"""The day of a sitting: the reason of a place put in, the list of the gate, the minister's file."""

from __future__ import annotations

import django.db.models.deletion
import majlis.core.clock
from django.db import migrations, models

from majlis.core import rls


class Migration(migrations.Migration):
    """Whoever may read a file of briefs is judged by our own rules; the database gives it to the house alone."""

    dependencies = [
        ("audiences", "0004_feed"),
        ("centres", "0002_halls"),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="reason",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.CreateModel(
            name="GateList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("version", models.PositiveIntegerField(default=1)),
                ("handed_at", models.DateTimeField(default=majlis.core.clock.now)),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="centres.centre"
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gate_lists", to="audiences.sitting"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("sitting", "centre"), name="audiences_one_gate_list")],
            },
        ),
        migrations.CreateModel(
            name="SittingFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=2)),
                ("pages", models.PositiveSmallIntegerField(default=0)),
                ("content", models.BinaryField(null=True)),
                ("asked_at", models.DateTimeField(default=majlis.core.clock.now)),
                ("made_at", models.DateTimeField(null=True)),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="audiences.sitting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sitting", "digest"), name="audiences_one_file_a_state")
                ],
            },
        ),
        rls.protect("audiences_sittingfile", may_read="FALSE"),
    ]
