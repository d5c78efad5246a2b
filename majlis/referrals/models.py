"""Referrals: what was sent to a body, what it asked, promised and answered."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case
from majlis.cases.models.closing import Urgency
from majlis.core import clock
from majlis.core.viewer import Kind, Viewer
from majlis.referrals.states import OPEN, Heard, Held, Level, State


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Lists of referrals. Every page begins with `visible_to`."""

    def visible_to(self, viewer: Viewer) -> ReferralQuerySet:
        """Return those of cases that a member of the house may read; to a liaison those sent to his own body.

        A liaison sees none that was withdrawn. The database's policy says the same once more.
        """
        if viewer.kind is Kind.SYSTEM:
            return self
        if not viewer.is_staff:
            return self.none()
        seen = Q(pk__in=[])
        if viewer.roles - {"body_liaison"}:
            seen |= Q(case__in=Case.objects.visible_to(viewer))
        bodies = [int(mark[5:]) for mark in viewer.marks if mark.startswith("body:")]
        if bodies:
            seen |= Q(body_id__in=bodies) & ~Q(state=State.WITHDRAWN)
        return self.filter(seen).exclude(barred__overlap=sorted(viewer.marks | {viewer.token}))

    def open(self) -> ReferralQuerySet:
        """Return those that still await an answer."""
        return self.filter(state__in=sorted(OPEN))


class PreparedQuerySet(models.QuerySet["Prepared"]):
    """Referrals that wait to be looked over."""

    def visible_to(self, viewer: Viewer) -> PreparedQuerySet:
        """Return those of the cases that the viewer may read."""
        return self if viewer.kind is Kind.SYSTEM else self.filter(case__in=Case.objects.visible_to(viewer))


class Referral(models.Model):
    """A case, or a part of it, sent to a body with a due date (إحالة).

    What the body reads is kept here as it was sent: `subject`, `words` (what is asked of it), and, unless the name
    was withheld, the person's name, number and own words. `barred` follows the case. `heard_at` is the last sign of
    the body, `promised_on` its promise in force. `letter` is the number and Hijri year of our letter and
    `letter_paper` its page, kept here because a liaison does not read the case's formal papers. `body_number` and
    `body_day` are the body's own.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.OWN)
    state = models.CharField(max_length=12, choices=State.choices, default=State.SENT)
    version = models.PositiveIntegerField(default=1)
    urgency = models.CharField(max_length=12, choices=Urgency.choices, default=Urgency.NORMAL)
    due_on = models.DateField()
    barred = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    reference = models.CharField(max_length=10)
    subject = models.CharField(max_length=160)
    words = models.TextField(max_length=4000)
    withheld = models.BooleanField(default=False)
    person_name = models.CharField(max_length=300, blank=True)
    person_number = models.CharField(max_length=40, blank=True)
    said = models.TextField(blank=True)
    papers = models.ManyToManyField("cases.Paper", through="Enclosure", related_name="+")
    outgoing = models.ForeignKey("cases.Outgoing", on_delete=models.PROTECT, null=True, related_name="+")
    letter = models.CharField(max_length=20, blank=True)
    letter_paper = models.UUIDField(null=True)
    body_number = models.CharField(max_length=40, blank=True)
    body_day = models.DateField(null=True)

    by = models.CharField(max_length=40)
    by_label = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(default=clock.now)
    promised_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="referrals_state_known"),
            models.UniqueConstraint(
                fields=["case", "body"], condition=Q(state__in=sorted(OPEN)), name="referrals_one_open_a_body"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-id"], name="referrals_case"),
            models.Index(fields=["body", "-id"], name="referrals_body"),
            models.Index(fields=["due_on", "id"], name="referrals_open", condition=Q(state__in=sorted(OPEN))),
        ]

    def __str__(self) -> str:
        """Return the body's name."""
        return str(self.body)

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is still awaited."""
        return self.state in OPEN

    @property
    def addressee(self) -> str:
        """Return to whom it went, in the language of the page."""
        return (self.body.head_office or str(self.body)) if self.level == Level.ABOVE else str(self.body)


class Enclosure(models.Model):
    """A paper of the case that went along with a referral."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="enclosures")
    paper = models.ForeignKey("cases.Paper", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "paper"], name="referrals_enclosed_once")]

    def __str__(self) -> str:
        """Return the paper's id."""
        return str(self.paper_id)


class Prepared(models.Model):
    """A referral that a directive ordered and that an officer must look over before its letter leaves (إحالة معدّة).

    `why` says what stands in the way. `referral` is what was sent; `ended_at` alone means
    that it was dropped.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="prepared_referrals")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    item = models.PositiveBigIntegerField(unique=True)
    words = models.TextField(max_length=4000)
    due_on = models.DateField()
    why = models.CharField(max_length=20, choices=Held.choices)
    at = models.DateTimeField(default=clock.now)
    referral = models.ForeignKey(Referral, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar = PreparedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_on", "id"], name="referrals_prepared_due", condition=Q(ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        """Return the body's name."""
        return str(self.body)


class Question(models.Model):
    """Something that a body asks before it can answer, and what it was told."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="questions")
    words = models.TextField(max_length=2000)
    by_label = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    told = models.TextField(max_length=2000, blank=True)
    told_by = models.CharField(max_length=120, blank=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        """Return who asked."""
        return self.by_label


class Kept(TextChoices):
    """What became of a promise; empty while its day is to come."""

    KEPT = "kept", _("kept")
    BROKEN = "broken", _("broken")
    MOVED = "moved", _("moved to another day before it came")


class Promise(models.Model):
    """A day for which a body promised its answer."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="promises")
    day = models.DateField()
    kept = models.CharField(max_length=8, choices=Kept.choices, blank=True)
    by_label = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["referral"], condition=Q(kept=""), name="referrals_one_open_promise")
        ]

    def __str__(self) -> str:
        """Return the day."""
        return str(self.day)

    @property
    def mark(self) -> str:
        """Return "kept", "broken", "moved", or "" while its day has not passed."""
        return self.kept or ("broken" if self.day < clock.today() else "")


class Reply(models.Model):
    """One answer of a body. `number` and `day` are those of its own letter; `back_why` says why it was sent back."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="replies")
    words = models.TextField(max_length=8000)
    heard = models.CharField(max_length=8, choices=Heard.choices)
    number = models.CharField(max_length=40, blank=True)
    day = models.DateField(null=True)
    paper = models.ForeignKey("cases.Paper", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=40)
    by_label = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    back_why = models.TextField(max_length=2000, blank=True)
    back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["number"], name="referrals_reply_number", condition=~Q(number=""))]

    def __str__(self) -> str:
        """Return the body's own number, or its author."""
        return self.number or self.by_label
