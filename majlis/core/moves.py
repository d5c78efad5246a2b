"""What a table of moves is made of. Each room with a life of states keeps its own table as pure data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Clock = Literal["", "start", "stop"]


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow of a life: from any of `starts` to `ends` (empty: the state stays), and what goes with it.

    `turn` is who must act afterwards (empty: unchanged), `section` where the thing then sits (empty: unchanged).
    `roles` may make the move from a desk; `public` tells that the beneficiary may make it himself; `system` that
    only the house itself makes it, by rule or on the word of another room. `clock` stops or starts the service clock.
    """

    starts: frozenset[str]
    ends: str = ""
    turn: str = ""
    section: str = ""
    roles: frozenset[str] = frozenset()
    public: bool = False
    system: bool = False
    clock: Clock = ""

    def allows(self, state: str) -> bool:
        """Tell whether the move may start from `state`."""
        return state in self.starts

    def after(self, state: str) -> str:
        """Return the state that a thing in `state` has after the move."""
        return self.ends or state


def words(*names: str) -> frozenset[str]:
    """Return the names as a set, as the tables write their starts and roles."""
    return frozenset(names)
