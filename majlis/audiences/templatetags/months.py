"""Names of months and days for the calendar of sessions, in both calendars; built in for the room's own pages."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from majlis.audiences.facts import WHY
from majlis.core import hijri
from majlis.core.ui import dates

register = template.Library()


@register.simple_tag
def weekday_name(day: dt.date | int) -> str:
    """Return the name of a day of the week: of a date, or of a number (Monday 0)."""
    return hijri.weekday_name(day if isinstance(day, int) else day.weekday(), dates.language())


@register.simple_tag
def month_name(first: dt.date, style: str = "long") -> SafeString:
    """Return the name of a Gregorian month, with the Hijri months that it meets when it is long."""
    name = hijri.gregorian_month_name(first.month, dates.language())
    if style == "short":
        return format_html("{} <bdi>{}</bdi>", name, first.year)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    met = list(dict.fromkeys(_moon(day) for day in (first, last)))
    return format_html("{} <bdi>{}</bdi> · {}", name, first.year, " – ".join(met))


def _moon(day: dt.date) -> str:
    found = hijri.from_gregorian(day)
    return f"{hijri.month_name(found.month, dates.language())} {found.year}"


@register.simple_tag
def day_in_month(day: dt.date) -> SafeString:
    """Return a day of the grid as the number of both calendars, the whole date for a reader that hears it."""
    return format_html('<b><bdi>{}</bdi></b> <span class="faint">{}</span>', day.day, dates.lunar(day, year=False))


@register.simple_tag
def why_words(code: str) -> str:
    """Return the words for why a place was taken or a session changed; a code that is not known stands as it is."""
    return str(WHY.get(code, code))
