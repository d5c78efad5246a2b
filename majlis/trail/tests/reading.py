"""Read the book in tests, where nobody in particular looks."""

from __future__ import annotations

from typing import Any

from majlis.core.scope import within
from majlis.core.viewer import system
from majlis.trail.models import Entry, Look

READER = system("reading")


def entries(**wanted: Any) -> list[Entry]:
    """Return the entries that fit, oldest first."""
    with within(READER):
        return list(Entry.objects.filter(**wanted).order_by("pk"))


def kinds(**wanted: Any) -> list[str]:
    """Return the kinds of the entries that fit, oldest first."""
    return [entry.kind for entry in entries(**wanted)]


def looks(**wanted: Any) -> list[Look]:
    """Return the looks that fit, oldest first."""
    with within(READER):
        return list(Look.objects.filter(**wanted).order_by("pk"))
