"""A proposed plan for the sessions ahead, and what the minister's office wants of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from majlis.audiences.models.appointment import Appointment
from majlis.audiences.models.sitting import Sitting
from majlis.audiences.states import Change, Mode, PlanKind, PlanState, WishKind
from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.viewer import Kind, Viewer


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans."""

    def visible_to(self, viewer: Viewer) -> PlanQuerySet:
        """Return all to those who plan, none to others."""
        seen = viewer.kind is Kind.SYSTEM or viewer.holds("minister_office", "minister", "operations_officer")
        return self.all() if seen else self.none()


class Plan(models.Model):
    """What the planner proposes for some sittings ahead. People decide: nothing holds before it is approved.

    `weights` are the settings it was reckoned with, `seed` makes it repeatable, `limit` is its time in seconds.
    `gain` is what it is worth over serving nobody, `bound` what no plan can exceed, `gap_pct` the difference in per
    cent of the bound. `served`, `left`, `moved` count persons; `shortfall` is how many further sittings would keep
    everyone within thirty days. `summary` holds what the pages show beside, as codes and numbers.
    """

    kind = models.CharField(max_length=8, choices=PlanKind.choices, default=PlanKind.WEEKS)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.ASKED)
    sittings = models.ManyToManyField(Sitting, related_name="plans")
    base = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    cause = models.CharField(max_length=40, blank=True)
    weights = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=1)
    limit = models.PositiveSmallIntegerField(default=30)
    asked_by = models.CharField(max_length=40)
    asked_label = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True)
    done_part = models.PositiveSmallIntegerField(default=0)
    method = models.CharField(max_length=16, blank=True)
    seconds = models.FloatField(null=True)
    gain = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    gap_pct = models.FloatField(null=True)
    served = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    shortfall = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_label = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar = PlanQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="audiences_plan_state")]

    def __str__(self) -> str:
        """Return the number."""
        return str(self.pk)


class Line(models.Model):
    """What a plan says of one case: its place, or that it waits on, and why.

    `starts_at` is UTC. `sitting` is None for a case that waits on; then `expected_on` is the Riyadh day on which it
    can count on a place, None where none can be told. `why` is a list of codes with their numbers, in the order of
    weight. `prices` are the exact prices of the other sessions, by sitting, where they were asked for: `asked` how many
    are reckoned, and `rows` of sitting, loss, how many get another time, how many lose their place, and the code that
    bars it. `appointment` is the place that it held when the plan was reckoned. `pinned` tells that people fixed it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    change = models.CharField(max_length=6, choices=Change.choices)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, null=True, related_name="lines")
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    mode = models.CharField(max_length=6, choices=Mode.choices, blank=True)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, null=True, related_name="+")
    hall = models.ForeignKey("centres.Hall", on_delete=models.PROTECT, null=True, related_name="+")
    interpreter = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    host = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    appointment = models.ForeignKey(Appointment, on_delete=models.SET_NULL, null=True, related_name="+")
    pinned = models.BooleanField(default=False)
    rank = models.PositiveIntegerField(default=0)
    expected_on = models.DateField(null=True)
    why = models.JSONField(default=list)
    prices = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["plan", "sitting", "starts_at"], name="audiences_line_order"),
            models.Index(fields=["plan", "change", "rank"], name="audiences_line_rank"),
        ]
        constraints = [models.UniqueConstraint(fields=["plan", "case"], name="audiences_line_once")]

    def __str__(self) -> str:
        """Return what happens."""
        return self.change


class PlanWishQuerySet(models.QuerySet["PlanWish"]):
    """Wishes for plans."""

    def visible_to(self, viewer: Viewer) -> PlanWishQuerySet:
        """Return all to the minister's office, whose wishes they are, none to others."""
        return self.all() if viewer.kind is Kind.SYSTEM or viewer.holds("minister_office") else self.none()


class PlanWish(models.Model):
    """What the office wants for one case: to be in a sitting (a pin), or not to be; with the reason, always.

    Without a sitting a forbidding holds for a place: a centre or a hall. `ended_at` is when it was taken back.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=WishKind.choices)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, null=True, related_name="wishes")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, null=True, related_name="+")
    hall = models.ForeignKey("centres.Hall", on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=400)
    by = models.CharField(max_length=40)
    by_label = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar = PlanWishQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case"], condition=Q(ended_at=None), name="audiences_wish_live")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(kind="pin", ended_at=None), name="audiences_one_pin_a_case"
            ),
            models.CheckConstraint(
                condition=Q(kind="forbid") | Q(sitting__isnull=False), name="audiences_pin_needs_sitting"
            ),
        ]

    def __str__(self) -> str:
        """Return the kind."""
        return self.kind


class Overtaking(models.Model):
    """The written reason why a case was overtaken, past its twenty-ninth day, by a lower class or score."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    by_case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=400)
    by = models.CharField(max_length=40)
    by_label = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "by_case", "sitting"], name="audiences_overtaking_once")]

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason
