"""Work that the worker does for taking in."""

from __future__ import annotations

from majlis.core import jobs
from majlis.intake import moves


@jobs.task("majlis.intake.tasks.ring_duty")
def ring_duty(case: int) -> None:
    """Ring whoever is on duty for a person in danger."""
    moves.ring_duty(case)


@jobs.task("majlis.intake.tasks.wipe_drafts", every="20 0 * * *")
def wipe_drafts() -> None:
    """Wipe the drafts that nobody touched for two weeks."""
    moves.wipe_old()


@jobs.task("majlis.intake.tasks.ring_next", every="* * * * *")
def ring_next() -> None:
    """Ring the next duty officer where the first did not answer."""
    moves.ring_next()
