"""One table from the names of database constraints to sentences for people. Rooms add their own rows."""

from __future__ import annotations

from django.utils.functional import Promise

from majlis.core.errors import Refused

_SENTENCES: dict[str, tuple[str, str | Promise]] = {}


def explain(constraint: str, code: str, sentence: str | Promise) -> None:
    """Say what it means to a person when the database refuses by `constraint`."""
    _SENTENCES[constraint] = (code, sentence)


def refusal(constraint: str | None) -> Refused | None:
    """Return the refusal for a constraint that has a sentence, else None (a defect then)."""
    known = _SENTENCES.get(constraint or "")
    return Refused(*known) if known else None
