"""What the weekly session does by itself."""

from __future__ import annotations

from majlis.audiences.moves import today
from majlis.core import jobs
from majlis.core.viewer import system

_BY = system("majlis.audiences.tasks")


@jobs.task("majlis.audiences.tasks.call_next")
def call_next(sitting: int) -> None:
    """Tell who is next in a sitting that he is."""
    today.call_next(sitting, by=_BY)
