"""What the weekly session must hear at once."""

from __future__ import annotations

import datetime as dt

from majlis.audiences import queries
from majlis.audiences.moves import appointments, standby
from majlis.audiences.moves.following import take_again
from majlis.audiences.states import State
from majlis.cases.models import Case
from majlis.core import clock, jobs
from majlis.core.viewer import system
from majlis.notifications.models import Notice
from majlis.trail.models import Entry
from majlis.trail.moves import on

_BY = system("majlis.audiences.listeners")
_TOLD = ("appointment.told", "appointment.changed")


@on("case.withdraw")
@on("case.seal")
@on("case.direct")
def give_place_back(entry: Entry) -> None:
    """Free the place of a case that was withdrawn, sealed or decided; whoever was before the minister was heard."""
    case = Case.objects.get(pk=entry.case_id or 0)
    if entry.kind == "case.seal":
        appointments.forget_wishes(case)
    held = queries.current(case)
    if held is None:
        return
    if held.state in (State.ARRIVED, State.IN):
        appointments.attend(held, by=_BY)
    else:
        appointments.give_back(held, by=_BY)


@on("person.merged")
@on("person.unmerged")
def follow_record(entry: Entry) -> None:
    """Let the places of two records that became one, or two again, be those of the persons that they are now."""
    take_again({entry.subject_id, entry.facts["dropped"]})


@on("notice.told")
def note_told(entry: Entry) -> None:
    """Note that the person knows of his appointment, when the notice that reached him still holds."""
    if entry.facts.get("notice") not in _TOLD:
        return
    notice = Notice.objects.get(pk=entry.subject_id)
    if notice.recalled_at is None:
        appointments.note_told(notice.about_id, by=_BY)


@on("appointment.ask_to_move")
@on("appointment.withdraw")
@on("appointment.give_back")
@on("appointment.let_go")
def offer_on(entry: Entry) -> None:
    """Let a place that became free go to the next in line."""
    standby.wake()


@on("appointment.tell")
@on("appointment.move_told")
@on("appointment.ask_to_move")
@on("appointment.withdraw")
@on("appointment.give_back")
@on("appointment.cancel")
@on("appointment.note_gate")
@on("appointment.insert")
@on("appointment.accept")
@on("appointment.let_go")
@on("appointment.put_later")
@on("appointment.swap_today")
def hand_lists(entry: Entry) -> None:
    """Let the gate have its list anew when somebody of today or tomorrow changes; what else changed, the hour finds."""
    near = {str(clock.today()), str(clock.today() + dt.timedelta(days=1))}
    if entry.facts.get("day_on") in near:
        jobs.enqueue("majlis.audiences.tasks.hand_gate_lists", once="hand_gate_lists")
