"""How much time is left. All stages of a plan ask the same one."""

from __future__ import annotations

import time


class Deadline:
    """An end that lies a number of seconds ahead."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self._began = time.monotonic()
        self._ends = self._began + seconds

    @property
    def left(self) -> float:
        """Return the seconds that are left; never less than none."""
        return max(0.0, self._ends - time.monotonic())

    @property
    def spent(self) -> float:
        """Return the seconds since it was set."""
        return time.monotonic() - self._began

    def part(self, share: float, at_most: float = float("inf")) -> Deadline:
        """Return an earlier end: a share of what is left, at most some seconds."""
        return Deadline(min(self.left * share, at_most))
