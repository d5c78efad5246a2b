"""What an auditor found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from majlis.audit.checks import DECISIONS, QUESTIONS
from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.viewer import Kind, Viewer


class Check(models.Model):
    """One look of an auditor at a case: his answers and what he decided. A case may be checked more than once."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checks")
    by = models.CharField(max_length=40)
    by_label = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    answers = models.JSONField(default=dict)
    decision = models.CharField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="audit_check_case")]

    def __str__(self) -> str:
        """Return the decision."""
        return self.decision

    @property
    def decided(self) -> str:
        """Return what was decided, in words."""
        return str(DECISIONS.get(self.decision, self.decision))

    @property
    def faults(self) -> list[str]:
        """Return the questions answered with no, in words."""
        return [str(words) for code, words in QUESTIONS.items() if self.answers.get(code) == "no"]


class HandoverListQuerySet(models.QuerySet["HandoverList"]):
    """Lists of handed over cases."""

    def visible_to(self, viewer: Viewer) -> HandoverListQuerySet:
        """Return all to both sides of the table, audit and the minister's office, and to the director."""
        seen = viewer.kind is Kind.SYSTEM or viewer.holds("audit_officer", "minister_office", "programme_director")
        return self.all() if seen else self.none()


class HandoverList(models.Model):
    """A numbered list of accepted cases that audit hands to the ministry; both sides sign it."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    made_by = models.CharField(max_length=40)
    made_label = models.CharField(max_length=120)
    made_at = models.DateTimeField(default=clock.now)
    signed_by = models.CharField(max_length=40, blank=True)
    signed_label = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True)

    objects: ClassVar = HandoverListQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="audit_list_number_once")]

    def __str__(self) -> str:
        """Return number and Hijri year."""
        return f"{self.number}/{self.year}"


class HandoverLine(models.Model):
    """One case on a list. A case goes on another one only after audit accepted it anew."""

    list = models.ForeignKey(HandoverList, on_delete=models.CASCADE, related_name="lines")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "case"], name="audit_line_once")]

    def __str__(self) -> str:
        """Return the case."""
        return str(self.case_id)


class ListCounter(models.Model):
    """The last number given in a Hijri year; locked last, so that none is lost or doubled."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """Return year and last number."""
        return f"{self.last}/{self.year}"
