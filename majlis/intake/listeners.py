"""What intake does when another room's fact cannot wait."""

from __future__ import annotations

from majlis.intake.moves.forgetting import forget
from majlis.trail.models import Entry
from majlis.trail.moves import on


@on("case.seal")
def _sealed(entry: Entry) -> None:
    """Destroy the raw copy of what turned out to be a security matter."""
    if entry.case_id is not None:
        forget(entry.case_id)
