"""What the weekly session must hear at once."""

from __future__ import annotations

from majlis.audiences import queries
from majlis.audiences.moves import appointments
from majlis.audiences.states import State
from majlis.cases.models import Case
from majlis.core.viewer import system
from majlis.trail.models import Entry
from majlis.trail.moves import on


@on("case.withdraw")
def give_place_back(entry: Entry) -> None:
    """Free the place of a case that was withdrawn."""
    case = Case.objects.get(pk=entry.case_id)
    held = queries.current(case)
    if held is None:
        return
    by = system("majlis.audiences.listeners")
    if held.state in (State.PROPOSED, State.TOLD, State.CONFIRMED):
        appointments.give_back(held, by=by)
