"""What was said to the house, by which channel, untouched; and what is not yet said to the end."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from majlis.core import clock
from majlis.core.viewer import Viewer

KEPT_DAYS = 14


class Draft(models.Model):
    """A request that is still being written. Its id is the only key to it; it is wiped after fourteen days.

    `answers` holds what was typed, step by step, as typed; `service` is the catalogue's code. `channel` is where it
    is written (portal, desk); `by` the token of the officer who writes, empty at the portal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.CharField(max_length=40)
    channel = models.CharField(max_length=16)
    language = models.CharField(max_length=8, default="ar")
    by = models.CharField(max_length=40, blank=True)
    beneficiary_id = models.BigIntegerField(null=True)
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField(default=clock.now)
    touched_at = models.DateTimeField(default=clock.now)
    case_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["touched_at"], name="intake_draft_touched")]

    def __str__(self) -> str:
        """Return the service."""
        return self.service

    @property
    def expires_at(self) -> dt.datetime:
        """Return the instant (UTC) at which the draft is wiped."""
        return self.touched_at + dt.timedelta(days=KEPT_DAYS)


class Incoming(models.Model):
    """One thing that came in (وارد), as it was said. It opens a case or joins one; it is never changed."""

    channel = models.CharField(max_length=16)
    outside_id = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    language = models.CharField(max_length=8, blank=True)
    by = models.CharField(max_length=40)
    case_id = models.BigIntegerField(null=True, db_index=True)
    seconds = models.PositiveIntegerField(null=True)
    read_back = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "outside_id"], condition=~Q(outside_id=""), name="intake_incoming_once"
            )
        ]
        indexes = [models.Index(fields=["channel", "-at"], name="intake_incoming_channel")]

    def __str__(self) -> str:
        """Return the channel."""
        return self.channel


class DutyCallQuerySet(models.QuerySet["DutyCall"]):
    """Calls of duty officers."""

    def visible_to(self, viewer: Viewer) -> DutyCallQuerySet:
        """Return the calls of the officer himself."""
        return self.filter(staff_id=viewer.id) if viewer.is_staff else self.none()

    def waiting(self) -> DutyCallQuerySet:
        """Return the calls of cases that nobody has in hand yet, the latest ringing first."""
        answered = DutyCall.objects.filter(case_id=OuterRef("case_id"), acknowledged_at__isnull=False)
        since = clock.now() - dt.timedelta(days=1)
        return self.filter(~Exists(answered), rung_at__gt=since).order_by("-rung_at")


class DutyCall(models.Model):
    """The ringing of one officer for a person in danger; `answer_by` is when the next one is rung.

    Where all were rung and nobody answered he is rung again: `rung_at` is the last time, `times` how often.
    """

    case_id = models.BigIntegerField(db_index=True)
    staff = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(default=clock.now)
    rung_at = models.DateTimeField(default=clock.now)
    times = models.PositiveSmallIntegerField(default=1)
    answer_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    passed_on = models.BooleanField(default=False)

    objects: ClassVar = DutyCallQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_id", "staff"], name="intake_duty_call_once")]
        indexes = [
            models.Index(
                fields=["answer_by"],
                name="intake_duty_call_late",
                condition=Q(acknowledged_at__isnull=True, passed_on=False),
            )
        ]

    def __str__(self) -> str:
        """Return the case's id."""
        return str(self.case_id)
