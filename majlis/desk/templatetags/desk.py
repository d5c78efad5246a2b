"""Tags of the desk's own pages."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext
from django.utils.safestring import SafeString

from majlis.core.parts import Part

register = template.Library()


@register.simple_tag(takes_context=True)
def part(context: RequestContext, one: Part) -> SafeString:
    """Return a part of the case page: a room's own template, with what the room gave beside `case` and `viewer`."""
    engine = context.template.engine  # type: ignore[union-attr]
    with context.push(**one.context):
        return engine.get_template(one.template).render(context)
