"""Papers of a case: what the service asks for, what came, and what was asked for again."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from majlis.cases.models.case import Case
from majlis.core import clock
from majlis.core.languages import pick
from majlis.core.viewer import Kind as ViewerKind
from majlis.core.viewer import Viewer


class ChecklistItem(models.Model):
    """One paper that the case's service asks for, copied from the catalogue when the case was opened."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checklist")
    code = models.CharField(max_length=40)
    name_ar = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    required = models.BooleanField(default=True)
    waived_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="cases_checklist_once")]

    def __str__(self) -> str:
        """Return the code."""
        return self.code

    @property
    def name(self) -> str:
        """Return the paper's name in the language in use."""
        return pick({"ar": self.name_ar, "en": self.name_en})


class Scan(TextChoices):
    """What the scanner said of a paper. Only a clean paper reaches a reader."""

    HELD = "held", _("held back until it is scanned")
    CLEAN = "clean", _("clean")
    REFUSED = "refused", _("refused by the scanner")


class PaperQuerySet(models.QuerySet["Paper"]):
    """Lists of papers. Every page begins with `visible_to`."""

    def visible_to(self, viewer: Viewer) -> PaperQuerySet:
        """Return the papers of cases that `viewer` may read.

        What is for the staff only is shown to the staff of the house. Somebody from outside (a body's liaison, a
        representative) sees no paper at all where the person withheld the name, for papers tell it.
        """
        if viewer.kind is ViewerKind.SYSTEM:
            return self
        seen = self.filter(case__in=Case.objects.visible_to(viewer))
        if viewer.is_staff and viewer.roles - {"body_liaison"}:
            return seen
        seen = seen.filter(staff_only=False)
        if viewer.kind in {ViewerKind.BENEFICIARY, ViewerKind.LINK}:
            return seen
        return seen.filter(case__withhold_name=False)


class Paper(models.Model):
    """One file of a case. The bytes lie under a random name and are served only through the gate, never inline."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="papers")
    draft = models.UUIDField(null=True, db_index=True)
    item = models.ForeignKey(ChecklistItem, on_delete=models.SET_NULL, null=True, related_name="papers")
    item_code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=8, choices=Scan.choices, default=Scan.HELD)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)
    checked_at = models.DateTimeField(null=True)
    staff_only = models.BooleanField(default=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["scan", "at"], name="cases_paper_held", condition=Q(scan="held"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(draft__isnull=False), name="cases_paper_has_a_place"
            )
        ]

    def __str__(self) -> str:
        """Return the name it came with."""
        return self.name


class PaperRequest(models.Model):
    """One request to the beneficiary that lists everything missing; at most one is open in a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="paper_requests")
    items = models.JSONField(default=list)
    words = models.TextField(max_length=2000, blank=True)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField()
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at__isnull=True), name="cases_one_open_paper_request"
            )
        ]
        indexes = [models.Index(fields=["due_on"], name="cases_paperrequest_due", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        """Return when it is due."""
        return f"due {self.due_on}"
