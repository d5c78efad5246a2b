"""How a person may be reached: what notifications, the agent's screen and the reply desk ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from majlis.people import rules
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.queries.people import canonical
from majlis.people.states import Need, Style


@dataclass(frozen=True, slots=True)
class Point:
    """One way to reach a person. `style` says how much may be said; `may_ring` whether a call is allowed.

    `hours` are Riyadh hours (from, until) in which it may be used, None for the house's own. `rank` is his order.
    """

    id: int
    channel: str
    value: str
    style: Style
    language: str
    hours: tuple[dt.time, dt.time] | None
    verified: bool
    may_ring: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """How a person wishes to be reached. `never`: nothing is sent and nobody rings; he asks himself.

    `name` is the whole name, `called` the short one. `women_only`: only a woman may ring. `points` hold no point
    that must not be used, in his order.
    """

    beneficiary_id: int
    name: str
    called: str
    language: str
    interpreter: bool
    deaf: bool
    never: bool
    women_only: bool
    points: tuple[Point, ...]


def reach(beneficiary_id: int) -> Reach:
    """Return how the person of a record, after merges, may be reached. Read within the house's scope or his own.

    Raises Beneficiary.DoesNotExist when there is no such record, or the scope does not show it.
    """
    person = canonical(beneficiary_id)
    return reach_of(person, () if person.never_contact else person.points.in_use())


def reach_of(person: Beneficiary, points: Iterable[ContactPoint]) -> Reach:
    """Return how a person may be reached by these points, which are his own and in use, in his order."""
    return Reach(
        beneficiary_id=person.pk,
        name=person.name.display or person.latin_name,
        called=person.name.short or person.latin_name,
        language=person.language,
        interpreter=person.interpreter,
        deaf=Need.DEAF in person.needs,
        never=person.never_contact,
        women_only=person.served_by == "women_only",
        points=() if person.never_contact else tuple(_points(person, points)),
    )


def points_matched(value: str) -> list[ContactPoint]:
    """Return the points by which an incoming call or message (E.164 or folded mail) may be matched to a person.

    Those that are his alone, in use: a call from a shared phone brings nobody's cases onto a screen.
    """
    found = ContactPoint.objects.in_use().filter(value=value).select_related("beneficiary")
    return [point for point in found if rules.matched_on_screen(point) and not point.never]


def _points(person: Beneficiary, rows: Iterable[ContactPoint]) -> list[Point]:
    return [
        Point(
            id=row.pk,
            channel=row.channel,
            value=row.value,
            style=row.style,
            language=row.language or person.language,
            hours=(row.hours_from, row.hours_until) if row.hours_from and row.hours_until else None,
            verified=row.verified_level > 0,
            may_ring=rules.may_be_rung(person, row),
        )
        for row in rows
        if row.style is not Style.NONE
    ]
