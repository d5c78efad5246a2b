"""A date given in either calendar: kept as it was given, beside the Gregorian day that follows from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from majlis.core import clock, hijri
from majlis.core.ui.fields import TextField

HIJRI, GREGORIAN = "hijri", "gregorian"
CALENDARS = [(HIJRI, _("Hijri")), (GREGORIAN, _("Gregorian"))]
_FIRST_GREGORIAN, _LAST_GREGORIAN = 1880, 2100
Tense = Literal["past", "future", ""]


@dataclass(frozen=True, slots=True)
class GivenDate:
    """A date as a person gave it: calendar, year, month, and the day unless it is not known."""

    calendar: str
    year: int
    month: int
    day: int | None = None

    @property
    def gregorian(self) -> dt.date | None:
        """Return the Gregorian date; None when the day is not known."""
        if self.day is None:
            return None
        if self.calendar == HIJRI:
            return hijri.to_gregorian(self.year, self.month, self.day)
        return dt.date(self.year, self.month, self.day)

    @classmethod
    def of(cls, day: dt.date) -> GivenDate:
        """Return a Gregorian date as given."""
        return cls(GREGORIAN, day.year, day.month, day.day)


class EitherDateWidget(forms.MultiWidget):
    """The choice of a calendar, and three short boxes. It works without scripts in every language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Build the four inputs."""
        box = {"inputmode": "numeric", "dir": "ltr", "autocomplete": "off", "class": "input"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "calendar": forms.RadioSelect(choices=CALENDARS),
            "day": forms.TextInput(attrs={**box, "maxlength": 2}),
            "month": forms.TextInput(attrs={**box, "maxlength": 2}),
            "year": forms.TextInput(attrs={**box, "maxlength": 4}),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Return the four parts of a date."""
        if isinstance(value, dt.date):
            value = GivenDate.of(value)
        if isinstance(value, GivenDate):
            return [value.calendar, value.day, value.month, value.year]
        return [HIJRI, None, None, None]


class EitherDateField(forms.MultiValueField):
    """Takes a date in either calendar and gives a `GivenDate`.

    `tense` "past" refuses days after today, "future" days before it (both in Riyadh). With `day_optional` year and
    month are enough. A year that can only be of the other calendar decides against the chosen one: it is plain what
    the person meant.
    """

    widget = EitherDateWidget

    def __init__(self, *, tense: Tense = "", day_optional: bool = False, **options: Any) -> None:
        """Build the parts."""
        self.tense, self.day_optional = tense, day_optional
        parts = (forms.ChoiceField(choices=CALENDARS, required=False), *(TextField(required=False) for _n in range(3)))
        super().__init__(parts, require_all_fields=False, **options)

    def clean(self, value: Any) -> Any:
        """Return the date, or None when nothing was typed and nothing is required."""
        typed = list(value or [])[1:]
        if not any(str(part or "").strip() for part in typed):
            value = None
        return super().clean(value)

    def compress(self, data_list: list[Any]) -> GivenDate | None:
        """Put the four parts together; refuse with a sentence that says which part is wrong."""
        if not data_list:
            return None
        calendar, *parts = data_list
        day, month, year = (self._number(part) for part in parts)
        if year is None:
            raise ValidationError(_("Enter the year in four digits."), code="year")
        if month is None or not 1 <= month <= 12:
            raise ValidationError(_("Enter the month as a number from 1 to 12."), code="month")
        if day is None and not self.day_optional:
            raise ValidationError(_("Enter the day."), code="day")
        given = GivenDate(self._calendar(year, calendar), year, month, day)
        self._check(given)
        return given

    def _number(self, text: str) -> int | None:
        if not text:
            return None
        if not (text.isascii() and text.isdecimal()):
            raise ValidationError(_("Write day, month and year with digits."), code="digits")
        return int(text)

    def _calendar(self, year: int, chosen: str) -> str:
        if hijri.FIRST_YEAR <= year <= hijri.LAST_YEAR:
            return HIJRI
        if _FIRST_GREGORIAN <= year <= _LAST_GREGORIAN:
            return GREGORIAN
        if chosen == GREGORIAN:
            raise ValidationError(_("Enter the year in four digits, for example 1990."), code="year")
        raise ValidationError(_("Enter the year in four digits, for example 1410."), code="year")

    def _check(self, given: GivenDate) -> None:
        try:
            day = GivenDate(given.calendar, given.year, given.month, given.day or 1).gregorian
        except ValueError as error:
            raise ValidationError(_("This month has no such day."), code="day") from error
        today = clock.today()
        if day is None:
            return
        if self.tense == "past" and day > today:
            raise ValidationError(_("This date lies ahead. Enter one that has passed."), code="future")
        if self.tense == "future" and given.day and day < today:
            raise ValidationError(_("This date has passed. Enter one that lies ahead."), code="past")
