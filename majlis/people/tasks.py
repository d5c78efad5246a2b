"""Background work of this room."""

from __future__ import annotations

from majlis.core import jobs
from majlis.people.moves import identifying


@jobs.task("majlis.people.tasks.sweep", every="17 * * * *")
def sweep() -> None:
    """Delete what the identity port kept while people showed who they are."""
    identifying.sweep()
