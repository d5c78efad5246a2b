"""Forms for hours and days. Times are those of Riyadh by the 24-hour clock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from majlis.centres.models import Hours
from majlis.centres.moves import Break, Shift
from majlis.core import clock, hijri
from majlis.core.ui.forms import EitherDateField, HouseForm, NumeralField, TextField
from majlis.core.working_time import Span

WEEK = (6, 0, 1, 2, 3, 4, 5)
"""The days as people of the Kingdom count them: Sunday first."""
_TIME = r"(\d{1,2})(?::(\d{2}))?"
_SPAN = re.compile(rf"{_TIME}\s*[-\u2010-\u2015]\s*{_TIME}")
_BETWEEN = re.compile(r"[\s,،;؛]*")


def written(spans: Iterable[Span]) -> str:
    """Return shifts as they are written in a field, as short as can be: "8-12, 16-20:30"."""
    return ", ".join(f"{_short(start)}-{24 if end == dt.time() else _short(end)}" for start, end in spans)


def _short(time: dt.time) -> str:
    return f"{time.hour}:{time:%M}" if time.minute else str(time.hour)


class SpansField(NumeralField):
    """Hours from and to, several of them with commas between; nothing when closed. A list of pairs of times comes out.

    An hour may stand alone (8-16); 24 is the midnight that ends the day.
    """

    code = False

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let a phone show all its keys: signs are needed too."""
        return {**super().widget_attrs(widget), "inputmode": "text"}

    def clean(self, value: Any) -> list[Span]:
        """Return the pairs in the order in which they were typed; refuse anything else."""
        text = self.to_python(value) or ""
        if _BETWEEN.sub("", _SPAN.sub("", text)):
            raise ValidationError(_("Write hours like 8:00-16:00, and a comma between two shifts."), code="spans")
        found = [(self._time(*match.groups()[:2]), self._time(*match.groups()[2:])) for match in _SPAN.finditer(text)]
        if self.required and not found:
            raise ValidationError(_("Write hours like 8:00-16:00, and a comma between two shifts."), code="required")
        return found

    def _time(self, hour: str, minute: str | None) -> dt.time:
        hours, minutes = int(hour), int(minute or 0)
        if (hours, minutes) == (24, 0):
            return dt.time()
        try:
            return dt.time(hours, minutes)
        except ValueError as bad:
            raise ValidationError(_("A day has hours from 0:00 to 24:00."), code="time") from bad


class WeekForm(HouseForm):
    """The shifts of the seven days."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Make a field for each day, named day0 (Monday) to day6."""
        super().__init__(*args, **options)
        for day in WEEK:
            self.fields[f"day{day}"] = SpansField(label=day_name(day), required=False, max_length=120)

    def shifts(self) -> list[Shift]:
        """Return what was given."""
        return [Shift(day, *span) for day in WEEK for span in self.cleaned_data[f"day{day}"]]


def week_initial(hours: Iterable[Hours]) -> dict[str, str]:
    """Return what a `WeekForm` shows of the usual shifts of a centre."""
    rows = list(hours)
    return {f"day{day}": written((row.opens, row.closes) for row in rows if row.weekday == day) for day in WEEK}


def day_name(weekday: int) -> str:
    """Return the name of a weekday (Monday 0) in the language of the page."""
    monday = dt.date(2024, 1, 1)
    return hijri.day_name(monday + dt.timedelta(days=weekday), get_language() or "ar")


class SeasonForm(WeekForm):
    """Other hours for some days."""

    name_ar = TextField(label=_("Name in Arabic"), max_length=120)
    name_en = TextField(label=_("Name in English"), max_length=120)
    first = EitherDateField(label=_("First day"), tense="future")
    last = EitherDateField(label=_("Last day"), tense="future")
    order = ("name_ar", "name_en", "first", "last")

    def words(self) -> dict[str, Any]:
        """Return what `moves.set_season` takes."""
        given = self.cleaned_data
        return {
            "name_ar": given["name_ar"],
            "name_en": given["name_en"],
            "first": given["first"].gregorian,
            "last": given["last"].gregorian,
            "shifts": self.shifts(),
        }


class BreakForm(HouseForm):
    """A daily break; a row that is left empty is none."""

    name_ar = TextField(label=_("Name in Arabic"), max_length=120, required=False)
    name_en = TextField(label=_("Name in English"), max_length=120, required=False)
    hours = SpansField(label=_("From and to"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for all three where one is given."""
        given = super().clean() or {}
        parts = [bool(given.get(name)) for name in ("name_ar", "name_en", "hours")]
        if not self.errors and any(parts) and (not all(parts) or len(given["hours"]) != 1):
            raise ValidationError(_("A break needs its name in both languages and one span of hours."))
        return given

    def pause(self) -> Break | None:
        """Return the break, or None for an empty row."""
        given = self.cleaned_data
        if not given.get("hours"):
            return None
        return Break(given["name_ar"], given["name_en"], *given["hours"][0])


class ClosedForm(HouseForm):
    """A date on which a centre stays closed."""

    day = EitherDateField(label=_("Date"), tense="future")
    reason_ar = TextField(label=_("Reason in Arabic"), max_length=120)
    reason_en = TextField(label=_("Reason in English"), max_length=120)

    def words(self) -> dict[str, Any]:
        """Return what `moves.close_on` takes."""
        return {**self.cleaned_data, "day": self.cleaned_data["day"].gregorian}


class HolidaysForm(HouseForm):
    """The Gregorian year whose holidays are added."""

    year = NumeralField(label=_("Gregorian year"), max_length=4)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the present year."""
        options.setdefault("initial", {"year": clock.today().year})
        super().__init__(*args, **options)

    def clean_year(self) -> int:
        """Return the year as a number."""
        typed = self.cleaned_data["year"]
        if not typed.isdecimal():
            raise ValidationError(_("Enter the year in four digits."), code="year")
        return int(typed)


class MonthForm(HouseForm):
    """The day on which a Hijri month was declared to begin."""

    year = NumeralField(label=_("Hijri year"), max_length=4)
    month = forms.TypedChoiceField(label=_("Hijri month"), coerce=int)
    begins = forms.DateField(label=_("First day, by the Gregorian calendar"), input_formats=["%Y-%m-%d", "%d/%m/%Y"])

    def __init__(self, *args: Any, **options: Any) -> None:
        """Name the months in the language of the page."""
        super().__init__(*args, **options)
        months = [(number, hijri.month_name(number, get_language() or "ar")) for number in range(1, 13)]
        self.fields["month"].choices = months  # type: ignore[attr-defined]
        self.fields["begins"].widget.attrs |= {"dir": "ltr", "placeholder": "2027-02-08"}

    def clean_year(self) -> int:
        """Return the year as a number."""
        typed = self.cleaned_data["year"]
        if not typed.isdecimal():
            raise ValidationError(_("Enter the year in four digits."), code="year")
        return int(typed)
