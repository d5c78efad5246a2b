"""Tags of the desk's own pages."""

from __future__ import annotations

import datetime as dt

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from majlis.core import clock
from majlis.core.parts import Part
from majlis.core.ui import dates

register = template.Library()


@register.simple_tag
def step_day(at: dt.datetime) -> SafeString:
    """Return the day of a step in both calendars, one under the other, without weekday and year."""
    day = clock.day_of(at)
    both = (dates.lunar(day, year=False), dates.solar(day, year=False))
    first, second = both if dates.language() == "ar" else both[::-1]
    return format_html('<time datetime="{}">{}<br>{}</time>', day.isoformat(), first, second)


@register.simple_tag(takes_context=True)
def part(context: RequestContext, one: Part) -> SafeString:
    """Return a part of the case page: a room's own template, with what the room gave beside `case` and `viewer`."""
    engine = context.template.engine  # type: ignore[union-attr]
    with context.push(**one.context):
        return engine.get_template(one.template).render(context)
