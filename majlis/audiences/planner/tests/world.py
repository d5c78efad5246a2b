"""A small world for tests: two sittings in Riyadh, a room and two halls, and some who wait."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from majlis.audiences.planner.plans import HeldOpen, Placed, Plan
from majlis.audiences.planner.problem import Helper, Need, Place, Problem, Request, Sitting, Span

TODAY = dt.date(2027, 1, 3)
FIRST, SECOND = TODAY + dt.timedelta(days=7), TODAY + dt.timedelta(days=14)


def sitting(name: str, day: dt.date, **more: Any) -> Sitting:
    """Return a sitting from ten to twelve, with a pause from eleven to ten past, and two minutes between audiences."""
    words: dict[str, Any] = {"start": 600, "end": 720, "pauses": (Span(660, 670),), "gap": 2, "ease": 4}
    return Sitting(name, day, "minister", "riyadh", **words | more)


def request(name: str, **more: Any) -> Request:
    """Return a request for ten minutes by video, at most ten days old."""
    words: dict[str, Any] = {
        "priority": "normal", "points": 10, "complete": TODAY - dt.timedelta(days=10), "minutes": 10,
        "centre": "riyadh", "needs": (Need("host"),),
    }  # fmt: skip
    return Request(name, **words | more)


def problem(*requests: Request, **more: Any) -> Problem:
    """Return the world with these requests in it."""
    words: dict[str, Any] = {
        "today": TODAY,
        "grid": 1,
        "sittings": (sitting("s1", FIRST), sitting("s2", SECOND)),
        "places": (
            Place("room", "riyadh", "person"),
            Place("hall", "riyadh", "video", "men"),
            Place("women", "riyadh", "video", "women"),
            Place("far", "jeddah", "video", "men"),
        ),
        "helpers": (
            Helper("host", "host", gap=3),
            Helper("hostess", "host", women=True, gap=3),
            Helper("speaks", "interpreter", languages=frozenset({"ur"})),
        ),
    }
    return Problem(requests=requests, **words | more)


def placed(name: str, start: int, **more: Any) -> Placed:
    """Return ten minutes in the hall at the first sitting."""
    one = Placed(name, "s1", "hall", start, 10, ("host",))
    return replace(one, **more)


def plan(*audiences: Placed, held_open: tuple[HeldOpen, ...] = (), **more: Any) -> Plan:
    """Return a plan of these audiences."""
    return Plan("hand", 0, audiences, held_open, gain=0.0, value=0.0, bound=0.0, switches=0, **more)
