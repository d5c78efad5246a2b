"""What a birth date, given in either calendar and perhaps without its day, means in Gregorian days."""

from __future__ import annotations

import calendar
import datetime as dt

from majlis.core import hijri
from majlis.core.ui.either_date import HIJRI, GivenDate


def span(given: GivenDate | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last Gregorian day that a date can mean, both included; (None, None) when not known.

    Hijri days are those of the Umm al-Qura table; before 1343 AH no table is known, so nothing is derived.
    """
    if given is None:
        return None, None
    if given.day is not None:
        return _one_day(given)
    if given.calendar == HIJRI:
        try:
            return hijri.span(given.year, given.month)
        except hijri.OutOfRange:
            return None, None
    last = calendar.monthrange(given.year, given.month)[1]
    return dt.date(given.year, given.month, 1), dt.date(given.year, given.month, last)


def _one_day(given: GivenDate) -> tuple[dt.date | None, dt.date | None]:
    try:
        day = given.gregorian
    except hijri.OutOfRange:
        return None, None
    return day, day
