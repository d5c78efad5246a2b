"""What follow-up does by itself: the morning's list and the evening's word."""

from __future__ import annotations

from majlis.core import jobs
from majlis.core.viewer import system
from majlis.followup import moves

_BY = system("majlis.followup.tasks")


@jobs.task("majlis.followup.tasks.open_day", every="0 4 * * *")
def open_day() -> None:
    """Write the list of the day, at 7:00 in Riyadh."""
    moves.open_day(by=_BY)


@jobs.task("majlis.followup.tasks.close_day", every="30 13 * * *")
def close_day() -> None:
    """Tell of what was left over, at 16:30 in Riyadh."""
    moves.close_day(by=_BY)
