"""Typed values that come in at this room's door: what is said of a person, of a contact point, of an identity."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from majlis.core import names
from majlis.core.ui.either_date import GivenDate
from majlis.people.birth import span
from majlis.people.states import Kind, Level


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a person. Names come from `core.names.check`, numbers from `core.identity_numbers.check`."""

    name: names.FourNames
    latin_name: str = ""
    kind: str = Kind.UNKNOWN
    identity_kind: str = "none"
    identity_number: str = ""
    identity_country: str = ""
    nationality: str = ""
    birth: GivenDate | None = None
    sex: str = ""
    served_by: str = ""
    language: str = "ar"
    interpreter: bool = False
    needs: tuple[str, ...] = ()

    def who(self) -> dict[str, Any]:
        """Return the fields that say who the person is, as the record keeps them."""
        birth, (first, last) = self.birth, span(self.birth)
        return {
            "given": self.name.given,
            "father": self.name.father,
            "grandfather": self.name.grandfather,
            "family": self.name.family,
            "free_name": self.name.free,
            "latin_name": self.latin_name,
            "identity_kind": self.identity_kind,
            "identity_number": self.identity_number,
            "identity_country": self.identity_country,
            "birth_calendar": birth.calendar if birth else "",
            "birth_year": birth.year if birth else None,
            "birth_month": birth.month if birth else None,
            "birth_day": birth.day if birth else None,
            "born_from": first,
            "born_until": last,
        }

    def fields(self) -> dict[str, Any]:
        """Return all fields as the record keeps them."""
        return {
            **self.who(),
            "kind": self.kind,
            "nationality": self.nationality,
            "sex": self.sex,
            "served_by": self.served_by,
            "language": self.language,
            "interpreter": self.interpreter,
            "needs": sorted(self.needs),
        }


@dataclass(frozen=True, slots=True)
class NewPoint:
    """A contact point as it is given: the value as typed; `hours` in Riyadh (from, until)."""

    channel: str
    value: str
    whose: str
    hours: tuple[dt.time, dt.time] | None = None
    language: str = ""
    never: bool = False
    verified: int = Level.NONE


@dataclass(frozen=True, slots=True)
class Claims:
    """What an identity provider says of a person, already verified. `at` is the instant (UTC) of his sign-in."""

    kind: str
    number: str
    at: dt.datetime
    level: int
    country: str = ""
    name: names.FourNames = field(default_factory=names.FourNames)
    latin_name: str = ""
    birth: GivenDate | None = None
