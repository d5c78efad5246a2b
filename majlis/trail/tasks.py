"""Background work of this room."""

from __future__ import annotations

from majlis.core import jobs
from majlis.trail import moves


@jobs.task("majlis.trail.tasks.seal", every="7 * * * *")
def seal() -> None:
    """Seal what was written in the last hour."""
    moves.seal()
