"""What the pages of this room need beside the house's own tags."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language

from majlis.accounts.roles import ROLES, SECTIONS
from majlis.core import hijri

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """Return a value as JSON, to stand in an attribute (the template escapes it)."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def role_name(code: str) -> str:
    """Return what a role is called in the language of the page."""
    return str(ROLES[code].name)


@register.filter
def in_fours(text: str) -> str:
    """Return a long code in groups of four, to be copied by hand."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@register.filter
def section_name(code: str) -> str:
    """Return what a section is called in the language of the page, by its code."""
    return str(SECTIONS.get(code, code))


@register.filter
def hijri_month(number: int) -> str:
    """Return the name of a Hijri month, 1 to 12, in the language of the page."""
    return hijri.month_name(number, get_language() or "ar")
