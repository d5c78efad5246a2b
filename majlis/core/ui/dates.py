"""Dates as the house shows them: always in both calendars, the language's own first, each number isolated.

Arabic begins with the Hijri date (Umm al-Qura), English with the Gregorian one. Times are those of Riyadh, by the
24-hour clock. The server converts; no browser ever computes a Hijri date.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from majlis.core import clock, hijri

Style = Literal["long", "short", "time"]


def language() -> str:
    """Return the language whose names of days and months are used: Arabic, or English for any other."""
    return "ar" if (get_language() or "ar").startswith("ar") else "en"


def both(moment: dt.date | dt.datetime, style: Style = "long") -> SafeString:
    """Return a `<time>` that shows a date in both calendars, or "" for none.

    `long` has weekday and years. `short` leaves the years out when the Gregorian one is this year. `time` is `short`
    with the hour and minute in Riyadh, for which `moment` must be an aware datetime.
    """
    if isinstance(moment, dt.datetime):
        local = moment.astimezone(clock.RIYADH)
        day, machine = local.date(), local.isoformat(timespec="minutes")
    else:
        local, day, machine = None, moment, moment.isoformat()
    words = _long(day) if style == "long" else _short(day)
    if style == "time":
        if local is None:
            raise ValueError("the style 'time' needs a datetime")
        words = format_html("{} · {}", words, hour(local))
    return format_html('<time datetime="{}">{}</time>', machine, words)


def hour(moment: dt.datetime | dt.time) -> SafeString:
    """Return hour and minute by the 24-hour clock, in Riyadh when an aware datetime is given."""
    at = moment.astimezone(clock.RIYADH) if isinstance(moment, dt.datetime) else moment
    return format_html('<bdi dir="ltr">{}</bdi>', f"{at.hour}:{at.minute:02d}")


def lunar(day: dt.date, *, year: bool = True) -> SafeString:
    """Return the Hijri date alone, as words; "" for a day outside the known tables."""
    try:
        found = hijri.from_gregorian(day)
    except hijri.OutOfRange:
        return SafeString("")
    name = hijri.month_name(found.month, language())
    if not year:
        return format_html("<bdi>{}</bdi> {}", found.day, name)
    return format_html("<bdi>{}</bdi> {} <bdi>{}</bdi> {}", found.day, name, found.year, pgettext("era", "AH"))


def solar(day: dt.date, *, year: bool = True) -> SafeString:
    """Return the Gregorian date alone, as words."""
    name = hijri.gregorian_month_name(day.month, language())
    if not year and language() == "en":
        name = name[:3]
    if not year:
        return format_html("<bdi>{}</bdi> {}", day.day, name)
    era = " م" if language() == "ar" else ""
    return format_html("<bdi>{}</bdi> {} <bdi>{}</bdi>{}", day.day, name, day.year, era)


def _long(day: dt.date) -> SafeString:
    weekday, moon = hijri.day_name(day, language()), lunar(day)
    if not moon:
        return format_html("{} {}", weekday, solar(day))
    first, second = ("{} {}،", "الموافق {}") if language() == "ar" else ("{} {},", "{}")
    one, other = (moon, solar(day)) if language() == "ar" else (solar(day), moon)
    return format_html(
        '<span class="day">{}</span> <span class="day">{}</span>',
        format_html(first, weekday, one),
        format_html(second, other),
    )


def _short(day: dt.date) -> SafeString:
    year, arabic = day.year != clock.today().year, language() == "ar"
    weekday = hijri.day_name(day, language())
    sun, moon = solar(day, year=year), lunar(day, year=year)
    parts = [part for part in ((moon, sun) if arabic else (sun, moon)) if part]
    return format_html(
        "{} {}", weekday if arabic else weekday[:3], format_html_join(" · ", "{}", ((one,) for one in parts))
    )
