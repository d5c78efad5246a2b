"""What a person answered, as typed values: the same whichever channel took it down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from majlis.people.details import Details, NewPoint


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who is complained of: a name as the person says it, and a mark ("body:5", "staff:7") when the house knows him."""

    name: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ForWhom:
    """For whom the request is, when not for oneself: the name and by what standing one speaks for him."""

    name: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A whole request. `person` is who asks; `beneficiary_id` is given when the house already knows him.

    `words` is what was said; `subject` one line, made of the first words when empty. `passes_on` is a Gregorian day.
    `level` is how the person's identity was learnt (people.states.Level). `seconds` is the person's own time.
    """

    service: str
    centre_id: int
    words: str
    channel: str
    language: str
    person: Details | None = None
    points: tuple[NewPoint, ...] = ()
    beneficiary_id: int | None = None
    level: int = 0
    never_contact: bool = False
    womens_section: bool = False
    subject: str = ""
    category: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    danger: bool = False
    passes_on: dt.date | None = None
    respondent: Respondent = Respondent()
    withhold_name: bool = False
    women_readers: bool = False
    for_whom: ForWhom = ForWhom()
    read_back: bool = False
    seconds: int | None = None
    outside_id: str = ""
    ready: bool = False


def first_line(words: str, longest: int = 120) -> str:
    """Return a subject made of the first words that were said, cut at a word."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0] + "…"
