"""What the gate needs to know of somebody who comes."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from majlis.audiences.models.appointment import Appointment
from majlis.audiences.models.sitting import Sitting
from majlis.core import clock


class GateNote(models.Model):
    """Who comes with the person, in which car, and what he needs at the gate; `code` stands in the QR of his pass.

    `companions` are names as they stand on identity cards. `passed_at` is when the gate let them in.
    """

    appointment = models.OneToOneField(Appointment, on_delete=models.CASCADE, related_name="gate")
    code = models.CharField(max_length=24, unique=True)
    companions = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    plate = models.CharField(max_length=20, blank=True)
    wheelchair = models.BooleanField(default=False)
    passed_at = models.DateTimeField(null=True)
    passed_by = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        """Return the car's plate."""
        return self.plate


class GateList(models.Model):
    """The list of who comes to a centre on the day of a sitting, as it was last handed to that centre's gate.

    `digest` tells whether it has changed since; `version` counts how often it was handed.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="gate_lists")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    handed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "centre"], name="audiences_one_gate_list")]

    def __str__(self) -> str:
        """Return how often it was handed."""
        return str(self.version)
