"""Referrals that a directive ordered and an officer looks over."""

from __future__ import annotations

import django.db.models.deletion
import majlis.core.clock
from django.db import migrations, models

from majlis.core import rls

OF_A_CASE = f"{rls.STAFF} AND EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"


class Migration(migrations.Migration):
    """They are read by whoever may read their case."""

    dependencies = [
        ("bodies", "0001_initial"),
        ("cases", "0005_lists"),
        ("referrals", "0003_letter"),
    ]

    operations = [
        migrations.CreateModel(
            name="Prepared",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.PositiveBigIntegerField(unique=True)),
                ("words", models.TextField(max_length=4000)),
                ("due_on", models.DateField()),
                ("why", models.CharField(max_length=20)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prepared_referrals", to="cases.case"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["due_on", "id"],
                        name="referrals_prepared_due",
                    )
                ],
            },
        ),
        rls.protect("referrals_prepared", may_read=OF_A_CASE),
    ]
