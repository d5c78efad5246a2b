"""What an appointment takes for itself."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, Q

from majlis.audiences.models.appointment import Appointment


class Booking(models.Model):
    """What an appointment takes for itself for a span of time; `live` while it holds its place.

    `resource` is a word: "principal:3", "hall:7", "beneficiary:12" for each person of its case, "interpreter:2",
    "host:5", and "opposed:…@building:1" or "opposed:…@sitting:4" for both sides of an opposition, with a margin. The
    exclusion constraint is what forbids a double place; it is deferrable so that two persons can change places in
    one act.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="bookings")
    resource = models.CharField(max_length=80)
    during = DateTimeRangeField()
    live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="audiences_no_double_place",
                expressions=[("resource", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(live=True),
                deferrable=Deferrable.IMMEDIATE,
            )
        ]

    def __str__(self) -> str:
        """Return what is taken."""
        return self.resource
