"""The requests of a problem as columns of numbers, in strict order: what is asked of all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from majlis.audiences.planner.problem import Problem, Request, Sitting
from majlis.audiences.planner.weights import Settings, rank

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

MOST_POINTS = 1_000_000


class Table:
    """A row for each request. `key` is the smaller the higher it ranks; `allowed` has a column for each sitting.

    Allowed is what `Ground.barred` finds nothing against.
    """

    def __init__(self, requests: Sequence[Request], sittings: Sequence[Sitting], problem: Problem, settings: Settings):
        self.requests = requests
        self.row = {one.id: number for number, one in enumerate(requests)}
        self.column = {one.id: number for number, one in enumerate(sittings)}
        self.minutes = np.array([one.minutes for one in requests], dtype=np.int64)
        grades = np.array([rank(one) for one in requests], dtype=np.int64).reshape(-1, 2)
        self.grade, self.key = grades[:, 0], grades[:, 0] * MOST_POINTS + np.clip(grades[:, 1], -MOST_POINTS + 1, 0)
        self.allowed = self._allowed(sittings, problem, settings)
        self.members = cache(self._members)

    def _allowed(self, sittings: Sequence[Sitting], problem: Problem, settings: Settings) -> Bools:
        days = np.array([one.day.toordinal() for one in sittings], dtype=np.float64)
        today = problem.today.toordinal()
        earliest = np.empty(len(self.requests))
        for row, one in enumerate(self.requests):
            notice = settings.notice if one.notice is None else min(one.notice, settings.notice)
            after = [day.toordinal() for day in (one.ready, one.not_before) if day is not None]
            earliest[row] = np.inf if one.unready else max(today, today + notice + 1, *after)
        allowed: Bools = days[None, :] >= earliest[:, None]
        for row, one in enumerate(self.requests):
            for name in one.cannot | one.forbidden:
                if name in self.column:
                    allowed[row, self.column[name]] = False
        return allowed

    def _members(self, group: frozenset[str]) -> Bools:
        found = np.zeros(len(self.requests), dtype=np.bool_)
        found[[self.row[name] for name in group]] = True
        return found
