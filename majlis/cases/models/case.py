"""The case itself: where it is, whose turn it is, and who may see it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from majlis.cases.states import DESK_SECTIONS, Kind, Outcome, Priority, Road, Section, State, Turn
from majlis.core import clock, references
from majlis.core.constant import Constant
from majlis.core.errors import Busy
from majlis.core.scope import house
from majlis.core.viewer import Kind as ViewerKind
from majlis.core.viewer import Viewer
from majlis.trail.models import Entry, Look


def _desks(viewer: Viewer) -> Q:
    """Return the condition that one of the viewer's desks covers the case's centre and section."""
    covered = Q(pk__in=[])
    for desk in sorted(viewer.desks):
        centre, section = desk.split(":")
        here = Q() if centre == "*" else Q(centre_id=int(centre))
        there = Q() if section == "*" else Q(section=section)
        if desk == "*:*":
            return Q(pk__isnull=False)
        covered |= here & there
    return covered


GONE = _("%(who)s has just worked on this case, and it has gone on. Nothing of yours was saved.")


class CaseQuerySet(models.QuerySet["Case"]):
    """Lists of cases. Every page begins with `visible_to`."""

    def visible_to(self, viewer: Viewer) -> CaseQuerySet:
        """Return the cases that `viewer` may read. The database's policy on this table says the same once more."""
        if viewer.kind is ViewerKind.SYSTEM:
            return self
        if viewer.kind is ViewerKind.BENEFICIARY:
            return self.filter(beneficiary_id=viewer.id)
        if viewer.kind is ViewerKind.LINK:
            return self.filter(pk=viewer.id)
        shared = Q(self._shared_with(viewer))
        if not viewer.is_staff:
            return self.filter(shared)
        return self.filter((_desks(viewer) & self._fit_to_read(viewer)) | shared).exclude(
            barred__overlap=sorted(viewer.marks | {viewer.token})
        )

    @staticmethod
    def _fit_to_read(viewer: Viewer) -> Q:
        fit = Q(sensitivity__lte=viewer.clearance)
        if not viewer.women:
            fit &= Q(women_readers=False) & (Q(women_only=False) | ~Q(section__in=sorted(DESK_SECTIONS)))
        return fit

    @staticmethod
    def _shared_with(viewer: Viewer) -> Exists:
        from majlis.cases.models.about import Share

        return Exists(Share.objects.filter(case=OuterRef("pk"), viewer=viewer.token, until__gt=clock.now()))

    def open(self) -> CaseQuerySet:
        """Return the cases that are not closed."""
        return self.exclude(state=Constant(State.CLOSED))

    def by_urgency(self) -> CaseQuerySet:
        """Order by class first, then by points, then by age."""
        return self.order_by("priority", "-points", "id")


class Case(models.Model):
    """One request, from the first word to its closing (معاملة).

    All instants are UTC. `clock_left` is the working time that was left, in minutes, when the service clock was
    stopped; while the clock runs it is null and `due_at` says when the step is due.
    """

    reference = models.CharField(max_length=10, unique=True, default=references.draw)
    pin_hash = models.CharField(max_length=128, blank=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey("catalogue.Category", on_delete=models.PROTECT, related_name="+", null=True)
    road = models.CharField(max_length=16, choices=Road.choices)
    priority = models.SmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    priority_why = models.CharField(max_length=40, blank=True)
    points = models.SmallIntegerField(default=0)

    state = models.CharField(max_length=16, choices=State.choices, default=State.SUBMITTED)
    turn = models.CharField(max_length=16, choices=Turn.choices, default=Turn.INQUIRIES)
    section = models.CharField(max_length=16, choices=Section.choices, default=Section.INQUIRIES)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    beneficiary = models.ForeignKey("people.Beneficiary", on_delete=models.PROTECT, related_name="+")
    women_only = models.BooleanField(default=False)
    women_readers = models.BooleanField(default=False)
    withhold_name = models.BooleanField(default=False)
    sensitivity = models.PositiveSmallIntegerField(default=0)
    barred = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")
    objected = models.BooleanField(default=False)

    subject = models.CharField(max_length=160)
    words = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=8, default="ar")
    channel = models.CharField(max_length=16)
    danger = models.BooleanField(default=False)
    passes_on = models.DateField(null=True, blank=True)

    claimed_by = models.ForeignKey("accounts.Staff", on_delete=models.SET_NULL, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(default=clock.now)
    complete_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True)
    clock_left = models.PositiveIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    @classmethod
    def gone(cls, viewer: Viewer, reference: str) -> Busy | None:
        """Return the kind word for somebody whose case moved on while he worked on it; None where nobody was faster.

        He read it today, as the book says, so that it is no secret to him that it was there.
        """
        with house():
            case = cls.objects.filter(reference=reference).first()
            if case is None or set(case.barred) & (viewer.marks | {viewer.token}):
                return None
            look = Look.objects.filter(viewer=viewer.token, case_id=case.pk, day=clock.today()).first()
            last = Entry.objects.filter(case_id=case.pk).order_by("-seq").first()
        mine = last is not None and (last.actor_kind, last.actor_id) == (str(viewer.kind), viewer.id)
        if look is None or last is None or mine or last.at < look.at:
            return None
        return Busy("moved_on", GONE, who=last.who)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="cases_case_state_known"),
            models.CheckConstraint(condition=Q(turn__in=Turn.values), name="cases_case_turn_known"),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, outcome__in=Outcome.values) | (~Q(state=State.CLOSED) & Q(outcome="")),
                name="cases_case_outcome_when_closed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["section", "centre", "priority", "-points", "id"],
                name="cases_case_desk",
                condition=~Q(state="closed"),
            ),
            models.Index(
                fields=["centre", "priority", "-points", "id"], name="cases_case_centre", condition=~Q(state="closed")
            ),
            models.Index(
                fields=["section", "priority", "-points", "id"], name="cases_case_section", condition=~Q(state="closed")
            ),
            models.Index(
                fields=["state", "priority", "-points", "id"], name="cases_case_state", condition=~Q(state="closed")
            ),
            models.Index(fields=["priority", "-points", "id"], name="cases_case_urgency", condition=~Q(state="closed")),
            models.Index(fields=["due_at", "id"], name="cases_case_due", condition=~Q(state="closed")),
            models.Index(
                fields=["priority", "-points", "id"], name="cases_case_awaited", condition=Q(turn="beneficiary")
            ),
            models.Index(fields=["beneficiary", "-id"], name="cases_case_beneficiary"),
            models.Index(
                fields=["claimed_by", "priority", "-points", "id"],
                name="cases_case_claimed",
                condition=Q(claimed_by__isnull=False),
            ),
            models.Index(fields=["section", "-closed_at"], name="cases_case_archive", condition=Q(state="closed")),
        ]

    def __str__(self) -> str:
        """Return the reference as people read it."""
        return references.show(self.reference)

    @property
    def is_open(self) -> bool:
        """Tell whether the case is not closed."""
        return self.state != State.CLOSED

    @property
    def clock_stopped(self) -> bool:
        """Tell whether the service clock stands still."""
        return self.is_open and self.clock_left is not None
