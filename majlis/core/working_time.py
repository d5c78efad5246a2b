"""Working time: opening hours as data, and the arithmetic of clocks that run only while a centre is open.

Instants go in aware (any zone) and come out in UTC; days and hours of the timetable are those of Asia/Riyadh,
which knows no summer time. A timetable is a week, seasons that override it (Ramadan hours, a single odd day),
closed dates, and daily breaks (prayer). Shifts may be split. Everything here is a pure function of the timetable.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.core.clock import RIYADH, day_of, start_of

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)

Span = tuple[dt.time, dt.time]
"""Opening and closing time of one shift or break; a closing time of 00:00 is the midnight that ends the day."""
Week = tuple[tuple[Span, ...], ...]
"""Seven tuples of shifts, Monday first as in `date.weekday()`."""

_MINUTE = dt.timedelta(minutes=1)
_DAY = dt.timedelta(days=1)
_HORIZON_DAYS = 3660

_Shifts = tuple[tuple[dt.timedelta, dt.timedelta], ...]


class BadTime(ValueError):
    """A timetable or a question that makes no sense; see `sentence` for the codes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_SENTENCES = {
    "naive": _("A time without its time zone cannot be reckoned with."),
    "negative": _("Working time is added forwards only."),
    "week": _("A timetable has seven days."),
    "span": _("A shift or break must end after it begins, on the same day."),
    "season": _("A season must end after it begins."),
    "never": _("This timetable does not open within ten years."),
}


def sentence(error: BadTime) -> Promise | str:
    """Return what to tell the person who keeps the timetable."""
    return _SENTENCES[error.code]


def weekly(hours: Mapping[int, Iterable[Span]]) -> Week:
    """Return a week from the shifts of each weekday (Monday 0 ... Sunday 6); weekdays left out are closed."""
    if not set(hours) <= set(range(7)):
        raise BadTime("week")
    return tuple(tuple(hours.get(weekday, ())) for weekday in range(7))


@dataclass(frozen=True)
class Season:
    """Other hours from one Riyadh date to another, both included; `breaks` None keeps those of the calendar."""

    first: dt.date
    last: dt.date
    week: Week
    breaks: tuple[Span, ...] | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadTime("season")


@dataclass(frozen=True)
class Calendar:
    """The timetable of a centre. Of seasons that overlap the later in the tuple holds; a closed date beats all.

    Raises BadTime "week", "span" or "season" when built of nonsense.
    """

    week: Week
    seasons: tuple[Season, ...] = ()
    closed: frozenset[dt.date] = frozenset()
    breaks: tuple[Span, ...] = ()
    _usual: tuple[_Shifts, ...] = field(init=False, repr=False, compare=False)
    _seasonal: tuple[tuple[_Shifts, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_usual", _net_week(self.week, self.breaks))
        seasonal = tuple(
            _net_week(season.week, self.breaks if season.breaks is None else season.breaks) for season in self.seasons
        )
        object.__setattr__(self, "_seasonal", seasonal)

    def shifts(self, day: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
        """Return the open stretches of a Riyadh day in UTC, in order, breaks taken out; [] when closed."""
        midnight = start_of(day)
        return [(midnight + start, midnight + end) for start, end in self._shifts(day)]

    def is_working_day(self, day: dt.date) -> bool:
        """Tell whether the centre opens at all on a Riyadh date."""
        return bool(self._shifts(day))

    def is_open(self, at: dt.datetime) -> bool:
        """Tell whether the centre is open at an instant; at the very closing time it no longer is."""
        return any(start <= at < end for start, end in self.shifts(_day_of(at)))

    def next_open(self, at: dt.datetime) -> dt.datetime:
        """Return the first instant not before `at` at which the centre is open; raises BadTime "never"."""
        for start, _end in self._open_from(at):
            return start
        raise BadTime("never")

    def add(self, at: dt.datetime, minutes: int) -> dt.datetime:
        """Return the earliest instant at which `minutes` of working time have passed since `at`.

        Time that is used up at closing ends at closing, not at the next opening; 0 minutes have passed at `at`.
        `between(at, add(at, n))` is n. Raises BadTime "negative", "naive" or "never".
        """
        if minutes < 0:
            raise BadTime("negative")
        at, left = _utc(at), minutes * _MINUTE
        if not left:
            return at
        for start, end in self._open_from(at):
            if left <= end - start:
                return start + left
            left -= end - start
        raise BadTime("never")

    def between(self, start: dt.datetime, end: dt.datetime) -> int:
        """Return the whole minutes of working time from `start` to `end`; negative when `end` is the earlier."""
        start, end = _utc(start), _utc(end)
        if end < start:
            return -self.between(end, start)
        total = dt.timedelta()
        for day in _days(_day_of(start), _day_of(end)):
            for opens, closes in self.shifts(day):
                total += max(min(closes, end) - max(opens, start), dt.timedelta())
        return total // _MINUTE

    def add_days(self, at: dt.datetime, days: int) -> dt.datetime:
        """Return the closing time of the `days`-th working day after the day of `at`; that day itself is not counted.

        0 days is today's closing, or the next working day's where today is closed or already over.
        Raises BadTime "negative", "naive" or "never".
        """
        if days < 0:
            raise BadTime("negative")
        if days == 0:
            return self.shifts(_day_of(self.next_open(at)))[-1][1]
        return self.shifts(self.nth_working_day(_day_of(at), days))[-1][1]

    def nth_working_day(self, day: dt.date, n: int) -> dt.date:
        """Return the n-th working day after a Riyadh date, n at least 1; raises BadTime "negative" or "never"."""
        if n < 1:
            raise BadTime("negative")
        closed_in_a_row = 0
        while n:
            day += _DAY
            works = self.is_working_day(day)
            n -= works
            closed_in_a_row = 0 if works else closed_in_a_row + 1
            if closed_in_a_row > _HORIZON_DAYS:
                raise BadTime("never")
        return day

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Return how many working days lie after `start` up to and with `end`; negative when `end` is the earlier.

        So it is 1 from a Sunday to the Monday after, and from a Thursday to the Sunday after.
        """
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(day) for day in _days(start + _DAY, end))

    def _shifts(self, day: dt.date) -> _Shifts:
        if day in self.closed:
            return ()
        for season, net in zip(reversed(self.seasons), reversed(self._seasonal), strict=True):
            if season.first <= day <= season.last:
                return net[day.weekday()]
        return self._usual[day.weekday()]

    def _open_from(self, at: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """Yield the open stretches from `at` on, the running one cut; ends where all stays closed for ten years."""
        at = _utc(at)
        day, closed_in_a_row = _day_of(at), 0
        while closed_in_a_row <= _HORIZON_DAYS:
            shifts = self.shifts(day)
            for start, end in shifts:
                if end > at:
                    yield max(start, at), end
            closed_in_a_row = 0 if shifts else closed_in_a_row + 1
            day += _DAY


def calendar_days_before(day: dt.date, days: int = 3) -> dt.datetime:
    """Return the last instant, in UTC, that leaves `days` full calendar days of Riyadh before a day.

    It is the midnight with which the first of these days begins: for Thursday and 3, that between Sunday and
    Monday. Who is told later than it is told too late.
    """
    return start_of(day - days * _DAY)


def full_days_before(at: dt.datetime, day: dt.date) -> int:
    """Return how many full calendar days of Riyadh lie between an instant and a day; never below 0."""
    local = _utc(at).astimezone(RIYADH)
    first_full = local.date() if local.time() == dt.time() else local.date() + _DAY
    return max((day - first_full).days, 0)


def _net_week(week: Week, breaks: tuple[Span, ...]) -> tuple[_Shifts, ...]:
    if len(week) != 7:
        raise BadTime("week")
    pauses = _merged(breaks)
    return tuple(_without(_merged(shifts), pauses) for shifts in week)


def _merged(spans: Iterable[Span]) -> _Shifts:
    """Return spans as offsets from midnight, in order; those that touch or overlap become one."""
    merged: list[tuple[dt.timedelta, dt.timedelta]] = []
    for start, end in sorted((_offset(start), _offset(end) or _DAY) for start, end in spans):
        if end <= start:
            raise BadTime("span")
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _without(shifts: _Shifts, pauses: _Shifts) -> _Shifts:
    """Return what is left of ordered shifts when ordered pauses are cut out of them."""
    gaps = pairwise([dt.timedelta(), *(edge for pause in pauses for edge in pause), _DAY])
    free = [gap for place, gap in enumerate(gaps) if place % 2 == 0]
    cut = ((max(start, opens), min(end, closes)) for start, end in shifts for opens, closes in free)
    return tuple((start, end) for start, end in cut if start < end)


def _offset(time: dt.time) -> dt.timedelta:
    return dt.timedelta(hours=time.hour, minutes=time.minute, seconds=time.second, microseconds=time.microsecond)


def _day_of(at: dt.datetime) -> dt.date:
    return day_of(_utc(at))


def _utc(at: dt.datetime) -> dt.datetime:
    if at.tzinfo is None:
        raise BadTime("naive")
    return at.astimezone(dt.UTC)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield dt.date.fromordinal(ordinal)


OFFICE_DAY: Span = (dt.time(8), dt.time(16))
DEFAULT = Calendar(week=weekly(dict.fromkeys((SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY), (OFFICE_DAY,))))
"""Sunday to Thursday, 8:00 to 16:00, without holidays: what holds where a centre has no timetable of its own."""
