"""The Hijri calendar of the Kingdom (Umm al-Qura), both ways, with declared corrections.

The tables are those of `hijridate`, checked against the printed calendar: 1343 to 1500 AH (1 August 1924 to
16 November 2077). The calendar of browsers and ICU differs before 1423 and from 1451 on: pages never compute a
Hijri date, they show what was computed here.

The beginning of a month that was declared after the moon was sighted may differ from the table. Such
corrections are kept by people (who declared, when), as a mapping from (Hijri year, month) to the Gregorian date on
which that month began. The month before then ends the day before. Every function here goes by the corrections in
force, which a room above hands in (`ask`), unless it is given others; `TABLE` are none.
"""

from __future__ import annotations

import datetime as dt
import time
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import hijridate
from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1343, 1500
ARABIC_MONTHS = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
)
ENGLISH_MONTHS = (
    "Muharram",
    "Safar",
    "Rabi al-Awwal",
    "Rabi al-Akhir",
    "Jumada al-Ula",
    "Jumada al-Akhirah",
    "Rajab",
    "Shaban",
    "Ramadan",
    "Shawwal",
    "Dhu al-Qadah",
    "Dhu al-Hijjah",
)
ARABIC_GREGORIAN_MONTHS = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
ENGLISH_GREGORIAN_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ARABIC_DAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Corrections = Mapping[tuple[int, int], dt.date]
TABLE: Corrections = {}

_KEPT_SECONDS = 60.0
_ARABIC_SCRIPT = ("ar", "fa", "ps", "ur")
_FARTHEST = 2


class BadHijri(ValueError):
    """No such Hijri date, or no such correction; `code` is "range", "month", "day" or "correction"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class OutOfRange(BadHijri):
    """The date lies outside 1343-1500 AH, where no table is known."""

    def __init__(self) -> None:
        super().__init__("range")


_SENTENCES = {
    "range": _("The Hijri calendar here reaches from 1343 to 1500 (1 August 1924 to 16 November 2077)."),
    "month": _("A Hijri month is a number from 1 to 12."),
    "day": _("This Hijri month has no such day."),
    "correction": _("A Hijri month begins at most two days from the date in the calendar."),
}


def sentence(error: BadHijri) -> Promise | str:
    """Return what to tell the person who gave the date."""
    return _SENTENCES[error.code]


@dataclass(frozen=True, order=True)
class HijriDate:
    """A day of the Hijri calendar; ordered by year, month and day. Built by `from_gregorian`, it exists."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


def from_gregorian(day: dt.date, corrections: Corrections | None = None) -> HijriDate:
    """Return the Hijri date of a Gregorian one (a Riyadh day; the Hijri day is taken to begin with it).

    Raises OutOfRange, and BadHijri "correction" for a correction that no sighting can explain.
    """
    starts, ordinal = _starts(), day.toordinal()
    if not starts[0] <= ordinal < starts[-1]:
        raise OutOfRange
    index = bisect_right(starts, ordinal) - 1
    for candidate in (index + 1, index, index - 1):
        if 0 <= candidate < len(starts) - 1 and (start := _start(candidate, corrections)) <= ordinal:
            return HijriDate(*_month_at(candidate), ordinal - start + 1)
    raise OutOfRange


def to_gregorian(year: int, month: int, day: int, corrections: Corrections | None = None) -> dt.date:
    """Return the Gregorian date of a Hijri one.

    Raises OutOfRange for the year, BadHijri "month", "day" or "correction".
    """
    length = month_length(year, month, corrections)
    if not 1 <= day <= length:
        raise BadHijri("day")
    return dt.date.fromordinal(_start(_index(year, month), corrections) + day - 1)


def month_length(year: int, month: int, corrections: Corrections | None = None) -> int:
    """Return the number of days of a month: 29 or 30; by the printed calendar 28 or 31 at times before 1365."""
    index = _index(year, month)
    return _start(index + 1, corrections) - _start(index, corrections)


def span(year: int, month: int, corrections: Corrections | None = None) -> tuple[dt.date, dt.date]:
    """Return the first and the last Gregorian date of a Hijri month: what a Ramadan timetable needs."""
    last = month_length(year, month, corrections)
    return to_gregorian(year, month, 1, corrections), to_gregorian(year, month, last, corrections)


class _Declared:
    """What was declared, as this process knows it: read anew when it is a minute old."""

    def __init__(self) -> None:
        self.source: Callable[[], Corrections] = dict
        self.read_at = float("-inf")
        self.kept: Corrections = TABLE

    def known(self) -> Corrections:
        if time.monotonic() - self.read_at > _KEPT_SECONDS:
            try:
                self.kept = {month: day for month, day in self.source().items() if _explained(month, day)}
            except DatabaseError:  # while the database is away, or this transaction broken, what was known holds
                return self.kept
            self.read_at = time.monotonic()
        return self.kept


_declared = _Declared()


def ask(source: Callable[[], Corrections]) -> None:
    """Take the corrections from `source` from now on: at most once a minute, in each process."""
    _declared.source = source


def in_force() -> Corrections:
    """Return the declared corrections that hold now."""
    return _declared.known()


def read_anew() -> None:
    """Ask for the corrections again at the next date, because one was just declared."""
    _declared.read_at = float("-inf")


def know(corrections: Corrections) -> None:
    """Take these corrections as freshly read: for the beginning of a test."""
    _declared.kept, _declared.read_at = corrections, time.monotonic()


def month_name(month: int, language: str = "ar") -> str:
    """Return the name of a Hijri month, 1 to 12: in Arabic letters for languages written so, else in Latin ones."""
    return (ARABIC_MONTHS if _in_arabic(language) else ENGLISH_MONTHS)[month - 1]


def gregorian_month_name(month: int, language: str = "ar") -> str:
    """Return the name of a Gregorian month, 1 to 12, as the Kingdom says it, or in English."""
    return (ARABIC_GREGORIAN_MONTHS if _in_arabic(language) else ENGLISH_GREGORIAN_MONTHS)[month - 1]


def day_name(day: dt.date, language: str = "ar") -> str:
    """Return the name of a day's day of the week."""
    return weekday_name(day.weekday(), language)


def weekday_name(weekday: int, language: str = "ar") -> str:
    """Return the name of a day of the week, Monday 0 to Sunday 6."""
    return (ARABIC_DAYS if _in_arabic(language) else ENGLISH_DAYS)[weekday]


def _in_arabic(language: str) -> bool:
    return language.lower().split("-")[0] in _ARABIC_SCRIPT


@cache
def _starts() -> tuple[int, ...]:
    """Return the ordinals of the first day of every month, and of the first day after the last month."""
    firsts = [hijridate.Hijri(year, month, 1) for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in range(1, 13)]
    end = firsts[-1].to_gregorian().toordinal() + firsts[-1].month_length()
    return (*(first.to_gregorian().toordinal() for first in firsts), end)


def _index(year: int, month: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutOfRange
    if not 1 <= month <= 12:
        raise BadHijri("month")
    return (year - FIRST_YEAR) * 12 + month - 1


def _month_at(index: int) -> tuple[int, int]:
    return FIRST_YEAR + index // 12, index % 12 + 1


def _start(index: int, corrections: Corrections | None) -> int:
    month = _month_at(index)
    declared = (in_force() if corrections is None else corrections).get(month)
    if declared is None:
        return _starts()[index]
    if not _explained(month, declared):
        raise BadHijri("correction")
    return declared.toordinal()


def _explained(month: tuple[int, int], begins: dt.date) -> bool:
    return abs(begins.toordinal() - _starts()[_index(*month)]) <= _FARTHEST
