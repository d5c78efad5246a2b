"""Follow-up: each contact with a body, how far up it went, and that nobody was forgotten on any day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from majlis.core import clock
from majlis.followup.states import WAITS, How, Looked, Result, Rung, Why
from majlis.referrals.models import Referral


class Track(models.Model):
    """Where the chasing of one referral stands: rung of the ladder, how often, and the day of the next one."""

    referral = models.OneToOneField(Referral, on_delete=models.CASCADE, related_name="track")
    rung = models.PositiveSmallIntegerField(choices=Rung.choices, default=Rung.LIAISON)
    chases = models.PositiveSmallIntegerField(default=0)
    fruitless = models.PositiveSmallIntegerField(default=0)
    chased_at = models.DateTimeField(null=True)
    next_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["next_on"], name="followup_track_next")]

    def __str__(self) -> str:
        """Return the rung."""
        return str(self.get_rung_display())


class Chase(models.Model):
    """One follow-up contact on a referral (تعقيب): how, with whom, what came of it, when again. Never changed."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="chases")
    rung = models.PositiveSmallIntegerField(choices=Rung.choices)
    how = models.CharField(max_length=8, choices=How.choices)
    who = models.CharField(max_length=120, blank=True)
    result = models.CharField(max_length=10, choices=Result.choices)
    promised_on = models.DateField(null=True)
    next_on = models.DateField()
    note = models.CharField(max_length=400, blank=True)
    by = models.CharField(max_length=40)
    by_label = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["referral", "-id"], name="followup_chase_referral")]

    def __str__(self) -> str:
        """Return the result."""
        return str(self.get_result_display())


class Escalation(models.Model):
    """One step up the ladder (تصعيد): to which rung, why, by whom; the rule itself may take the first."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="escalations")
    rung = models.PositiveSmallIntegerField(choices=Rung.choices)
    why = models.CharField(max_length=16)
    by = models.CharField(max_length=40)
    by_label = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["referral", "rung"], name="followup_rung_once")]

    def __str__(self) -> str:
        """Return the rung."""
        return str(self.get_rung_display())


class DayLine(models.Model):
    """One open referral on one working day: why it was on the list (empty: by rule it was not), how it was looked at.

    A day is done when no line of it waits.
    """

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    looked = models.CharField(max_length=8, choices=Looked.choices, blank=True, default=WAITS)
    left_why = models.CharField(max_length=16, blank=True)
    by = models.CharField(max_length=40, blank=True)
    by_label = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "day"], name="followup_day_once")]
        indexes = [models.Index(fields=["day"], name="followup_day_waits", condition=Q(looked=""))]

    def __str__(self) -> str:
        """Return the day."""
        return str(self.day)
