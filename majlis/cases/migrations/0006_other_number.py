"""Numbers that are not ours, by which a case is asked for: those from before, and those of bodies' letters."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import majlis.core.clock
from majlis.core import rls

STAFF_OF_A_CASE = f"{rls.STAFF} AND EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"


class Migration(migrations.Migration):
    """Keep them for the staff of the case."""

    dependencies = [("cases", "0005_lists")]

    operations = [
        migrations.CreateModel(
            name="OtherNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[("old", "number from before this system"), ("body", "number of a body's letter")],
                        max_length=8,
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                ("sought", models.CharField(max_length=40)),
                ("day", models.DateField(null=True)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="other_numbers", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "sought"), name="cases_other_number_once")],
            },
        ),
        rls.protect("cases_othernumber", may_read=STAFF_OF_A_CASE),
    ]
