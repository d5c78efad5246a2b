"""What a directive orders, item by item, and ready words for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "phrases.json"


def fill(apps: Any, editor: Any) -> None:
    """Put the shipped phrases in."""
    phrase = apps.get_model("office", "Phrase")
    rows = json.loads(SHIPPED.read_text("utf-8"))
    phrase.objects.bulk_create([phrase(place=place, **row) for place, row in enumerate(rows, start=1)])


class Migration(migrations.Migration):
    """The ministry edits the phrases afterwards."""

    dependencies = [
        ("bodies", "0001_initial"),
        ("office", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Phrase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("approve", "Approved as asked"),
                            ("refer", "Referred to a competent body"),
                            ("decline", "Declined, with the reason"),
                            ("thank", "Thanked"),
                            ("keep", "Kept until a day"),
                            ("let_come", "Let him come"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name_ar", models.CharField(max_length=80)),
                ("name_en", models.CharField(max_length=80)),
                ("words_ar", models.TextField(max_length=2000)),
                ("words_en", models.TextField(max_length=2000)),
                (
                    "what",
                    models.CharField(
                        blank=True, choices=[("refer", "A body acts"), ("task", "The office acts")], max_length=8
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(default=10)),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["place", "id"],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField()),
                (
                    "what",
                    models.CharField(choices=[("refer", "A body acts"), ("task", "The office acts")], max_length=8),
                ),
                ("words", models.TextField(max_length=2000)),
                ("due_on", models.DateField()),
                ("carried_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"
                    ),
                ),
                (
                    "directive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="office.directive"
                    ),
                ),
            ],
            options={
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("directive", "rank"), name="office_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("what", "refer")),
                            models.Q(("body__isnull", True), ("what", "task")),
                            _connector="OR",
                        ),
                        name="office_item_names_body",
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
