"""When a message may arrive. Times in the cases are those of Riyadh, three hours before UTC."""

from __future__ import annotations

import datetime as dt

import pytest

from majlis.core.clock import RIYADH
from majlis.notifications.quiet import next_allowed

EVENING = (dt.time(16), dt.time(20))
LATE = (dt.time(22), dt.time(23, 30))


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=RIYADH)


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        (at(24, 8), at(24, 8)),
        (at(24, 20, 59), at(24, 20, 59)),
        (at(24, 21), at(25, 8)),
        (at(24, 23, 59), at(25, 8)),
        (at(25, 0), at(25, 8)),
        (at(25, 7, 59), at(25, 8)),
    ],
)
def test_the_night_is_quiet(asked: dt.datetime, allowed: dt.datetime) -> None:
    assert next_allowed(asked) == allowed


def test_the_night_is_broken_for_what_is_urgent_or_within_a_day() -> None:
    night = at(24, 23)
    assert next_allowed(night, urgent=True) == night
    assert next_allowed(night, event_at=at(25, 23)) == night
    assert next_allowed(night, event_at=at(25, 23, 1)) == at(25, 8)


def test_safe_hours_bind_also_what_is_urgent() -> None:
    assert next_allowed(at(24, 10), hours=EVENING) == at(24, 16)
    assert next_allowed(at(24, 20), hours=EVENING) == at(25, 16)
    assert next_allowed(at(24, 3), urgent=True, hours=EVENING) == at(24, 16)


def test_safe_hours_that_lie_in_the_night_win_over_it() -> None:
    assert next_allowed(at(24, 10), hours=LATE) == at(24, 22)
