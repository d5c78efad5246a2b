"""Background work of this room."""

from __future__ import annotations

from majlis.cases.moves import daily
from majlis.cases.tasks_papers import repair_papers, scan, sweep_papers
from majlis.core import jobs
from majlis.core.viewer import system

__all__ = [
    "close_told",
    "index",
    "lapse_due",
    "refresh_points",
    "remind_of_papers",
    "repair_papers",
    "scan",
    "sweep_papers",
]


@jobs.task("majlis.cases.tasks.index")
def index(case: int) -> None:
    """Write the words and numbers by which a case is found."""
    daily.index(case)


@jobs.task("majlis.cases.tasks.refresh_points", every="5 21 * * *", within_scope=False)
def refresh_points() -> None:
    """Count the points of open cases anew, shortly after midnight in Riyadh."""
    daily.refresh_points()


@jobs.task("majlis.cases.tasks.remind_of_papers", every="15 6 * * *")
def remind_of_papers() -> None:
    """Remind whoever still owes papers, in the morning."""
    daily.remind_of_papers()


@jobs.task("majlis.cases.tasks.lapse_due", every="30 21 * * *")
def lapse_due() -> None:
    """Close the cases whose papers did not come."""
    daily.lapse_due(by=system("majlis.cases.tasks.lapse_due"))


@jobs.task("majlis.cases.tasks.close_told", every="*/10 * * * *")
def close_told() -> None:
    """Close the cases whose result was told."""
    daily.close_told(by=system("majlis.cases.tasks.close_told"))
