"""Who and what is taken at which time while a plan is made, and the first free time for somebody more."""

from __future__ import annotations

import datetime as dt
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from majlis.audiences.planner.ground import Ground, Way, common
from majlis.audiences.planner.plans import HeldOpen, Placed, Why
from majlis.audiences.planner.problem import Helper, Place, Request, Sitting, Span

Taken = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time at a place, with the helpers who are free then."""

    way: Way
    start: int
    helpers: tuple[str, ...]


class Ledger:
    """The lines of all sittings: the principal's, each place's, each person's and each helper's."""

    def __init__(self, ground: Ground):
        self.ground = ground
        self.placed: dict[str, Placed] = {}
        self.open: list[HeldOpen] = []
        self.audiences: dict[str, int] = defaultdict(int)
        self.visitors: dict[str, int] = defaultdict(int)
        self.used: dict[str, int] = defaultdict(int)
        self._lines: dict[tuple[str, str, dt.date], Taken] = defaultdict(list)
        self._where: dict[tuple[str, dt.date], list[tuple[int, int, str]]] = defaultdict(list)
        self._groups: dict[tuple[str, dt.date], list[int]] = defaultdict(list)
        self._rooms = np.zeros(len(ground.open), dtype=np.int64)
        self._stale = {one.id for one in ground.open}
        self.unheld: set[str] = set()
        self.heard = np.full(len(ground.requests), np.inf)
        """For each row of the table the day of a late place, infinity without one, 0 if no other can be asked for."""

    def line(self, kind: str, name: str, day: dt.date) -> Taken:
        """Return when something is taken on a day, in order."""
        return self._lines[kind, name, day]

    def take(self, placed: Placed) -> None:
        """Write an audience into all lines that it takes."""
        ground = self.ground
        request, sitting, place = self._of(placed)
        self.placed[request.id] = placed
        is_late = not ground.prices.is_on_time(request, sitting.day) and placed.why not in ("told", "pinned")
        self.heard[ground.table.row[request.id]] = sitting.day.toordinal() if is_late else 0
        span = (placed.start, placed.end)
        insort(self.line("principal", sitting.principal, sitting.day), span)
        insort(self.line("place", place.id, sitting.day), span)
        for helper in placed.helpers:
            insort(self.line("helper", helper, sitting.day), span)
        for person in request.people:
            self._where[person, sitting.day].append((*span, place.centre))
        for group, side in ground.sides.get(request.id, ()):
            self._groups[group, sitting.day].append(side)
        self._count(placed, 1)

    def seat(self, request: Request, sitting: Sitting, way: Way, start: int, helpers: tuple[str, ...]) -> None:
        """Write a new audience into all lines; a debt is called one."""
        why: Why = "debt" if request.id in self.ground.owed else "best"
        self.take(Placed(request.id, sitting.id, way.place.id, start, request.minutes, helpers, why))

    def free(self, placed: Placed) -> None:
        """Take an audience out of all lines again."""
        ground = self.ground
        request, sitting, place = self._of(placed)
        del self.placed[request.id]
        self.heard[ground.table.row[request.id]] = np.inf
        span = (placed.start, placed.end)
        self.line("principal", sitting.principal, sitting.day).remove(span)
        self.line("place", place.id, sitting.day).remove(span)
        for helper in placed.helpers:
            self.line("helper", helper, sitting.day).remove(span)
        for person in request.people:
            self._where[person, sitting.day].remove((*span, place.centre))
        for group, side in ground.sides.get(request.id, ()):
            self._groups[group, sitting.day].remove(side)
        self._count(placed, -1)

    def join(self, other: Ledger) -> None:
        """Write all that another ledger holds into this one as well."""
        for placed in other.placed.values():
            self.take(placed)
        self.reopen(other.open)
        self.unheld |= other.unheld

    def relabel(self, placed: Placed) -> None:
        """Write another reason for a place."""
        self.placed[placed.request] = placed

    def of(self, sitting: Sitting) -> list[Placed]:
        """Return the audiences of a sitting."""
        return [one for one in self.placed.values() if one.sitting == sitting.id]

    def _of(self, placed: Placed) -> tuple[Request, Sitting, Place]:
        ground = self.ground
        return ground.requests[placed.request], ground.sittings[placed.sitting], ground.places[placed.place]

    def _count(self, placed: Placed, sign: int) -> None:
        request, sitting, place = self._of(placed)
        self.audiences[sitting.id] += sign
        self.visitors[sitting.id] += sign * len(request.people) * (place.mode == "person")
        self.used[sitting.id] += sign * (placed.minutes + sitting.gap)
        self._stale.add(sitting.id)

    def hold_open(self, sitting: Sitting) -> None:
        """Hold the open places of a sitting, the latest hours first; where there is no room nobody new may come in."""
        for minutes in sorted(sitting.open, reverse=True):
            start = self._latest(sitting, minutes)
            if start is None:
                self.unheld.add(sitting.id)
                return
            self.reopen((HeldOpen(sitting.id, start, minutes),))

    def reopen(self, places: Iterable[HeldOpen]) -> None:
        """Write places that are held open into the principal's line."""
        for one in places:
            sitting = self.ground.sittings[one.sitting]
            self.open.append(one)
            insort(self.line("principal", sitting.principal, sitting.day), (one.start, one.end))
            self.used[sitting.id] += one.minutes + sitting.gap
            self._stale.add(sitting.id)

    def _latest(self, sitting: Sitting, minutes: int) -> int | None:
        taken, grid = self.line("principal", sitting.principal, sitting.day), self.ground.problem.grid
        for span in reversed(self.ground.net(sitting)):
            start = (span.end - minutes) // grid * grid
            while start >= span.start:
                met = [one for one in taken if one[0] - sitting.gap < start + minutes and one[1] + sitting.gap > start]
                if not met:
                    return start
                start = (min(met)[0] - sitting.gap - minutes) // grid * grid
        return None

    def longest(self, sitting: Sitting) -> int:
        """Return the longest audience that the principal has time for in an open sitting."""
        return int(self.rooms[self.ground.table.column[sitting.id]])

    @property
    def rooms(self) -> NDArray[np.int64]:
        """Return the longest audience that there is time for in each open sitting."""
        for name in self._stale & self.ground.table.column.keys():
            self._rooms[self.ground.table.column[name]] = self._reckon_longest(self.ground.sittings[name])
        self._stale.clear()
        return self._rooms

    def has_room(self, request: Request) -> bool:
        """Tell whether the principal has time for a request in any sitting that it may come to."""
        table = self.ground.table
        return bool((table.allowed[table.row[request.id]] & (self.rooms >= request.minutes)).any())

    @contextmanager
    def lifted(self, *places: Placed) -> Iterator[None]:
        """Take audiences out for a moment, to see what would be free without them."""
        stale = set(self._stale)
        for one in places:
            self.free(one)
        yield
        for one in reversed(places):
            self.take(one)
        self._stale = stale

    def _spare(self, sitting: Sitting) -> int:
        """Return the minutes that a sitting could still give to one more, in one piece or not."""
        full = sitting.audiences is not None and self.audiences[sitting.id] >= sitting.audiences
        if full or sitting.id in self.unheld:
            return 0
        return self.ground.room(sitting) - sitting.ease - self.used[sitting.id] - sitting.gap

    def _reckon_longest(self, sitting: Sitting) -> int:
        best = 0
        for span in self.ground.net(sitting):
            start = _up(span.start, self.ground.problem.grid)
            for first, last in self.line("principal", sitting.principal, sitting.day):
                if last + sitting.gap <= start or first - sitting.gap >= span.end:
                    continue
                best = max(best, first - sitting.gap - start)
                start = max(start, _up(last + sitting.gap, self.ground.problem.grid))
            best = max(best, span.end - start)
        return min(best, self._spare(sitting))

    def may_join(self, request: Request, sitting: Sitting) -> bool:
        """Tell whether a request may be added to a sitting as far as opposed parties go: they come on other days."""
        return all(
            set(self._groups[group, sitting.day]) <= {side} for group, side in self.ground.sides.get(request.id, ())
        )

    def first(self, request: Request, sitting: Sitting, ways: Iterable[Way]) -> Slot | None:
        """Return the first free time of the first way that has one, or None."""
        if self._spare(sitting) < request.minutes or not self.may_join(request, sitting):
            return None
        return next((slot for way in ways if (slot := self.slot(request, sitting, way))), None)

    def slot(self, request: Request, sitting: Sitting, way: Way, within: Span | None = None) -> Slot | None:
        """Return the first free time for a request at a place, in a part of the day where one is given, or None."""
        crowd = self.visitors[sitting.id] + len(request.people)
        if way.place.mode == "person" and sitting.visitors is not None and crowd > sitting.visitors:
            return None
        blocks = self._blocks(request, sitting, way)
        for span in common(way.spans, (within,)) if within else way.spans:
            start: int | None = _up(span.start, self.ground.problem.grid)
            while start is not None and start + request.minutes <= span.end:
                following: int | None = self._after(blocks, start, request.minutes)
                if following == start:
                    helpers, following = self._free_helpers(request, sitting, way, start)
                    if helpers is not None:
                        return Slot(way, start, helpers)
                start = following
        return None

    def starts(self, request: Request, sitting: Sitting, way: Way) -> list[int]:
        """Return every start of an audience that touches nothing that is taken; helpers are not looked at."""
        return self._starts(self._blocks(request, sitting, way), way.spans, request.minutes)

    def open_starts(self, sitting: Sitting, minutes: int) -> list[int]:
        """Return every start of a place that stays open."""
        line = self.line("principal", sitting.principal, sitting.day)
        blocks = [(first - sitting.gap, last + sitting.gap) for first, last in line]
        return self._starts(blocks, self.ground.net(sitting), minutes)

    def helper_starts(self, helper: Helper, sitting: Sitting, starts: list[int], minutes: int) -> list[int]:
        """Return those starts at which a helper is free for so long."""
        return [start for start in starts if self._released(helper, sitting, start, minutes) == start]

    def _starts(self, blocks: list[tuple[int, int]], spans: tuple[Span, ...], minutes: int) -> list[int]:
        grid = self.ground.problem.grid
        return [
            start
            for span in spans
            for start in range(_up(span.start, grid), span.end - minutes + 1, grid)
            if all(last <= start or first >= start + minutes for first, last in blocks)
        ]

    def _blocks(self, request: Request, sitting: Sitting, way: Way) -> list[tuple[int, int]]:
        """Return the stretches that the audience may not touch, each already widened by its gap."""
        day, travel = sitting.day, self.ground.settings.travel
        gap, turn = sitting.gap, way.place.turn
        found = [(first - gap, last + gap) for first, last in self.line("principal", sitting.principal, day)]
        found += [(first - turn, last + turn) for first, last in self.line("place", way.place.id, day)]
        for person in request.people:
            for first, last, centre in self._where.get((person, day), ()):
                wide = 0 if centre == way.place.centre else travel
                found.append((first - wide, last + wide))
        return sorted(found)

    def _after(self, blocks: list[tuple[int, int]], start: int, minutes: int) -> int:
        """Return the first start from `start` on that touches no block."""
        for first, last in blocks:
            if first < start + minutes and last > start:
                start = _up(last, self.ground.problem.grid)
        return start

    def helpers_at(
        self, request: Request, sitting: Sitting, way: Way, start: int, reserved: dict[int, str]
    ) -> tuple[str, ...] | None:
        """Return a helper for each need at a time, those reserved where there are, or None."""
        return self._free_helpers(request, sitting, way, start, reserved)[0]

    def _free_helpers(
        self, request: Request, sitting: Sitting, way: Way, start: int, reserved: dict[int, str] | None = None
    ) -> tuple[tuple[str, ...] | None, int | None]:
        """Return a free helper for each need, or None with the next start to try (None: there is none)."""
        chosen: list[str] = []
        for number, able in enumerate(way.helpers):
            free, releases = None, []
            named = (reserved or {}).get(number)
            for helper in able:
                if helper.id in chosen or (named is not None and helper.id != named):
                    continue
                released = self._released(helper, sitting, start, request.minutes)
                if released == start:
                    free = helper.id
                    break
                releases.append(released)
            if free is None:
                return None, min(releases, default=None)
            chosen.append(free)
        return tuple(chosen), start

    def _released(self, helper: Helper, sitting: Sitting, start: int, minutes: int) -> int:
        taken = [(a - helper.gap, b + helper.gap) for a, b in self.line("helper", helper.id, sitting.day)]
        taken += [(one.start, one.end) for one in helper.away if one.day == sitting.day]
        return self._after(sorted(taken), start, minutes)


def _up(minute: int, grid: int) -> int:
    """Return the next minute of the grid."""
    return -(-minute // grid) * grid
