"""The plan of a notice: what goes together, what follows, and how long each is given before the next.

Pure: addressee, kind and the states of what was tried go in, the next channel and address come out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from majlis.core.working_time import Calendar
from majlis.notifications.addressees import Addressee, Point
from majlis.notifications.kinds import KindOfNotice
from majlis.notifications.states import UNDELIVERED

WORKING_MINUTES: dict[str, int] = {
    "sms": 4 * 60,
    "whatsapp": 4 * 60,
    "telegram": 4 * 60,
    "email": 8 * 60,
    "call": 8 * 60,
    "letter": 10 * 8 * 60,
}
"""How long a channel is given, in minutes of working time; a working day has eight hours. A setting may differ."""
URGENT_MINUTES: dict[str, int] = {
    "sms": 60,
    "whatsapp": 60,
    "telegram": 60,
    "email": 120,
    "call": 120,
    "letter": 24 * 60,
}
"""The same for what is urgent, in minutes of the clock."""
BACK_OFF = (1, 2, 5, 15, 60, 120, 240)
"""Minutes before another try after a temporary failure; after the last of them the channel has failed."""
MOST_TRIES = len(BACK_OFF) + 1


@dataclass(frozen=True, slots=True)
class Tried:
    """One delivery that the notice already has."""

    channel: str
    address: str
    state: str


@dataclass(frozen=True, slots=True)
class Way:
    """A channel and the point that it goes to."""

    channel: str
    point: Point


def together(kind: KindOfNotice, to: Addressee, have: Collection[str]) -> list[Way]:
    """Return the ways that go at once: of each channel named, the person's first address."""
    ways = (_way(channel, to, ()) for channel in kind.together if channel in have)
    return [way for way in ways if way]


def then(kind: KindOfNotice, to: Addressee, have: Collection[str], tried: Sequence[Tried]) -> Way | None:
    """Return the next way after those tried, or None at the end of the ladder.

    A channel is used once, unless nothing was delivered by it and the person has another address for it.
    """
    for channel in _ladder(kind, to):
        if channel not in have or any(one.channel == channel and one.state not in UNDELIVERED for one in tried):
            continue
        if way := _way(channel, to, tried):
            return way
    return None


def give_until(channels: Iterable[str], since: dt.datetime, *, urgent: bool, calendar: Calendar) -> dt.datetime:
    """Return the instant (UTC) until which a step's channels are given; the longest of them counts.

    What is not urgent is given working time by `calendar`: nobody is rung on a feast because an e-mail lay unread.
    """
    if urgent:
        waits = {**URGENT_MINUTES, **_set("NOTICE_URGENT_MINUTES")}
        return since + dt.timedelta(minutes=max(waits[channel] for channel in channels))
    waits = {**WORKING_MINUTES, **_set("NOTICE_WORKING_MINUTES")}
    return calendar.add(since, max(waits[channel] for channel in channels))


def again_at(now: dt.datetime, tries: int) -> dt.datetime | None:
    """Return when to try again after the `tries`-th temporary failure, or None when that was the last."""
    return now + dt.timedelta(minutes=BACK_OFF[tries - 1]) if tries < MOST_TRIES else None


def _ladder(kind: KindOfNotice, to: Addressee) -> list[str]:
    named = (to.prefers if step == "preference" else step for step in kind.then)
    return list(dict.fromkeys(channel for channel in named if channel))


def _way(channel: str, to: Addressee, tried: Iterable[Tried]) -> Way | None:
    used = {one.address for one in tried if one.channel == channel}
    point = next((point for point in to.points_for(channel) if point.value not in used), None)
    return Way(channel, point) if point else None


def _set(name: str) -> dict[str, Any]:
    found: dict[str, Any] = getattr(settings, name, {})
    return found
