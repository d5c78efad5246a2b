"""One case's place in a sitting."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from majlis.audiences.models.sitting import Sitting
from majlis.audiences.states import HOLDING, Mode, Source, State
from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.viewer import Kind, Viewer

_HOSTS = ("gate_officer", "reception_officer", "operations_officer")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments; whoever may read the case may read its appointments, and hosts those of their centre's day."""

    def visible_to(self, viewer: Viewer) -> AppointmentQuerySet:
        """Return those of the cases that the viewer may read, to hosts also those at their centre, to the office all.

        Who hosts halls and nothing else sees those of halls only, and a man none of a women's hall.

        An appointment by itself names nobody: who comes is told by `queries.seats`, which asks whether he may know.
        """
        if viewer.kind is Kind.SYSTEM or viewer.holds("minister_office"):
            return self.all()
        hosting = {grant.centre for grant in viewer.grants if grant.role in _HOSTS and grant.centre}
        halls = {grant.centre for grant in viewer.grants if grant.role == "hall_host" and grant.centre}
        in_halls = Q(centre__in=halls, hall__isnull=False)
        if not viewer.women:
            in_halls &= Q(hall__women=False)
        return self.filter(Q(centre__in=hosting) | in_halls | Q(case__in=Case.objects.visible_to(viewer)))

    def holding(self) -> AppointmentQuerySet:
        """Return those that hold their place."""
        return self.filter(state__in=sorted(HOLDING))


class Appointment(models.Model):
    """One case's place in a sitting (موعد).

    `starts_at` and `ends_at` are UTC. `hall` is the video hall of a centre near the person, None in person. `told_at`
    is when the person was reached. `asked_moves` counts his wishes for another time: after the second a person
    rings him. `debt` tells that we cancelled his place before, so he comes first; `yields` that he agreed to give his
    place to a graver case. `late_at` is when he was noted as not yet here at his hour, `called_at` when he was told
    that he is next. `interpreter` and `host` are the staff who interpret for him and receive him. `reason` is the
    written one for a place that was put into the session of the same day.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appointments")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="appointments")
    mode = models.CharField(max_length=6, choices=Mode.choices)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    hall = models.ForeignKey("centres.Hall", on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    interpreter = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    host = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.HAND)
    version = models.PositiveIntegerField(default=1)
    consented = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    went_in_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=24, blank=True)
    wish = models.CharField(max_length=400, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    debt = models.BooleanField(default=False)
    yields = models.BooleanField(default=False)
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
