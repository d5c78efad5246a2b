"""What the planner gives back: who sits where and when, how good it is, and how good it could be at most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal["best", "date", "share", "debt", "told", "pinned", "grave"]
"""Why a place is somebody's. All but `best` are written reasons to which the order of class and score yields: `date`
(his last chance before his date passes; no reason before a graver class), `share` (the least that his class, hall or
length is due; no reason before others of that group), `debt` (we cancelled his place), `told`, `pinned`, `grave`.
"""

REASONS: frozenset[Why] = frozenset({"debt", "told", "pinned", "grave"})
"""The reasons that hold before everybody."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One audience: `start` in minutes of the sitting's day; `helpers` in the order of the request's needs.

    `share` names the group whose share the place is, where `why` says so.
    """

    request: str
    sitting: str
    place: str
    start: int
    minutes: int
    helpers: tuple[str, ...] = ()
    why: Why = "best"
    share: str = ""

    @property
    def end(self) -> int:
        """Return the minute at which it ends."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True)
class HeldOpen:
    """A place of a sitting that stays open for the urgent who will come."""

    sitting: str
    start: int
    minutes: int

    @property
    def end(self) -> int:
        """Return the minute at which it ends."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True)
class Overtaken:
    """An exception to the order of scores inside a class.

    `request` is heard late, or not at all, while `by`, of a lower score, has an earlier place that would have been
    long enough for him.

    Its reason: `promise` (by is heard within his thirty days, which he would lose), `price` (nobody can take by's
    place without a loss elsewhere) or `time` (the time was over before it could be mended; this one alone may stand
    between classes). `price` is what mending it would cost.
    """

    request: str
    by: str
    reason: Literal["promise", "price", "time"]
    price: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan for all sittings ahead, by day and hour.

    `gain` is what it spares over serving nobody, in the units of the settings' prices; `value` counts beside it the
    debts that it pays, and no plan under the same rules has a value above `bound`. `owed` had been told a place that
    no longer stands. `overtaken` are the exceptions to the order of scores. `fallback`: the solvers brought nothing
    better than strict order. `seconds` of its `limit` were used.
    """

    method: str
    seed: int
    placed: tuple[Placed, ...]
    open: tuple[HeldOpen, ...]
    gain: float
    value: float
    bound: float
    switches: int
    owed: frozenset[str] = frozenset()
    overtaken: tuple[Overtaken, ...] = ()
    seconds: float = 0.0
    limit: float = 0.0
    fallback: bool = False

    @property
    def gap(self) -> float:
        """Return how far the plan may be from the best one, as a part of its gain; 0 where there is nothing to gain."""
        return (self.bound - self.value) / self.gain if self.gain > 0 else float(self.bound > self.value)

    def of(self, request: str) -> Placed | None:
        """Return the place of a request, or None."""
        return next((one for one in self.placed if one.request == request), None)
