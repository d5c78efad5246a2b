"""The folded words by which a case is found. Written by the worker, outside the act that opened the case."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from majlis.cases.models.case import Case
from majlis.core import clock


class Source(TextChoices):
    """Whose number it is, by which a case is known besides its own."""

    OLD = "old", _("number from before this system")
    BODY = "body", _("number of a body's letter")


class OtherNumber(models.Model):
    """A number that is not ours, by which somebody may ask for a case: as it was written, and as it is sought."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="other_numbers")
    source = models.CharField(max_length=8, choices=Source.choices)
    number = models.CharField(max_length=40)
    sought = models.CharField(max_length=40)
    day = models.DateField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "sought"], name="cases_other_number_once")]

    def __str__(self) -> str:
        """Return the number as it was written."""
        return self.number


class SearchLine(models.Model):
    """What search reads of one case: folded words (names, subject, first words) and exact numbers.

    `numbers` holds every number by which the case may be asked for: its reference, old ones, those of bodies' letters,
    identity, phones.
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
