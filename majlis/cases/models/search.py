"""The folded words by which a case is found. Written by the worker, outside the act that opened the case."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from majlis.cases.models.case import Case


class SearchLine(models.Model):
    """What search reads of one case: folded words (names, subject, first words) and exact numbers.

    `numbers` holds every number by which the case may be asked for: its reference, old ones, identity, phones.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="search_line")
    folded = models.TextField()
    numbers = ArrayField(models.CharField(max_length=40), default=list)
    vector = models.GeneratedField(
        expression=SearchVector("folded", config="arabic"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="cases_search_vector"),
            GinIndex(OpClass("folded", name="gin_trgm_ops"), name="cases_search_folded"),
            GinIndex(fields=["numbers"], name="cases_search_numbers"),
        ]

    def __str__(self) -> str:
        """Return the case's id."""
        return str(self.pk)
