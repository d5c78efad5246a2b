"""The plan of a sitting as a table: one line for the minister, one for each place, in steps of five minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from majlis.audiences.models import Sitting
from majlis.centres.models import Hall
from majlis.core import clock

STEP = 5
HALF_HOUR = 6


class Seat(Protocol):
    """What stands in the table: a place that is given, or one that a plan proposes. Instants are UTC."""

    @property
    def starts_at(self) -> dt.datetime:
        """Return when it begins."""

    @property
    def ends_at(self) -> dt.datetime:
        """Return when it ends."""

    @property
    def hall_id(self) -> int | None:
        """Return the video hall, None in person."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line, `span` steps long: a seat, a pause, or nothing."""

    span: int
    seat: Seat | None = None
    pause: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """The line of a place: `hall` None is the headquarters itself."""

    hall: Hall | None
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Plan:
    """The table: ticks (hour and steps until the next), the minister's line, the lines of the places."""

    ticks: list[tuple[dt.time, int]]
    minister: list[Cell]
    lanes: list[Lane]


def plan(sitting: Sitting, seats: Sequence[Seat], halls: Iterable[Hall]) -> Plan:
    """Return the table of a sitting; hours are those of Riyadh."""
    here = [seat for seat in seats if seat.hall_id is None]
    lanes = [Lane(None, line(sitting, here))]
    lanes += [Lane(hall, line(sitting, [seat for seat in seats if seat.hall_id == hall.pk])) for hall in halls]
    return Plan(_ticks(sitting), line(sitting, seats), lanes)


def line(sitting: Sitting, seats: Iterable[Seat]) -> list[Cell]:
    """Return the cells of one line, without a gap between them, from the sitting's start to its end."""
    whole = _steps(sitting, sitting.ends_at)
    taken: list[tuple[int, int, Seat | None]] = [
        (_steps(sitting, one.starts_at), _steps(sitting, one.ends_at), one) for one in seats
    ]
    taken += [(_steps(sitting, first), _steps(sitting, last), None) for first, last in sitting.paused()]
    cells, reached = [], 0
    for first, last, seat in sorted(taken, key=lambda one: one[:2]):
        begin, end = max(first, reached), min(max(last, first + 1, reached + 1), whole)
        if begin >= end:
            continue
        if begin > reached:
            cells.append(Cell(begin - reached))
        cells.append(Cell(end - begin, seat, pause=seat is None))
        reached = end
    return [*cells, Cell(whole - reached)] if reached < whole else cells


def _steps(sitting: Sitting, moment: dt.datetime) -> int:
    return max(0, int((moment - sitting.starts_at).total_seconds() // 60 // STEP))


def _ticks(sitting: Sitting) -> list[tuple[dt.time, int]]:
    whole = _steps(sitting, sitting.ends_at)
    begins = sitting.starts_at.astimezone(clock.RIYADH)
    first = HALF_HOUR - (begins.minute // STEP) % HALF_HOUR
    marks = sorted({0, *range(first, whole, HALF_HOUR), whole})
    return [((begins + dt.timedelta(minutes=at * STEP)).time(), end - at) for at, end in pairwise(marks)]
