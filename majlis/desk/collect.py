"""Gather what the rooms show on pages of the desk: parts of a case, acts on it, lines of the rail."""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from types import ModuleType

from django.conf import settings

from majlis.cases.models import Case
from majlis.core.parts import Act, Part, RailLine
from majlis.core.viewer import Viewer

BELOW_CASES = frozenset({"majlis.notifications"})
"""Rooms that know no case: the case page asks them by itself."""


@cache
def _all_rooms() -> tuple[ModuleType, ...]:
    names = [f"{room}.parts" for room in settings.ROOMS]
    return tuple(importlib.import_module(name) for name in names if importlib.util.find_spec(name))


@cache
def _rooms() -> tuple[ModuleType, ...]:
    below = {f"{room}.parts" for room in BELOW_CASES}
    return tuple(room for room in _all_rooms() if room.__name__ not in below)


def parts(case: Case, viewer: Viewer) -> list[Part]:
    """Return what the rooms have to say of a case, in the order of the page."""
    found = (room.on_case(case, viewer) for room in _rooms() if hasattr(room, "on_case"))
    return sorted((part for part in found if part is not None), key=lambda part: part.place)


def acts(case: Case, viewer: Viewer) -> list[Act]:
    """Return what the viewer may do to a case in the other rooms now."""
    return [act for room in _rooms() if hasattr(room, "acts_on_case") for act in room.acts_on_case(case, viewer)]


def rail(viewer: Viewer) -> list[RailLine]:
    """Return the work lists of the other rooms that the viewer has."""
    lines = [line for room in _all_rooms() if hasattr(room, "rail") for line in room.rail(viewer)]
    return sorted(lines, key=lambda line: line.place)
