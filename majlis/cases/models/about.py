"""Who has a part in a case, who was let in, and what staff wrote on its margin."""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from majlis.cases.models.case import Case
from majlis.core import clock
from majlis.people.states import Standing


class Role(TextChoices):
    """The part that somebody has in a case."""

    APPLICANT = "applicant", _("applicant")
    FOR_WHOM = "for_whom", _("the person it is for")
    REPRESENTATIVE = "representative", _("representative")
    COMPANION = "companion", _("companion")
    INTERPRETER = "interpreter", _("interpreter")
    RESPONDENT = "respondent", _("party complained of")
    OPPOSED = "opposed", _("opposed party")


class Party(models.Model):
    """A person, officer, section, body or outside name with a part in a case.

    `mark` says who: "beneficiary:7", "staff:3", "section:2", "body:5", or empty when only `name` is known. A
    respondent's mark also stands in the case's `barred` list.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=16, choices=Role.choices)
    mark = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=160, blank=True)
    standing = models.CharField(max_length=32, blank=True)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["mark", "role"], name="cases_party_mark")]
        constraints = [
            models.UniqueConstraint(fields=["case", "role", "mark", "name"], name="cases_party_once"),
        ]

    def __str__(self) -> str:
        """Return the part and who has it."""
        return f"{self.role} {self.mark or self.name}"

    @property
    def in_standing(self) -> str:
        """Return by what right it speaks for another, in words; empty for none."""
        return str(Standing(self.standing).label) if self.standing in Standing.values else self.standing


class Share(models.Model):
    """One case opened to one viewer for a while: a visit, a liaison, a companion officer."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="shares")
    viewer = models.CharField(max_length=40)
    why = models.CharField(max_length=24)
    until = models.DateTimeField()
    since = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["viewer", "until"], name="cases_share_viewer")]
        constraints = [models.UniqueConstraint(fields=["case", "viewer", "why"], name="cases_share_once")]

    def __str__(self) -> str:
        """Return who was let in and why."""
        return f"{self.viewer} {self.why}"


class Note(models.Model):
    """A staff remark on the margin of a case. Never shown to the public."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    by = models.CharField(max_length=40)
    by_label = models.CharField(max_length=120)
    words = models.TextField(max_length=4000)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        """Return the author."""
        return self.by_label
