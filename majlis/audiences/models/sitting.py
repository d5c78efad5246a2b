"""The weekly session."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from majlis.audiences.states import SittingState
from majlis.core import clock
from majlis.core.viewer import Kind, Viewer

READERS = (
    "minister_office", "minister", "operations_officer", "programme_director", "centre_manager", "hall_host",
    "gate_officer", "reception_officer", "followup_officer", "section_head",
)  # fmt: skip


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Sittings."""

    def visible_to(self, viewer: Viewer) -> SittingQuerySet:
        """Return all to those who arrange or host sittings, none to others."""
        seen = viewer.kind is Kind.SYSTEM or viewer.holds(*READERS)
        return self.all() if seen else self.none()

    def ahead(self) -> SittingQuerySet:
        """Return those still to come, the next first."""
        return self.filter(day__gte=clock.today(), state__in=(SittingState.PLANNED, SittingState.PUBLISHED)).order_by(
            "starts_at"
        )


class Sitting(models.Model):
    """One weekly session of a principal (الجلسة الأسبوعية), in the headquarters of one centre.

    `starts_at` and `ends_at` are UTC instants of one Riyadh day. `pauses` are Riyadh times "HH:MM-HH:MM" in which
    nobody is heard: prayer and breaks. `gap` minutes lie between two audiences. At most `capacity` persons are
    invited, and `reserve` minutes stay open for the urgent who will come. `paused_at` is set while the minister has
    interrupted the session. `version` is the SEQUENCE of its calendar entries.
    """

    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    principal = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SittingState.choices, default=SittingState.PLANNED)
    pattern = models.ForeignKey(
        "audiences.Pattern", on_delete=models.PROTECT, null=True, blank=True, related_name="sittings"
    )
    gap = models.PositiveSmallIntegerField(default=2)
    capacity = models.PositiveSmallIntegerField(default=24)
    reserve = models.PositiveSmallIntegerField(default=0)
    pauses = ArrayField(models.CharField(max_length=11), default=list, blank=True)
    why = models.CharField(max_length=40, blank=True)
    paused_at = models.DateTimeField(null=True)
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
