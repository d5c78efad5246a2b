"""The list of words that search takes for one another, with the one that is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import migrations, models

from majlis.core import arabic

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "synonyms.txt"


def fill(apps: Any, editor: Any) -> None:
    """Put the shipped words in."""
    synonym = apps.get_model("cases", "Synonym")
    pairs = {}
    for line in SHIPPED.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            first, _colon, others = line.partition(":")
            same_as = " ".join(arabic.words(first))
            pairs |= {(word, same_as): None for word in arabic.words(others) if word != same_as}
    synonym.objects.bulk_create([synonym(word=word, same_as=same_as) for word, same_as in pairs])


class Migration(migrations.Migration):
    """Words that mean the same."""

    dependencies = [("cases", "0002_protect")]

    operations = [
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60)),
                ("same_as", models.CharField(max_length=60)),
            ],
            options={
                "ordering": ["same_as", "word"],
                "indexes": [models.Index(fields=["same_as"], name="cases_synonym_same_as")],
                "constraints": [
                    models.UniqueConstraint(fields=("word", "same_as"), name="cases_synonym_once"),
                    models.CheckConstraint(
                        condition=models.Q(("word", models.F("same_as")), _negated=True), name="cases_synonym_of_two"
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
