"""How a case ended, and the formal papers that left the house."""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from majlis.cases.models.case import Case
from majlis.cases.states import Outcome
from majlis.core import clock


class Closure(models.Model):
    """One ending of a case: its outcome, the words for the beneficiary, and who approved them."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="closures")
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    words = models.TextField(max_length=4000, blank=True)
    proposed_by = models.CharField(max_length=40)
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True)
    rejected_why = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    opinion = models.TextField(max_length=2000, blank=True)
    scored_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="cases_closure_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(1, 5)),
                name="cases_closure_score",
            )
        ]

    def __str__(self) -> str:
        """Return the outcome."""
        return self.outcome


class Urgency(TextChoices):
    """How fast a formal paper must be handled."""

    NORMAL = "normal", _("normal")
    URGENT = "urgent", _("urgent")
    VERY_URGENT = "very_urgent", _("very urgent")


class Outgoing(models.Model):
    """A formal paper that left the house (صادر), numbered without a gap in a Hijri year."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outgoing")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    day = models.DateField()
    what = models.CharField(max_length=24)
    to_name = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    urgency = models.CharField(max_length=12, choices=Urgency.choices, default=Urgency.NORMAL)
    secret = models.BooleanField(default=False)
    about = models.CharField(max_length=40, blank=True)
    paper = models.ForeignKey("cases.Paper", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="cases_outgoing_number_once")]
        indexes = [models.Index(fields=["case", "-id"], name="cases_outgoing_case")]

    def __str__(self) -> str:
        """Return number and Hijri year."""
        return f"{self.number}/{self.year}"


class OutgoingCounter(models.Model):
    """The last number given in a Hijri year. Locked last in any act, so that no number is lost or doubled."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """Return year and last number."""
        return f"{self.last}/{self.year}"
