"""How the day goes: who is next, and when each one's turn comes, from real starts, pauses and the minutes left.

Values only, no query. Instants are UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from majlis.audiences.states import State

if TYPE_CHECKING:
    from majlis.audiences.models import Appointment
    from majlis.audiences.seats import Seat

GRACE = dt.timedelta(minutes=15)
"""How long the place of one who is late is kept for him."""
WAITING = frozenset({State.TOLD, State.CONFIRMED, State.ARRIVED})
Span = tuple[dt.datetime, dt.datetime]


T = TypeVar("T", bound="Seat | Appointment")


@dataclass(frozen=True, slots=True)
class Clockwork:
    """What moves the day: now, when it began, the pauses of its plan, the gap, and since when it is interrupted."""

    now: dt.datetime
    starts_at: dt.datetime
    pauses: Sequence[Span] = ()
    gap: dt.timedelta = dt.timedelta(0)
    paused_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """When each one's turn begins, by his number; `ends_at` is when the last one ends, None with nobody left."""

    begins: dict[int, dt.datetime] = field(default_factory=dict)
    ends_at: dt.datetime | None = None


def queue(turns: Iterable[T], now: dt.datetime) -> list[T]:
    """Return who waits, in the order in which they go in.

    Who is noted as late lets the next one go first, and keeps that place for a while; then he stands no more in it.
    """
    waiting = sorted((one for one in turns if one.state in WAITING), key=lambda one: (one.starts_at, one.pk))
    ready = [one for one in waiting if not is_missing(one)]
    kept = [one for one in waiting if is_missing(one) and now < kept_until(one)]
    return [*ready[:1], *kept, *ready[1:]]


def is_missing(one: T) -> bool:
    """Tell whether somebody was noted as late and has not come since."""
    return one.late_at is not None and one.state != State.ARRIVED


def kept_until(one: T) -> dt.datetime:
    """Return until when the place of one who is late is kept."""
    return (one.late_at or one.starts_at) + GRACE


def following(turns: Iterable[T], now: dt.datetime) -> T | None:
    """Return who goes in next: the first of the queue; once his hour has come and he is not here, the first who is."""
    waiting = queue(turns, now)
    if not waiting:
        return None
    head = waiting[0]
    if head.state == State.ARRIVED or (head.starts_at > now and not is_missing(head)):
        return head
    return next((one for one in waiting if one.state == State.ARRIVED), head)


def reckon(turns: Iterable[T], day: Clockwork) -> Expected:
    """Return when each one who waits goes in, if everything takes the time that it was given.

    Nobody goes in before his hour unless he is here. An interruption is reckoned as if it ended now.
    """
    known = list(turns)
    free_at, begins = _free_at(known, day), {}
    for one in queue(known, day.now):
        length = one.ends_at - one.starts_at
        start = free_at if one.state == State.ARRIVED else max(free_at, one.starts_at)
        start = _after_pauses(start, length, [span for span in day.pauses if not _lies_in(one, span)])
        begins[one.pk] = start
        free_at = start + length + day.gap
    inside = any(one.state == State.IN for one in known)
    return Expected(begins, free_at - day.gap if begins or inside else None)


def _free_at(turns: Sequence[T], day: Clockwork) -> dt.datetime:
    """Return when the minister is free: when the one inside has had his minutes, else now."""
    inside = next((one for one in turns if one.state == State.IN), None)
    if inside is None:
        return max(day.now, day.starts_at)
    used = (day.paused_at or day.now) - (inside.went_in_at or inside.starts_at)
    left = max(inside.ends_at - inside.starts_at - used, dt.timedelta(0))
    return day.now + left + day.gap


def _after_pauses(start: dt.datetime, length: dt.timedelta, pauses: Sequence[Span]) -> dt.datetime:
    for first, last in sorted(pauses):
        if start < last and start + length > first:
            start = last
    return start


def _lies_in(one: T, span: Span) -> bool:
    return span[0] <= one.starts_at < span[1]
