"""What the weekly session does later: reckon plans, lay them out."""

from __future__ import annotations

from majlis.audiences.moves import plans
from majlis.core import jobs
from majlis.core.viewer import system


@jobs.task("majlis.audiences.tasks.reckon", within_scope=False)
def reckon(plan: int) -> None:
    """Reckon a plan that was asked for."""
    plans.reckon(plan, by=system("majlis.audiences.tasks.reckon"))


@jobs.task("majlis.audiences.tasks.lay_out", within_scope=False)
def lay_out(plan: int) -> None:
    """Make the places of an approved plan."""
    plans.lay_out(plan, by=system("majlis.audiences.tasks.lay_out"))
