"""What a page of a request knows: the service, what was answered so far, and what can be chosen. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.datastructures import MultiValueDict

from majlis.catalogue.models import Service

FIELDS, SECONDS = "fields", "seconds"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen: its word, its name, and a line under it."""

    code: str
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent with the draft: its id, its name, and the line of the list that it answers."""

    id: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Known:
    """A beneficiary who signed in. What the house knows of him is not asked again.

    `level` is that of his sign-in (people.states.Level). `asked` tells that his wishes are known, `reachable` that
    there is a way to reach him, or that he wants none.
    """

    id: int
    name: str
    level: int
    asked: bool
    reachable: bool
    version: int


@dataclass(frozen=True)
class Walk:
    """A request on its way. `kept` holds what was typed at each step; `language` is that of the page."""

    service: Service
    kept: Mapping[str, Any]
    language: str = "ar"
    centres: tuple[Choice, ...] = ()
    respondents: tuple[Choice, ...] = ()
    known: Known | None = None
    papers: tuple[Sent, ...] = field(default=())

    def typed(self, code: str) -> MultiValueDict[str, Any] | None:
        """Return what was typed at a step, as a form takes it; None when the step was not answered yet."""
        found = self.kept.get(code)
        return MultiValueDict(found[FIELDS]) if found else None

    def chosen(self, code: str, name: str) -> str:
        """Return one typed value of a step; empty when there is none."""
        typed = self.typed(code)
        return str(typed.get(name) or "") if typed else ""

    def sent(self, code: str) -> list[Sent]:
        """Return the files that answer one line."""
        return [one for one in self.papers if one.code == code]
