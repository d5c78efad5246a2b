"""When a centre is open, as people read it: days with the same hours on one line, the week from Sunday on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from majlis.centres.queries import PublicCentre
from majlis.core import hijri
from majlis.core.ui import dates
from majlis.core.working_time import Span

_SUNDAY = dt.date(2023, 1, 1)
_FROM_SUNDAY = (6, 0, 1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Some days in a row that have the same hours; `last` is empty for one day, `spans` for closed days."""

    first: str
    last: str
    spans: tuple[Span, ...]


def hours_of(centre: PublicCentre) -> list[HoursLine]:
    """Return the hours of a centre's week that holds today, the closed days left out."""
    runs: list[list[int]] = []
    for day in _FROM_SUNDAY:
        if runs and centre.week[runs[-1][-1]] == centre.week[day]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_line(run, centre.week[run[0]]) for run in runs if centre.week[run[0]]]


def _line(run: list[int], spans: tuple[Span, ...]) -> HoursLine:
    return HoursLine(_name(run[0]), _name(run[-1]) if len(run) > 1 else "", spans)


def _name(weekday: int) -> str:
    """Return the name of a weekday (Monday 0) in the language in use."""
    return hijri.day_name(_SUNDAY + dt.timedelta(days=(weekday + 1) % 7), dates.language())
