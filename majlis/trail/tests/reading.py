"""Read the book in tests, where nobody in particular looks."""

from __future__ import annotations

from typing import Any

from majlis.core.scope import within
from majlis.core.viewer import system
from majlis.trail import chain, queries
from majlis.trail.models import Entry, Look

READER = system("reading")


def entries(**wanted: Any) -> list[Entry]:
    """Return the entries that fit, oldest first."""
    with within(READER):
        return list(Entry.objects.filter(**wanted).order_by("pk"))


def kinds(**wanted: Any) -> list[str]:
    """Return the kinds of the entries that fit, oldest first."""
    return [entry.kind for entry in entries(**wanted)]


def timeline(case: int, *, public: bool) -> list[queries.Line]:
    """Return the lines of a case, oldest first."""
    with within(READER):
        return queries.timeline(case, public=public)


def first_break(case: int) -> chain.Break | None:
    """Return the first place at which the chain of a case does not hold."""
    with within(READER):
        return queries.first_break(case)


def looks(**wanted: Any) -> list[Look]:
    """Return the looks that fit, oldest first."""
    with within(READER):
        return list(Look.objects.filter(**wanted).order_by("pk"))
