"""Words for the pages of who makes calls."""

from __future__ import annotations

from django import template

from majlis.people.states import LANGUAGES

register = template.Library()


@register.filter
def language_words(code: str) -> str:
    """Return the name of a language, or its code when it has none here."""
    return str(LANGUAGES.get(code, code))
