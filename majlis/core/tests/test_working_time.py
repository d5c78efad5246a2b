from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from majlis.core.clock import RIYADH
from majlis.core.working_time import (
    DEFAULT,
    FRIDAY,
    SUNDAY,
    THURSDAY,
    BadTime,
    Calendar,
    Season,
    Span,
    calendar_days_before,
    full_days_before,
    sentence,
    weekly,
)


def _at(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    """Return an instant of 2026 by the clock of Riyadh; 1 November is a Sunday."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=RIYADH)


def _span(start: str, end: str) -> Span:
    return dt.time.fromisoformat(start), dt.time.fromisoformat(end)


SPLIT = Calendar(
    week=weekly({day: (_span("08:00", "12:00"), _span("16:00", "20:00")) for day in (SUNDAY, 0, 1, 2, 3)}),
    seasons=(
        Season(
            dt.date(2026, 11, 8), dt.date(2026, 11, 12), weekly(dict.fromkeys(range(7), (_span("10:00", "15:00"),)))
        ),
        Season(dt.date(2026, 11, 10), dt.date(2026, 11, 10), weekly({1: (_span("21:00", "00:00"),)}), breaks=()),
    ),
    closed=frozenset({dt.date(2026, 11, 3)}),
    breaks=(_span("11:45", "12:15"), _span("18:00", "18:20")),
)

times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
spans = st.tuples(times, times).filter(lambda span: span[0] < span[1] or span[1] == dt.time())
days = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
NAIVE = _at(1, 9).replace(tzinfo=None)
instants = st.integers(0, 2 * 365 * 86_400_000).map(lambda ms: _at(1, 0, month=1) + dt.timedelta(milliseconds=ms))
minutes = st.integers(0, 20_000)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Draw timetables with split shifts, a season, holidays and breaks, open on Sundays at the least."""
    week = {day: draw(st.lists(spans, max_size=3)) for day in range(6)}
    first = draw(days)
    other_week = weekly({2: draw(st.lists(spans, max_size=2))})
    season = Season(first, first + dt.timedelta(draw(st.integers(0, 40))), other_week)
    return Calendar(
        week=weekly({**week, SUNDAY: [_span("08:00", "16:00")]}),
        seasons=(season,) if draw(st.booleans()) else (),
        closed=frozenset(draw(st.lists(days, max_size=5))),
        breaks=tuple(draw(st.lists(st.just(_span("12:00", "12:30")), max_size=1))),
    )


def _slow_minutes(calendar: Calendar, start: dt.datetime, end: dt.datetime) -> int:
    length = (end - start) // dt.timedelta(minutes=1)
    return sum(calendar.is_open(start + dt.timedelta(minutes=minute)) for minute in range(length))


def test_default_when_week_is_looked_at() -> None:
    assert [DEFAULT.is_working_day(dt.date(2026, 11, day)) for day in range(1, 8)] == [True] * 5 + [False] * 2
    assert DEFAULT.is_open(_at(1, 8))
    assert DEFAULT.is_open(_at(1, 15, 59))
    assert not DEFAULT.is_open(_at(1, 16))
    assert not DEFAULT.is_open(_at(1, 7, 59))
    assert not DEFAULT.is_open(_at(6, 10))


def test_shifts_when_given_in_utc() -> None:
    opens, closes = DEFAULT.shifts(dt.date(2026, 11, 1))[0]
    assert opens == dt.datetime(2026, 11, 1, 5, tzinfo=dt.UTC)
    assert closes.tzinfo is dt.UTC
    assert DEFAULT.shifts(dt.date(2026, 11, 6)) == []


@pytest.mark.parametrize(
    ("start", "add", "due"),
    [
        (_at(1, 9), 60, _at(1, 10)),
        (_at(1, 15), 60, _at(1, 16)),
        (_at(1, 15), 61, _at(2, 8, 1)),
        (_at(5, 15, 30), 60, _at(8, 8, 30)),
        (_at(6, 3), 1, _at(8, 8, 1)),
        (_at(1, 20), 0, _at(1, 20)),
        (_at(1, 8), 480 * 5, _at(5, 16)),
        (_at(1, 8), 480 * 5 + 1, _at(8, 8, 1)),
    ],
)
def test_add_when_hours_are_the_usual(start: dt.datetime, add: int, due: dt.datetime) -> None:
    assert DEFAULT.add(start, add) == due
    assert DEFAULT.between(start, due) == add


@pytest.mark.parametrize(
    ("start", "add", "due"),
    [
        (_at(1, 11), 60, _at(1, 16, 15)),
        (_at(1, 17, 50), 20, _at(1, 18, 30)),
        (_at(2, 19, 30), 31, _at(4, 8, 1)),
        (_at(8, 8), 60, _at(8, 11)),
        (_at(8, 11, 40), 10, _at(8, 12, 20)),
        (_at(9, 14, 50), 11, _at(10, 21, 1)),
        (_at(10, 21), 180, _at(11, 0)),
        (_at(12, 15), 1, _at(15, 8, 1)),
    ],
)
def test_add_when_shifts_are_split_and_seasons_change(start: dt.datetime, add: int, due: dt.datetime) -> None:
    assert SPLIT.add(start, add) == due
    assert SPLIT.between(start, due) == add


def test_is_open_when_prayer_is_called() -> None:
    assert not SPLIT.is_open(_at(1, 11, 50))
    assert not SPLIT.is_open(_at(1, 18, 10))
    assert SPLIT.is_open(_at(1, 18, 20))
    assert SPLIT.is_open(_at(10, 23, 59))
    assert not SPLIT.is_open(_at(3, 9))


def test_next_open_when_closed_or_open() -> None:
    assert DEFAULT.next_open(_at(5, 16)) == _at(8, 8)
    assert DEFAULT.next_open(_at(1, 9, 30)) == _at(1, 9, 30)
    assert DEFAULT.next_open(_at(1, 9, 30)).tzinfo is dt.UTC
    assert SPLIT.next_open(_at(1, 11, 45)) == _at(1, 16)
    assert SPLIT.next_open(_at(2, 20)) == _at(4, 8)


def test_add_days_when_days_are_counted() -> None:
    assert DEFAULT.add_days(_at(1, 9), 1) == _at(2, 16)
    assert DEFAULT.add_days(_at(5, 9), 1) == _at(8, 16)
    assert DEFAULT.add_days(_at(6, 9), 1) == _at(8, 16)
    assert DEFAULT.add_days(_at(1, 9), 0) == _at(1, 16)
    assert DEFAULT.add_days(_at(1, 17), 0) == _at(2, 16)
    assert SPLIT.add_days(_at(2, 9), 1) == _at(4, 20)
    assert SPLIT.add_days(_at(9, 9), 1) == _at(11, 0)


def test_working_days_between_when_weekend_and_holiday_lie_between() -> None:
    assert DEFAULT.working_days_between(dt.date(2026, 11, 1), dt.date(2026, 11, 2)) == 1
    assert DEFAULT.working_days_between(dt.date(2026, 11, 5), dt.date(2026, 11, 8)) == 1
    assert DEFAULT.working_days_between(dt.date(2026, 11, 8), dt.date(2026, 11, 5)) == -1
    assert SPLIT.working_days_between(dt.date(2026, 11, 2), dt.date(2026, 11, 4)) == 1


def test_between_when_end_comes_first() -> None:
    assert DEFAULT.between(_at(1, 10), _at(1, 9)) == -60


def test_between_when_seconds_are_left_over() -> None:
    assert DEFAULT.between(_at(1, 9), _at(1, 9) + dt.timedelta(seconds=119)) == 1


def test_calendar_days_before_when_person_must_be_told() -> None:
    thursday = dt.date(2026, 11, 5)
    last = calendar_days_before(thursday, 3)
    assert last == _at(2, 0)
    assert full_days_before(last, thursday) == 3
    assert full_days_before(last + dt.timedelta(seconds=1), thursday) == 2
    assert full_days_before(_at(1, 20), thursday) == 3
    assert full_days_before(_at(5, 9), thursday) == full_days_before(_at(9, 9), thursday) == 0


@given(instants, days, st.integers(0, 10))
def test_full_days_before_when_compared_with_the_last_instant(at: dt.datetime, day: dt.date, n: int) -> None:
    assert (full_days_before(at, day) >= n) is (n == 0 or at <= calendar_days_before(day, n))


@given(calendars(), instants, minutes)
def test_add_when_measured_back(calendar: Calendar, at: dt.datetime, add: int) -> None:
    due = calendar.add(at, add)
    assert calendar.between(at, due) == add
    assert due >= at
    assert add == 0 or calendar.between(at, due - dt.timedelta(microseconds=1)) < add


@given(calendars(), instants, minutes, minutes)
def test_add_when_done_in_two_steps(calendar: Calendar, at: dt.datetime, one: int, other: int) -> None:
    assert calendar.add(calendar.add(at, one), other) == calendar.add(at, one + other)


@given(calendars(), instants, st.timedeltas(dt.timedelta(), dt.timedelta(days=30)), minutes)
def test_add_when_started_later(calendar: Calendar, at: dt.datetime, later: dt.timedelta, add: int) -> None:
    assert calendar.add(at, add) <= calendar.add(at + later, add)


@settings(max_examples=25)
@given(calendars(), instants.map(lambda at: at.replace(second=0, microsecond=0)), st.integers(0, 4000))
def test_between_when_counted_minute_by_minute(calendar: Calendar, at: dt.datetime, length: int) -> None:
    end = at + dt.timedelta(minutes=length)
    assert calendar.between(at, end) == _slow_minutes(calendar, at, end)


@given(calendars(), instants)
def test_next_open_when_timetable_is_any(calendar: Calendar, at: dt.datetime) -> None:
    opens = calendar.next_open(at)
    assert opens >= at
    assert calendar.is_open(opens)
    assert calendar.between(at, opens) == 0


@given(calendars(), instants, st.integers(1, 40))
def test_add_days_when_counted_back(calendar: Calendar, at: dt.datetime, n: int) -> None:
    day = at.astimezone(RIYADH).date()
    last = calendar.nth_working_day(day, n)
    assert calendar.working_days_between(day, last) == n
    assert calendar.is_working_day(last)
    assert calendar.add_days(at, n) == calendar.shifts(last)[-1][1]


@given(calendars(), days)
def test_shifts_when_timetable_is_any(calendar: Calendar, day: dt.date) -> None:
    shifts = calendar.shifts(day)
    edges = [edge for shift in shifts for edge in shift]
    assert edges == sorted(set(edges))


def test_calendar_when_spans_overlap_or_touch() -> None:
    merged = Calendar(weekly({SUNDAY: [_span("10:00", "12:00"), _span("08:00", "11:00"), _span("12:00", "13:00")]}))
    assert merged.shifts(dt.date(2026, 11, 1)) == [(_at(1, 8), _at(1, 13))]


def test_calendar_when_break_eats_the_shift() -> None:
    eaten = Calendar(weekly({SUNDAY: [_span("12:00", "12:30")]}), breaks=(_span("11:00", "13:00"),))
    assert not eaten.is_working_day(dt.date(2026, 11, 1))


def test_calendar_when_open_round_the_clock() -> None:
    always = Calendar(weekly({day: [_span("00:00", "00:00")] for day in range(7)}))
    assert always.add(_at(1, 9), 60 * 24 * 30) == _at(1, 9, month=12)


def test_calendar_when_compared_and_hashed() -> None:
    again = Calendar(weekly({day: [_span("08:00", "16:00")] for day in (SUNDAY, 0, 1, 2, 3)}))
    assert again == DEFAULT
    assert hash(again) == hash(DEFAULT)


def _never() -> Calendar:
    return Calendar(weekly({}))


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: _never().add(_at(1, 9), 1), "never"),
        (lambda: _never().next_open(_at(1, 9)), "never"),
        (lambda: _never().add_days(_at(1, 9), 1), "never"),
        (lambda: DEFAULT.add(_at(1, 9), -1), "negative"),
        (lambda: DEFAULT.add_days(_at(1, 9), -1), "negative"),
        (lambda: DEFAULT.nth_working_day(dt.date(2026, 11, 1), 0), "negative"),
        (lambda: DEFAULT.is_open(NAIVE), "naive"),
        (lambda: DEFAULT.between(NAIVE, _at(1, 9)), "naive"),
        (lambda: Calendar(week=((),)), "week"),
        (lambda: weekly({7: []}), "week"),
        (lambda: Calendar(weekly({FRIDAY: [_span("16:00", "08:00")]})), "span"),
        (lambda: Calendar(weekly({}), breaks=(_span("12:00", "12:00"),)), "span"),
        (lambda: Season(dt.date(2026, 2, 2), dt.date(2026, 2, 1), weekly({})), "season"),
    ],
)
def test_calendar_when_question_makes_no_sense(act: object, code: str) -> None:
    assert callable(act)
    with pytest.raises(BadTime) as refused:
        act()
    assert refused.value.code == code
    assert str(sentence(refused.value))


def test_between_when_years_lie_between() -> None:
    start, end = _at(1, 9), _at(1, 9) + dt.timedelta(days=365 * 5)
    began = time.process_time()
    assert DEFAULT.between(start, end) > 0
    assert DEFAULT.is_working_day(dt.date(2026, 11, 5))
    assert dt.date(2026, 11, 5).weekday() == THURSDAY
    assert time.process_time() - began < 0.5
