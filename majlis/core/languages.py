"""Words that are kept as data in several languages, such as a service's name."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

Words = Mapping[str, str]


def pick(words: Words, language: str = "") -> str:
    """Return the words in `language` (by default the active one), else in Arabic, else in English, else empty."""
    wanted = (language or get_language() or "ar").split("-")[0]
    for code in (wanted, "ar", "en"):
        if words.get(code):
            return words[code]
    return ""
