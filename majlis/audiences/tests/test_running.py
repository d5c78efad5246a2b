"""The order of the day and the hours expected, as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from majlis.audiences import running
from majlis.audiences.running import Clockwork
from majlis.audiences.states import State

TEN = dt.datetime(2026, 12, 2, 7, tzinfo=dt.UTC)


def at(minutes: int) -> dt.datetime:
    return TEN + dt.timedelta(minutes=minutes)


@dataclass(frozen=True)
class One:
    """A place in the order: the minute of its hour and its length."""

    pk: int
    minute: int
    length: int = 10
    state: State = State.CONFIRMED
    went_in_at: dt.datetime | None = None
    late_at: dt.datetime | None = None

    @property
    def starts_at(self) -> dt.datetime:
        return at(self.minute)

    @property
    def ends_at(self) -> dt.datetime:
        return at(self.minute + self.length)


def begins(turns: list[One], day: Clockwork) -> dict[int, int]:
    found = running.reckon(turns, day).begins  # type: ignore[type-var]
    return {pk: round((start - TEN).total_seconds() / 60) for pk, start in found.items()}


def order(turns: list[One], now: int) -> list[int]:
    return [one.pk for one in running.queue(turns, at(now))]  # type: ignore[type-var]


def next_of(turns: list[One], now: int) -> int | None:
    found = running.following(turns, at(now))  # type: ignore[type-var]
    return found.pk if found else None


def test_a_day_on_time_keeps_every_hour() -> None:
    turns = [One(1, 0), One(2, 10), One(3, 30)]
    assert begins(turns, Clockwork(at(-20), TEN)) == {1: 0, 2: 10, 3: 30}


def test_who_is_inside_too_long_puts_the_next_off_and_a_free_stretch_catches_up() -> None:
    turns = [One(1, 0, state=State.IN, went_in_at=at(0)), One(2, 10), One(3, 20), One(4, 60)]
    assert begins(turns, Clockwork(at(16), TEN)) == {2: 16, 3: 26, 4: 60}


def test_minutes_left_are_those_since_he_went_in() -> None:
    turns = [One(1, 0, 15, state=State.IN, went_in_at=at(8)), One(2, 15)]
    day = Clockwork(at(12), TEN, gap=dt.timedelta(minutes=2))
    assert begins(turns, day) == {2: 25}


def test_who_is_here_goes_in_before_his_hour_when_the_minister_is_free() -> None:
    turns = [One(1, 10, state=State.ARRIVED), One(2, 20)]
    assert begins(turns, Clockwork(at(2), TEN)) == {1: 2, 2: 20}


def test_nobody_is_expected_in_a_pause() -> None:
    turns = [One(1, 100, state=State.ARRIVED), One(2, 110), One(3, 140)]
    pauses = [(at(120), at(140))]
    assert begins(turns, Clockwork(at(105), TEN, pauses)) == {1: 105, 2: 140, 3: 150}
    assert begins(turns, Clockwork(at(112), TEN, pauses)) == {1: 140, 2: 150, 3: 160}


def test_who_was_put_into_a_pause_is_heard_in_it() -> None:
    turns = [One(1, 122), One(2, 140)]
    assert begins(turns, Clockwork(at(100), TEN, [(at(120), at(140))])) == {1: 122, 2: 140}


def test_an_interruption_counts_as_if_it_ended_now() -> None:
    turns = [One(1, 0, state=State.IN, went_in_at=at(0)), One(2, 10)]
    assert begins(turns, Clockwork(at(40), TEN, paused_at=at(4))) == {2: 46}


def test_who_is_late_lets_the_next_go_first_and_keeps_that_place_for_a_while() -> None:
    turns = [One(1, 0, late_at=at(2)), One(2, 10, state=State.ARRIVED), One(3, 20)]
    assert order(turns, 5) == [2, 1, 3]
    assert order(turns, 17) == [2, 3]


def test_who_was_late_and_came_is_first_again() -> None:
    turns = [One(1, 0, state=State.ARRIVED, late_at=at(2)), One(2, 10, state=State.ARRIVED)]
    assert order(turns, 12) == [1, 2]


def test_next_is_the_first_until_his_hour_then_the_first_who_is_here() -> None:
    turns = [One(1, 10), One(2, 20), One(3, 30, state=State.ARRIVED)]
    assert next_of(turns, 5) == 1
    assert next_of(turns, 11) == 3
    assert next_of([One(1, 10), One(2, 20)], 11) == 1
    assert next_of([One(1, 0, state=State.ATTENDED)], 11) is None


def test_the_end_is_that_of_the_last_and_none_when_nobody_is_left() -> None:
    day = Clockwork(at(0), TEN)
    assert running.reckon([One(1, 0), One(2, 30, 20)], day).ends_at == at(50)  # type: ignore[type-var]
    assert running.reckon([One(1, 0, state=State.ABSENT)], day).ends_at is None  # type: ignore[type-var]


states = some.sampled_from([State.TOLD, State.CONFIRMED, State.ARRIVED, State.ATTENDED, State.ABSENT])
turns = some.lists(some.tuples(some.integers(0, 170), some.sampled_from([5, 10, 15, 20]), states), max_size=12)


@given(rows=turns, now=some.integers(-30, 200), gap=some.integers(0, 5), inside=some.integers(-1, 30))
def test_no_two_are_expected_at_once_and_nobody_in_a_pause(
    rows: list[tuple[int, int, State]], now: int, gap: int, inside: int
) -> None:
    found = [One(pk, minute, length, state) for pk, (minute, length, state) in enumerate(rows, start=1)]
    if inside >= 0:
        found.append(One(99, 0, 20, State.IN, went_in_at=at(now - inside)))
    pause = (at(80), at(100))
    day = Clockwork(at(now), TEN, [pause], dt.timedelta(minutes=gap))
    expected = running.reckon(found, day).begins  # type: ignore[type-var]
    assert set(expected) == {one.pk for one in found if one.state in running.WAITING}
    by_start = sorted((expected[one.pk], one.pk) for one in found if one.pk in expected)
    known = {one.pk: one for one in found}
    for (start, pk), (later, _other) in pairwise(by_start):
        assert start + (known[pk].ends_at - known[pk].starts_at) + day.gap <= later
    for start, pk in by_start:
        assert start >= at(now)
        assert start >= known[pk].starts_at or known[pk].state == State.ARRIVED
        if not pause[0] <= known[pk].starts_at < pause[1]:
            assert start >= pause[1] or start + (known[pk].ends_at - known[pk].starts_at) <= pause[0]
