"""A month of sessions as a grid of days, each with what stands on it."""

from __future__ import annotations

import calendar as tables
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from majlis.audiences import queries
from majlis.audiences.models import Exceptional, Sitting
from majlis.centres.models import Centre, ClosedDate, Season
from majlis.core import clock
from majlis.core.viewer import Viewer

_WEEK = tables.Calendar(firstweekday=6)


@dataclass(slots=True)
class Day:
    """One Riyadh day: what stands on it. `closed` are the reasons why a seat is closed, `season` its season's name."""

    date: dt.date
    inside: bool
    sittings: list[Sitting] = field(default_factory=list)
    exceptions: list[Exceptional] = field(default_factory=list)
    closed: list[ClosedDate] = field(default_factory=list)
    season: str = ""

    @property
    def is_today(self) -> bool:
        """Tell whether it is this day."""
        return self.date == clock.today()

    @property
    def is_ahead(self) -> bool:
        """Tell whether a session may still be put on it."""
        return self.date > clock.today()

    @property
    def is_weekend(self) -> bool:
        """Tell whether it is a Friday or a Saturday."""
        return self.date.weekday() in (4, 5)


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks of a Gregorian month, Sunday first, and the first days of its neighbours."""

    first: dt.date
    weeks: list[list[Day]]
    before: dt.date
    after: dt.date


def month(viewer: Viewer, first: dt.date) -> Month:
    """Return the month of a day, with the sittings that the viewer may see. Five queries, whatever stands on it."""
    first = first.replace(day=1)
    dates = _WEEK.monthdatescalendar(first.year, first.month)
    days = {date: Day(date, date.month == first.month) for week in dates for date in week}
    _fill(days, viewer)
    return Month(
        first=first,
        weeks=[[days[date] for date in week] for week in dates],
        before=(first - dt.timedelta(days=1)).replace(day=1),
        after=(first + dt.timedelta(days=32)).replace(day=1),
    )


def _fill(days: dict[dt.date, Day], viewer: Viewer) -> None:
    span = min(days), max(days)
    for sitting in queries.between(viewer, *span):
        days[sitting.day].sittings.append(sitting)
    for exception in Exceptional.objects.filter(day__range=span).select_related("pattern__place"):
        days[exception.day].exceptions.append(exception)
    seats = list(Centre.objects.filter(has_headquarters=True, open=True))
    for closed in ClosedDate.objects.filter(centre__in=seats, day__range=span):
        days[closed.day].closed.append(closed)
    for season in Season.objects.filter(centre__in=seats, first__lte=span[1], last__gte=span[0]):
        for date in _dates(max(season.first, span[0]), min(season.last, span[1])):
            days[date].season = str(season)
    for day in days.values():
        day.closed = _once(day.closed)


def _dates(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    return (first + dt.timedelta(days=ahead) for ahead in range((last - first).days + 1))


def _once(closed: list[ClosedDate]) -> list[ClosedDate]:
    kept: dict[str, ClosedDate] = {}
    for one in closed:
        kept.setdefault(str(one), one)
    return list(kept.values())
