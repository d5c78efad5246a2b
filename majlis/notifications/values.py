"""Facts of a notice: frozen when it is owed, shown when it is sent.

A template sees facts only. Frozen, they are JSON: text, whole numbers, dates and instants as ISO 8601 text, and
words that differ by language as {"ar": ..., "en": ...}.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import strip_tags

from majlis.core import arabic, phones, references
from majlis.core.ui import dates

RTL = frozenset({"ar", "ur", "fa", "ps"})
LEFT, FIRST_STRONG, END = "\u2066", "\u2068", "\u2069"

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
_PHONE = re.compile(r"\+\d{7,15}")


def freeze(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts as they are kept. Raises TypeError for a value that is none of the kinds above."""
    return {name: _frozen(name, value) for name, value in facts.items()}


def instant(value: Any) -> dt.datetime | None:
    """Return the instant that a frozen fact holds, or None when it holds none."""
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return dt.datetime.fromisoformat(value)
    return None


def show(value: Any, language: str, *, brief: bool) -> str:
    """Return a frozen fact as people read it in a language.

    Dates carry both calendars, references stand 3-3-4, telephones in groups. `brief` is for an SMS, where each
    character costs: there only what would come out reversed inside right-to-left text is isolated.
    """
    if isinstance(value, dict):
        value = value.get(language) or value.get("en") or value.get("ar") or ""
    text = str(value)
    if _DATE.fullmatch(text):
        return _isolated(_date(dt.date.fromisoformat(text), language, brief), FIRST_STRONG, brief)
    if (at := instant(text)) is not None:
        return _isolated(_date(at, language, brief), FIRST_STRONG, brief)
    if _PHONE.fullmatch(text):
        return _left_to_right(phones.show(text), language, brief)
    if text.isdigit() and references.is_reference(text):
        return _left_to_right(references.show(text), language, brief)
    return _isolated(text, FIRST_STRONG, brief)


def _frozen(name: str, value: Any) -> Any:
    if isinstance(value, Promise):
        return {language: _in(language, value) for language, _name in settings.COMPLETE_LANGUAGES}
    if isinstance(value, dict):
        return {str(language): arabic.clean(str(words)) for language, words in value.items()}
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise TypeError(f"the fact {name} is a time without its time zone")
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return arabic.clean(value)
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"the fact {name} cannot be kept: {type(value).__name__}")


def _in(language: str, words: Promise) -> str:
    with translation.override(language):
        return str(words)


def _date(moment: dt.date | dt.datetime, language: str, brief: bool) -> str:
    comma = "، " if language in RTL else ", "
    style: dates.Style = "time" if isinstance(moment, dt.datetime) else "short" if brief else "long"
    with translation.override(language):
        return strip_tags(dates.both(moment, style)).replace(" · ", comma)


def _left_to_right(text: str, language: str, brief: bool) -> str:
    return text if brief and language not in RTL else f"{LEFT}{text}{END}"


def _isolated(text: str, mark: str, brief: bool) -> str:
    return text if brief or not text else f"{mark}{text}{END}"
