"""What a sitting has room for, after what is fixed in it, as limits of a linear program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from majlis.audiences.planner.ground import Ground, Way, common, without
from majlis.audiences.planner.ledger import Ledger
from majlis.audiences.planner.problem import Helper, Request, Sitting, Span

FEW_HELPERS = 2  # a pool of more is never what a sitting of one line lacks
Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A limit in which an audience counts: as one, or with its minutes and what lies `apart` from the next.

    `grid` is the number of minutes of which starts are multiples, 1 where that does not matter.
    """

    name: Name
    limit: float
    apart: int = -1
    grid: int = 1

    def takes(self, minutes: int) -> float:
        """Return how much an audience of some minutes takes of it."""
        return 1.0 if self.apart < 0 else float(-(-(minutes + self.apart) // self.grid) * self.grid)

    def take(self, minutes: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how much audiences of each of some lengths take."""
        if self.apart < 0:
            return np.ones(len(minutes))
        return (-(-(minutes + self.apart) // self.grid) * self.grid).astype(np.float64)


class Caps:
    """The rows of one sitting. `begun` holds what is fixed and the places that stay open."""

    def __init__(self, ground: Ground, sitting: Sitting, begun: Ledger):
        self.ground = ground
        self.sitting = sitting
        self._begun = begun
        self.longest = begun.longest(sitting)
        self._known: dict[int, list[Row]] = {}
        self._seats = np.inf
        if sitting.audiences is not None:
            self._seats = float(sitting.audiences - begun.audiences[sitting.id])

    def takes(self, request: Request) -> bool:
        """Tell whether the principal has time for a request at all."""
        return self.longest >= request.minutes and self._begun.may_join(request, self.sitting)

    def visitors(self) -> float:
        """Return how many more persons may come to the seat."""
        limit = np.inf if self.sitting.visitors is None else self.sitting.visitors
        return float(limit - self._begun.visitors[self.sitting.id])

    def rows(self, way: Way) -> list[Row]:
        """Return the rows in which an audience at a place counts; the visitors are counted apart."""
        found = self._known.get(id(way))
        if found is None:
            found = self._known[id(way)] = list(self._find(way))
        return found

    def _find(self, way: Way) -> Iterator[Row]:
        name, turn, grid = self.sitting.id, way.place.turn, self.ground.problem.grid
        yield from self.everywhere
        whole = self.ground.net(self.sitting)
        hall = self._told("place", way.place.id)
        for part in (whole, *self.ground.parts(self.sitting)):
            if common(way.spans, part) != way.spans:
                continue
            if part != whole:
                yield self._line(part)
            yield Row(("place", name, way.place.id, _label(part)), self._room(part, hall, turn), turn, grid)
        for able in way.helpers:
            if len(able) <= FEW_HELPERS:
                yield self._pool(able)

    @cached_property
    def everywhere(self) -> tuple[Row, ...]:
        """Return the rows in which an audience counts wherever it is."""
        name, gap = self.sitting.id, self.sitting.gap
        line = self._line(self.ground.net(self.sitting))
        kept = sum(self._use(one, gap) for one in self.sitting.open)
        line = replace(line, limit=line.limit - kept)
        return Row(("count", name), self._seats), Row(("ease", name), self._spare(), gap), line

    def _line(self, part: tuple[Span, ...]) -> Row:
        sitting = self.sitting
        room = self._room(part, self._told("principal", sitting.principal), sitting.gap)
        return Row(("line", sitting.id, _label(part)), room, sitting.gap, self.ground.problem.grid)

    def _told(self, kind: str, name: str) -> list[tuple[int, int]]:
        """Return when a line is taken by what is fixed; the places that stay open may yet be moved."""
        movable = {(one.start, one.end) for one in self._begun.open if one.sitting == self.sitting.id}
        taken = self._begun.line(kind, name, self.sitting.day)
        return [one for one in taken if kind != "principal" or one not in movable]

    def _spare(self) -> float:
        sitting = self.sitting
        return float(self.ground.room(sitting) - sitting.ease - self._begun.used[sitting.id])

    def _use(self, minutes: int, gap: int) -> float:
        grid = self.ground.problem.grid
        return float(-(-(minutes + gap) // grid) * grid)

    def _room(self, part: tuple[Span, ...], taken: list[tuple[int, int]], gap: int) -> float:
        """Return the minutes of a line in a part of the day: of each stretch, what it holds and the gap after it."""
        grid, total = self.ground.problem.grid, 0
        busy = tuple(Span(first - gap, last + gap) for first, last in taken)
        for span in without(part, busy):
            start = -(-span.start // grid) * grid
            if span.end > start:
                total += (span.end - start + gap + grid - 1) // grid * grid
        return float(total)

    def _pool(self, able: tuple[Helper, ...]) -> Row:
        gap, room = min(one.gap for one in able), 0.0
        for one in able:
            away = tuple(Span(gone.start, gone.end) for gone in one.away if gone.day == self.sitting.day)
            there = without(self.ground.net(self.sitting), away)
            room += self._room(there, self._told("helper", one.id), gap)
        return Row(("helpers", self.sitting.id, *(one.id for one in able)), room, gap, self.ground.problem.grid)


def _label(part: tuple[Span, ...]) -> str:
    return ",".join(f"{span.start}-{span.end}" for span in part)
