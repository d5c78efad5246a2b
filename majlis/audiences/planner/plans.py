"""What the planner gives back: who sits where and when, how good it is, and how good it could be at most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal["best", "share", "debt", "told", "pinned", "grave"]
"""Why a place is somebody's. All but `best` are written reasons to which the order of class and score yields: `share`
(the least that his class, hall or length is due), `debt` (we cancelled his place before), `told`, `pinned`, `grave`.
"""

REASONS: frozenset[Why] = frozenset({"share", "debt", "told", "pinned", "grave"})


@dataclass(frozen=True, slots=True)
class Placed:
    """One audience: `start` in minutes of the sitting's day; `helpers` in the order of the request's needs.

    `share` names the group whose share the place is, where `why` says so: it is no reason before others of the group.
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
class Plan:
    """A plan for all sittings ahead, by day and hour.

    `gain` is what it spares over serving nobody, in the units of the settings' prices; no plan under the same rules
    gains more than `bound`. `owed` had been told a place that no longer stands. `fallback`: the solvers brought nothing
    better than strict order.
    """

    method: str
    seed: int
    placed: tuple[Placed, ...]
    open: tuple[HeldOpen, ...]
    gain: float
    bound: float
    switches: int
    owed: frozenset[str] = frozenset()
    seconds: float = 0.0
    fallback: bool = False

    @property
    def gap(self) -> float:
        """Return how far the plan may be from the best one, as a part of its gain; 0 where there is nothing to gain."""
        return max(0.0, self.bound - self.gain) / self.gain if self.gain > 0 else float(self.bound > 0)

    def of(self, request: str) -> Placed | None:
        """Return the place of a request, or None."""
        return next((one for one in self.placed if one.request == request), None)
