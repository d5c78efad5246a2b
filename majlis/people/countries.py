"""Countries by their two letters (ISO 3166-1 alpha-2; XK and XX are user-assigned codes, XX: stateless)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from majlis.core import arabic

_DATA = Path(__file__).parent / "data" / "countries.tsv"
_IN_ARABIC = ("ar", "ur")


@cache
def _table() -> dict[str, tuple[str, str]]:
    rows = (line.split("\t") for line in _DATA.read_text(encoding="utf-8").splitlines())
    return {code: (name_ar, name_en) for code, name_ar, name_en in rows}


def country_name(code: str, language: str = "") -> str:
    """Return a country's name in Arabic letters for languages written so, else in English; the code if unknown."""
    names = _table().get(code)
    if names is None:
        return code
    return names[0] if _is_arabic(language) else names[1]


def countries() -> list[tuple[str, str]]:
    """Return (code, name) of all countries for a choice, in the reader's language and order, an empty one first."""
    named = [(code, country_name(code)) for code in _table()]
    return [("", "—"), *sorted(named, key=lambda one: arabic.fold(one[1]).removeprefix("ال"))]


def _is_arabic(language: str) -> bool:
    return (language or get_language() or "ar").split("-")[0] in _IN_ARABIC
