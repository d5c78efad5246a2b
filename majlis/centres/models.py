"""The places: centres with their sections, counters and halls, and when each of them is open."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from majlis.core import clock
from majlis.core.viewer import Viewer

WOMEN = "women"
"""The code of a centre's women's section, which gives all of the desk services."""


def in_language(arabic: str, english: str) -> str:
    """Return the wording for the language of the page: Arabic for Arabic, else English where there is one."""
    return arabic if (get_language() or "ar").startswith("ar") else english or arabic


class Named(models.Model):
    """Something with a name in both languages."""

    name_ar = models.CharField(_("Name in Arabic"), max_length=120)
    name_en = models.CharField(_("Name in English"), max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Return the name in the language of the page."""
        return in_language(self.name_ar, self.name_en)


class CentreQuerySet(models.QuerySet["Centre"]):
    """Centres, as far as somebody may look at their affairs."""

    def visible_to(self, viewer: Viewer) -> CentreQuerySet:
        """Return the centres whose affairs are the viewer's: those of his grants, all for a grant of the ministry."""
        if not viewer.is_staff:
            return self.none()
        if any(grant.centre is None for grant in viewer.grants):
            return self.all()
        return self.filter(pk__in={grant.centre for grant in viewer.grants if grant.centre})


class Centre(Named):
    """A reception centre. `phone` is in E.164; an address is one line as it is written on a letter.

    `timetable` is a new value whenever its hours, breaks or closed dates change: calendars are cached under it.
    """

    code = models.SlugField(_("Code"), max_length=20, unique=True)
    city_ar = models.CharField(_("City in Arabic"), max_length=60)
    city_en = models.CharField(_("City in English"), max_length=60)
    address_ar = models.CharField(_("Address in Arabic"), max_length=250, blank=True)
    address_en = models.CharField(_("Address in English"), max_length=250, blank=True)
    phone = models.CharField(_("Phone"), max_length=16, blank=True)
    has_headquarters = models.BooleanField(_("The minister sits here in some weeks"), default=False)
    open = models.BooleanField(_("Receives people"), default=True)
    timetable = models.UUIDField(default=uuid.uuid4, editable=False)

    objects: ClassVar = CentreQuerySet.as_manager()

    class Meta:
        ordering = ("code",)

    @property
    def city(self) -> str:
        """Return the city in the language of the page."""
        return in_language(self.city_ar, self.city_en)

    @property
    def address(self) -> str:
        """Return the address in the language of the page."""
        return in_language(self.address_ar, self.address_en)


class Section(Named):
    """A section of a centre, or of the ministry where `centre` is None (audit, office, followup ...)."""

    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="sections")
    code = models.SlugField(_("Code"), max_length=20)
    women = models.BooleanField(_("Women's section"), default=False)

    class Meta:
        ordering = ("centre", "code")
        constraints = (
            models.UniqueConstraint(fields=["centre", "code"], name="centres_section_one_code", nulls_distinct=False),
        )


class Counter(models.Model):
    """A counter at which an officer serves; `number` is what boards call."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="counters")
    number = models.PositiveSmallIntegerField(_("Number"))
    women = models.BooleanField(_("In the women's section"), default=False)
    open = models.BooleanField(_("In use"), default=True)

    class Meta:
        ordering = ("centre", "number")
        constraints = (models.UniqueConstraint(fields=["centre", "number"], name="centres_counter_one_number"),)

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)


class Hall(Named):
    """A hall with sound and picture, for men or for women; it holds one party of at most `capacity` persons.

    `setup` minutes are needed between two parties.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="halls")
    code = models.SlugField(_("Code"), max_length=20)
    women = models.BooleanField(_("For women"), default=False)
    capacity = models.PositiveSmallIntegerField(_("Persons"), default=6)
    setup = models.PositiveSmallIntegerField(_("Minutes between two parties"), default=5)
    open = models.BooleanField(_("In use"), default=True)

    class Meta:
        ordering = ("centre", "code")
        constraints = (models.UniqueConstraint(fields=["centre", "code"], name="centres_hall_one_code"),)


class Declared(models.Model):
    """A row that somebody declared: who ("staff:7" and his name) and when (an instant)."""

    by = models.CharField(max_length=40)
    by_label = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True


class HallClosing(Declared):
    """Riyadh days, both included, on which a hall cannot be used, with the reason."""

    hall = models.ForeignKey(Hall, models.CASCADE, related_name="closings")
    first = models.DateField(_("First day"))
    last = models.DateField(_("Last day"))
    reason = models.CharField(_("Reason"), max_length=200)

    class Meta:
        ordering = ("first",)
        constraints = (models.CheckConstraint(condition=Q(last__gte=F("first")), name="centres_hall_closing_forwards"),)

    def __str__(self) -> str:
        """Return the days."""
        return f"{self.first} - {self.last}"


class Season(Named, Declared):
    """Other hours from one Riyadh date to another, both included, such as those of Ramadan."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="seasons")
    first = models.DateField(_("First day"))
    last = models.DateField(_("Last day"))

    class Meta:
        ordering = ("first",)
        constraints = (
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="centres_season_forwards"),
            ExclusionConstraint(
                name="centres_season_no_overlap",
                expressions=[
                    ("centre", RangeOperators.EQUAL),
                    (
                        Func(
                            "first",
                            "last",
                            RangeBoundary(inclusive_upper=True),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )


class Hours(Declared):
    """One shift of a weekday (Monday 0 ... Sunday 6), usual or of a season. 00:00 closes at midnight."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="hours")
    season = models.ForeignKey(Season, models.CASCADE, null=True, blank=True, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ("weekday", "opens")
        constraints = (
            models.CheckConstraint(condition=Q(weekday__lte=6), name="centres_hours_weekday"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes="00:00"), name="centres_hours_forwards"
            ),
            models.UniqueConstraint(
                fields=["centre", "season", "weekday", "opens"], name="centres_hours_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        """Return the day and the hours."""
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class Pause(Named, Declared):
    """A daily break, such as a prayer, on every open day; usual, or of a season."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="pauses")
    season = models.ForeignKey(Season, models.CASCADE, null=True, blank=True, related_name="pauses")
    starts = models.TimeField(_("From"))
    ends = models.TimeField(_("To"))

    class Meta:
        ordering = ("starts",)
        constraints = (
            models.CheckConstraint(condition=Q(ends__gt=F("starts")) | Q(ends="00:00"), name="centres_pause_forwards"),
        )


class ClosedDate(Declared):
    """A Riyadh date on which a centre stays closed, with the reason that people read."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="closed_dates")
    day = models.DateField(_("Date"))
    reason_ar = models.CharField(_("Reason in Arabic"), max_length=120)
    reason_en = models.CharField(_("Reason in English"), max_length=120)

    class Meta:
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=["centre", "day"], name="centres_closed_once"),)

    def __str__(self) -> str:
        """Return the reason in the language of the page."""
        return in_language(self.reason_ar, self.reason_en)


class HijriCorrection(Declared):
    """The Gregorian date on which a Hijri month was declared to begin, where it differs from the table."""

    year = models.PositiveSmallIntegerField(_("Hijri year"))
    month = models.PositiveSmallIntegerField(_("Hijri month"))
    begins = models.DateField(_("First day"))

    class Meta:
        ordering = ("-year", "-month")
        constraints = (
            models.UniqueConstraint(fields=["year", "month"], name="centres_correction_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="centres_correction_month"),
        )

    def __str__(self) -> str:
        """Return the month and its first day."""
        return f"{self.year}-{self.month:02} {self.begins}"
