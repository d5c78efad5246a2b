"""Turn the rows of a centre's calendar into the timetable that core reckons with. Pure functions of the rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from majlis.centres.models import ClosedDate, Hours, Pause, Season
from majlis.core import working_time
from majlis.core.working_time import Calendar, Span, Week


def week(hours: Iterable[Hours]) -> Week:
    """Return the week that shifts make; weekdays without a shift are closed."""
    shifts: dict[int, list[Span]] = defaultdict(list)
    for row in hours:
        shifts[row.weekday].append((row.opens, row.closes))
    return working_time.weekly(shifts)


def build(
    hours: Iterable[Hours], pauses: Iterable[Pause], seasons: Iterable[Season], closed: Iterable[ClosedDate]
) -> Calendar:
    """Return the calendar of one centre. Without usual hours it keeps those of the ministry (Sun-Thu 8:00-16:00).

    A season takes its own shifts, and its own breaks where it has any, else the usual ones.
    """
    hours, pauses = list(hours), list(pauses)
    usual = [row for row in hours if row.season_id is None]
    return Calendar(
        week=week(usual) if usual else working_time.DEFAULT.week,
        seasons=tuple(_season(season, hours, pauses) for season in seasons),
        closed=frozenset(row.day for row in closed),
        breaks=tuple(_span(row) for row in pauses if row.season_id is None),
    )


def _season(season: Season, hours: list[Hours], pauses: list[Pause]) -> working_time.Season:
    own = tuple(_span(row) for row in pauses if row.season_id == season.pk)
    shifts = week(row for row in hours if row.season_id == season.pk)
    return working_time.Season(season.first, season.last, shifts, own or None)


def _span(row: Pause) -> tuple[dt.time, dt.time]:
    return row.starts, row.ends
