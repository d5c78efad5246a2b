"""What waiting costs, and the other settings of a plan.

The unit is a day of waiting of a request of class `low`. "Weighted lateness with a step at day 30": the price of the
promise is a setting, and `explain.price` shows what it costs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from majlis.audiences.planner.problem import CLASSES, Class, Problem, Request


@dataclass(frozen=True, slots=True)
class Settings:
    """The office's settings. Prices count per unit of a request's weight, but those of kilometres and switches.

    Weight: that of its class, raised by up to `spread` with its points (`points_cap` of them or more raise it in
    full), so that no points lift a request above the class before it. Waiting: `day` for each day since the complete
    request, `late_day` more from day `promise` on, `old_day` more after `old_days`, `step` once when the promise is
    broken, `passed` once when its date passes first. Not heard: as if heard `unserved_days` after the last sitting,
    and `unserved` more; `debt` more when a place is owed.

    Shares: the least part of the audiences, in each `block` of sittings, for a class, for audiences of at least
    `long_minutes`, and for each place; `short` for each audience that is missing. Rules: days of `notice`; `travel`
    minutes for a person between two centres; `order` keeps whoever would be heard late from being overtaken: never by
    a lower class, and by a lower score of his class never (`score`), or only where it would cost something to mend it,
    each time written down with its price (`class`); `none` keeps no order, to see what it costs.
    """

    critical: float = 8.0
    urgent: float = 4.0
    normal: float = 2.0
    low: float = 1.0
    spread: float = 0.5
    points_cap: int = 200
    day: float = 1.0
    late_day: float = 10.0
    old_day: float = 0.0
    old_days: int = 60
    promise: int = 30
    step: float = 60.0
    passed: float = 200.0
    unserved_days: int = 14
    unserved: float = 150.0
    debt: float = 3000.0
    km: float = 0.02
    switch: float = 1.0
    urgent_share: float = 0.1
    normal_share: float = 0.1
    low_share: float = 0.05
    long_share: float = 0.15
    long_minutes: int = 15
    place_share: float = 0.03
    block: int = 4
    short: float = 50000.0
    notice: int = 3
    travel: int = 180
    order: Literal["score", "class", "none"] = "class"

    def weight_of(self, name: Class) -> float:
        """Return the weight of a class."""
        return {"critical": self.critical, "urgent": self.urgent, "normal": self.normal, "low": self.low}[name]


def rank(request: Request) -> tuple[int, int]:
    """Return what the order of class and score looks at: the smaller comes first; equal ones overtake nobody."""
    return CLASSES.index(request.priority), -request.points


class Prices:
    """The prices of one problem under some settings."""

    def __init__(self, problem: Problem, settings: Settings):
        self.problem = problem
        self.settings = settings

    @cached_property
    def end(self) -> dt.date:
        """Return the day as of which those who are not heard are counted."""
        days = [sitting.day for sitting in self.problem.sittings if sitting.standing != "cancelled"]
        return max(days, default=self.problem.today) + dt.timedelta(days=self.settings.unserved_days)

    def weight(self, request: Request) -> float:
        """Return the weight of a request."""
        part = min(max(request.points, 0), self.settings.points_cap) / max(1, self.settings.points_cap)
        return self.settings.weight_of(request.priority) * (1 + self.settings.spread * part)

    def waiting(self, request: Request, day: dt.date) -> float:
        """Return what it costs that a request waits until a day."""
        by, waited = self.settings, max(0, (day - request.complete).days)
        late = max(0, waited - (by.promise - 1))
        cost = by.day * waited + by.late_day * late + by.old_day * max(0, waited - by.old_days)
        cost += by.step * (late > 0)
        if request.latest is not None and day > request.latest:
            cost += by.passed
        return cost * self.weight(request)

    def gains(self, requests: Sequence[Request], days: Sequence[dt.date]) -> NDArray[np.float64]:
        """Return what it spares to hear each request (rows) on each day (columns) at the centre nearest to it."""
        by = self.settings
        complete = np.array([one.complete.toordinal() for one in requests], dtype=np.float64)[:, None]
        latest = np.array([one.latest.toordinal() if one.latest else np.inf for one in requests])[:, None]
        weight = np.array([self.weight(one) for one in requests])[:, None]
        day = np.array([*(one.toordinal() for one in days), self.end.toordinal()], dtype=np.float64)[None, :]
        waited = np.maximum(0, day - complete)
        late = np.maximum(0, waited - (by.promise - 1))
        cost = by.day * waited + by.late_day * late + by.old_day * np.maximum(0, waited - by.old_days)
        cost = (cost + by.step * (late > 0) + by.passed * (day > latest)) * weight
        spared: NDArray[np.float64] = cost[:, -1:] + by.unserved * weight - cost[:, :-1]
        return spared

    def unserved(self, request: Request) -> float:
        """Return what it costs that a request is not heard in this plan; the debt is counted apart."""
        return self.waiting(request, self.end) + self.settings.unserved * self.weight(request)

    def gain(self, request: Request, day: dt.date, km: int = 0) -> float:
        """Return what it spares to hear a request on a day, `km` from the centre nearest to it."""
        return self.unserved(request) - self.waiting(request, day) - self.settings.km * km

    def is_on_time(self, request: Request, day: dt.date) -> bool:
        """Tell whether a request heard on a day is heard within its thirty days and before its date passes."""
        kept = (day - request.complete).days < self.settings.promise
        return kept and (request.latest is None or day <= request.latest)
