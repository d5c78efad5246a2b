"""Freed places, offered down the ranked list to one person at a time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from majlis.audiences.models.appointment import Appointment
from majlis.audiences.states import OfferKind, OfferState
from majlis.core import clock
from majlis.core.viewer import Kind, Viewer


class OfferQuerySet(models.QuerySet["Offer"]):
    """Offers of freed places."""

    def visible_to(self, viewer: Viewer) -> OfferQuerySet:
        """Return those whose appointment the viewer may see, to the office all."""
        if viewer.kind is Kind.SYSTEM or viewer.holds("minister_office"):
            return self.all()
        return self.filter(appointment__in=Appointment.objects.visible_to(viewer))


class Offer(models.Model):
    """A freed place that is offered to one waiting person until an hour (UTC).

    Of the kind "yield" it is what a told person was asked: whether he gives his place to a graver case.

    The place is held by an appointment of state "offered" while the offer is open, so that the database itself keeps
    it from others and the person from two offers. `freed_by` is the appointment whose place it was: no two offers
    of it are open at once. `rank` counts whom it was offered to. `how` is "sms" or "call"; who is called has a line on
    the list of calls.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=5, choices=OfferKind.choices, default=OfferKind.PLACE)
    state = models.CharField(max_length=8, choices=OfferState.choices, default=OfferState.OPEN)
    rank = models.PositiveIntegerField(default=1)
    how = models.CharField(max_length=4, choices=[("sms", "sms"), ("call", "call")])
    freed_by = models.ForeignKey(Appointment, on_delete=models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["freed_by"], condition=Q(state="open"), name="audiences_offered_to_one"),
            models.UniqueConstraint(fields=["appointment", "kind"], name="audiences_asked_once"),
        ]
        indexes = [models.Index(fields=["until"], condition=Q(state="open"), name="audiences_offer_open")]

    def __str__(self) -> str:
        """Return where it is."""
        return self.state
