"""The rhythm of the weekly sessions, and the weeks that differ from it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from majlis.core import clock
from majlis.core.viewer import Kind, Viewer

READERS = ("minister_office", "minister", "operations_officer", "programme_director", "section_head")


class PatternQuerySet(models.QuerySet["Pattern"]):
    """Usual weeks."""

    def visible_to(self, viewer: Viewer) -> PatternQuerySet:
        """Return all to those who plan sittings, none to others."""
        seen = viewer.kind is Kind.SYSTEM or viewer.holds(*READERS)
        return self.all() if seen else self.none()


class ExceptionalQuerySet(models.QuerySet["Exceptional"]):
    """Days left out."""

    def visible_to(self, viewer: Viewer) -> ExceptionalQuerySet:
        """Return those of the usual weeks that the viewer may see."""
        return self.filter(pattern__in=Pattern.objects.visible_to(viewer))


class Pattern(models.Model):
    """The usual week of a principal (نمط الجلسات): each `every` weeks on a weekday (Monday 0), in Riyadh hours.

    In a season of its place, such as Ramadan, `season_start` and `season_end` hold where they are given. `pauses` are
    "HH:MM-HH:MM"; empty, those of the place's timetable hold. `reserve` minutes stay open for the urgent. `until` is
    the last Riyadh day on which it may open a sitting, None without an end.
    """

    principal = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    every = models.PositiveSmallIntegerField(default=1)
    start = models.TimeField()
    end = models.TimeField()
    season_start = models.TimeField(null=True, blank=True)
    season_end = models.TimeField(null=True, blank=True)
    pauses = ArrayField(models.CharField(max_length=11), default=list, blank=True)
    gap = models.PositiveSmallIntegerField(default=2)
    capacity = models.PositiveSmallIntegerField(default=24)
    reserve = models.PositiveSmallIntegerField(default=0)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=40)
    by_label = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects: ClassVar = PatternQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="audiences_pattern_forwards"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="audiences_pattern_weekday"),
            models.CheckConstraint(condition=Q(every__gte=1), name="audiences_pattern_every"),
        ]

    def __str__(self) -> str:
        """Return the weekday and the hours."""
        return f"{self.weekday} {self.start:%H:%M}-{self.end:%H:%M}"


class Exceptional(models.Model):
    """A Riyadh day on which a pattern opens no sitting, with why: `why` is a code of facts.WHY."""

    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField()
    why = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    by_label = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects: ClassVar = ExceptionalQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["pattern", "day"], name="audiences_exception_once")]

    def __str__(self) -> str:
        """Return the day."""
        return str(self.day)
