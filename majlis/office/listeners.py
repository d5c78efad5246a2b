"""What the minister's office must hear at once."""

from __future__ import annotations

from majlis.cases.models import Case
from majlis.core.viewer import system
from majlis.office import moves
from majlis.trail.models import Entry
from majlis.trail.moves import on

_BY = system("majlis.office.listeners")


@on("case.withdraw")
@on("case.seal")
def let_be(entry: Entry) -> None:
    """Let the notes and tasks of a case that was withdrawn or sealed be; of a sealed one no word is left."""
    moves.drop_all(Case.objects.get(pk=entry.case_id or 0), by=_BY, wipe=entry.kind == "case.seal")
