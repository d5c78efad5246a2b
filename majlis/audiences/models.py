"""The weekly session and the places in it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q

from majlis.audiences.states import HOLDING, Mode, SittingState, State
from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.viewer import Kind, Viewer

_SITTING_READERS = (
    "minister_office", "minister", "operations_officer", "programme_director", "centre_manager", "hall_host",
    "gate_officer", "reception_officer", "followup_officer", "section_head",
)  # fmt: skip
_HOSTS = ("hall_host", "gate_officer", "reception_officer", "operations_officer")


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Sittings."""

    def visible_to(self, viewer: Viewer) -> SittingQuerySet:
        """Return all to those who arrange or host sittings, none to others."""
        seen = viewer.kind is Kind.SYSTEM or viewer.holds(*_SITTING_READERS)
        return self.all() if seen else self.none()

    def ahead(self) -> SittingQuerySet:
        """Return those still to come, the next first."""
        return self.filter(day__gte=clock.today(), state__in=(SittingState.PLANNED, SittingState.PUBLISHED)).order_by(
            "starts_at"
        )


class Sitting(models.Model):
    """One weekly session of a principal (الجلسة الأسبوعية), in the headquarters of one centre.

    `starts_at` and `ends_at` are UTC instants of one Riyadh day. `pauses` are Riyadh times "HH:MM-HH:MM" in which
    nobody is heard: prayer and breaks. `gap` minutes lie between two audiences. `version` is the SEQUENCE of its
    calendar entries.
    """

    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    principal = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SittingState.choices, default=SittingState.PLANNED)
    gap = models.PositiveSmallIntegerField(default=2)
    pauses = ArrayField(models.CharField(max_length=11), default=list, blank=True)
    why = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=clock.now)

    objects: ClassVar = SittingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="audiences_sitting_forwards"),
            models.UniqueConstraint(
                fields=["principal", "day"], condition=~Q(state="cancelled"), name="audiences_one_sitting_a_day"
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="audiences_sitting_ahead")]

    def __str__(self) -> str:
        """Return the day."""
        return str(self.day)

    def paused(self) -> list[tuple[dt.datetime, dt.datetime]]:
        """Return the pauses as instants of the sitting's day, in UTC."""
        spans = []
        for pause in self.pauses:
            first, last = (dt.time.fromisoformat(part) for part in pause.split("-"))
            spans.append((self._instant(first), self._instant(last)))
        return spans

    def _instant(self, at: dt.time) -> dt.datetime:
        return dt.datetime.combine(self.day, at, clock.RIYADH).astimezone(dt.UTC)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments; whoever may read the case may read its appointments, and hosts those of their centre's day."""

    def visible_to(self, viewer: Viewer) -> AppointmentQuerySet:
        """Return those of the cases that the viewer may read, to hosts also those at their centre, to the office all.

        An appointment by itself names nobody: who comes is told by `queries.seats`, which asks whether he may know.
        """
        if viewer.kind is Kind.SYSTEM or viewer.holds("minister_office"):
            return self.all()
        hosting = {grant.centre for grant in viewer.grants if grant.role in _HOSTS and grant.centre}
        return self.filter(Q(centre__in=hosting) | Q(case__in=Case.objects.visible_to(viewer)))

    def holding(self) -> AppointmentQuerySet:
        """Return those that hold their place."""
        return self.filter(state__in=sorted(HOLDING))


class Appointment(models.Model):
    """One case's place in a sitting (موعد).

    `starts_at` and `ends_at` are UTC. `hall` is the video hall of a centre near the person, None in person. `told_at`
    is when the person was reached. `asked_moves` counts his wishes for another time: after the second a person
    rings him. `debt` tells that we cancelled his place before, so he comes first.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appointments")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="appointments")
    mode = models.CharField(max_length=6, choices=Mode.choices)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    hall = models.ForeignKey("centres.Hall", on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    consented = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    went_in_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=24, blank=True)
    wish = models.CharField(max_length=400, blank=True)
    debt = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)

    objects: ClassVar = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=sorted(HOLDING)), name="audiences_one_place_a_case"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="audiences_appointment_state_known"),
            models.CheckConstraint(
                condition=Q(mode="person", hall__isnull=True) | Q(mode="video", hall__isnull=False),
                name="audiences_hall_for_video_only",
            ),
        ]
        indexes = [
            models.Index(fields=["sitting", "starts_at"], name="audiences_running_order"),
            models.Index(fields=["case", "-id"], name="audiences_of_a_case"),
            models.Index(fields=["centre", "starts_at"], name="audiences_day_of_a_centre"),
        ]

    def __str__(self) -> str:
        """Return the hour."""
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class Booking(models.Model):
    """What an appointment takes for itself: the principal, a hall, each person of its case, for a span of time.

    `resource` is a word such as "principal:3", "hall:7", "beneficiary:12". The exclusion constraint is what forbids
    a double place; it is deferrable so that two persons can change places in one act.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="bookings")
    resource = models.CharField(max_length=40)
    during = DateTimeRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="audiences_no_double_place",
                expressions=[("resource", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def __str__(self) -> str:
        """Return what is taken."""
        return self.resource
