"""Tell persons of their places, hear their answer, receive them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.audiences import queries, rules
from majlis.audiences.models import Appointment
from majlis.audiences.moves.door import act, owe
from majlis.audiences.moves.placing import SHORT_NOTICE, move, propose, release, swap
from majlis.audiences.moves.today import wake
from majlis.audiences.states import State
from majlis.cases import moves as cases
from majlis.cases.models import Case
from majlis.cases.moves.roads import put_on_paper
from majlis.cases.states import State as CaseState
from majlis.cases.states import Turn
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.notifications import moves as notifications

__all__ = [
    "arrive",
    "ask_to_move",
    "attend",
    "cancel",
    "confirm",
    "end_undecided",
    "forget_wishes",
    "give_back",
    "go_in",
    "leave_undecided",
    "let_go",
    "miss",
    "move",
    "note_told",
    "propose",
    "release",
    "swap",
    "tell",
    "withdraw",
]

RING_AFTER = 2
"""After so many wishes for another time a person rings, unless he is speaking with the house already."""


def tell(appointment: Appointment, *, by: Viewer, trusted: bool = False) -> Appointment:
    """Tell the person of his appointment: SMS and e-mail together, then until he is told. He may then answer."""
    if not appointment.consented and not rules.is_told_in_time(appointment.sitting.day):
        raise Refused("short_notice", SHORT_NOTICE)
    act(appointment, "tell", by=by, trusted=trusted, published_at=clock.now())
    with house():
        owe(appointment, "appointment.told")
        case = cases.await_answer(appointment.case, by=by)
        cases.await_(case, "appointment", str(appointment.pk), by=by, due_at=appointment.starts_at)
    return appointment


def note_told(appointment: int, *, by: Viewer) -> bool:
    """Note that the notice reached the person. An appointment that changes this very moment is left as it is.

    Called by the listener on the notice; the trail has it from there.
    """
    with house():
        rows = Appointment.objects.select_for_update(no_key=True, skip_locked=True).filter(
            pk=appointment, told_at=None, state__in=[State.TOLD, State.CONFIRMED]
        )
        return bool(Appointment.objects.filter(pk__in=[one.pk for one in rows]).update(told_at=clock.now()))


def confirm(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person confirms, himself or by telephone."""
    act(appointment, "confirm", by=by, answered_at=clock.now(), told_at=appointment.told_at or clock.now())
    notifications.recall(about=("appointment", appointment.pk), kinds=["appointment.told", "appointment.changed"])
    owe(appointment, "appointment.confirmed")
    with house():
        cases.await_sitting(appointment.case, by=by)
    return appointment


def ask_to_move(appointment: Appointment, *, by: Viewer, wish: str) -> Appointment:
    """The person asks for another time. After the second wish a person rings him; the case is never dropped."""
    act(appointment, "ask_to_move", by=by, why="asked", wish=wish[:400], ended_at=clock.now())
    _back(appointment, "asked", by, notice="appointment.moved")
    with house():
        often = queries.wishes(appointment.case) >= RING_AFTER
    if often and not by.is_staff:
        owe(appointment, "appointment.ring")
    return appointment


def cancel(appointment: Appointment, *, by: Viewer, why: str, trusted: bool = False) -> Appointment:
    """Cancel by us: told at once, at night too, and kept as a debt. `why` is a code of facts.WHY."""
    act(appointment, "cancel", by=by, trusted=trusted, facts={"why": why}, why=why, ended_at=clock.now())
    return _back(appointment, "cancelled", by, notice="appointment.cancelled", urgent=True)


def withdraw(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person gives up the appointment and wants no other: his request is put to the minister on paper."""
    act(appointment, "withdraw", by=by, why="withdrawn", ended_at=clock.now())
    _back(appointment, "asked", by)
    with house():
        if appointment.case.state == CaseState.WAITING:
            put_on_paper(appointment.case, by=by)
    return appointment


def let_go(appointment: Appointment, *, by: Viewer) -> Appointment:
    """Free the place of a told person who has not confirmed, after he was rung a last time; he waits for another.

    A person does this, two days before at the earliest: who cannot read our messages may come all the same.
    """
    if not rules.may_let_go(appointment.sitting.day):
        raise Refused("too_early", _("It is too early. Ring the person first. Two days before, it can be freed."))
    act(appointment, "let_go", by=by, why="unconfirmed", ended_at=clock.now())
    return _back(appointment, "unconfirmed", by, notice="appointment.let_go")


def forget_wishes(case: Case) -> None:
    """Destroy what the person of a sealed case said about his times."""
    with house():
        Appointment.objects.filter(case=case).update(wish="")


def give_back(appointment: Appointment, *, by: Viewer) -> Appointment:
    """Free the place of a case that needs it no more; nobody is told of it beside what happened to the case."""
    act(appointment, "give_back", by=by, why="withdrawn", ended_at=clock.now())
    notifications.recall(about=("appointment", appointment.pk))
    cases.end_pending(appointment.case, "appointment", str(appointment.pk), by=by)
    return appointment


def _back(appointment: Appointment, reason: str, by: Viewer, *, notice: str = "", urgent: bool = False) -> Appointment:
    notifications.recall(about=("appointment", appointment.pk))
    if notice:
        owe(appointment, notice, urgent=urgent)
    with house():
        case = Case.objects.get(pk=appointment.case_id)
        cases.end_pending(case, "appointment", str(appointment.pk), by=by)
        if case.state == CaseState.SCHEDULED:
            cases.return_to_waiting_list(case, by=by, reason=reason)
    appointment.case = case
    return appointment


def arrive(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person is here. Whoever comes without having confirmed has confirmed by that."""
    _refuse_early(appointment)
    now = clock.now()
    act(appointment, "arrive", by=by, arrived_at=now, told_at=appointment.told_at or now)
    with house():
        if appointment.case.state == CaseState.SCHEDULED and appointment.case.turn != Turn.OFFICE:
            cases.await_sitting(appointment.case, by=by)
    return appointment


def go_in(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person goes in. Refuses a second one while another is before the minister."""
    before = Appointment.objects.filter(sitting=appointment.sitting_id, state=State.IN).exclude(pk=appointment.pk)
    if before.exists():
        raise Refused("someone_in", _("Another person is still before the minister. Note first that he was heard."))
    if appointment.sitting.paused_at is not None:
        raise Refused("paused", _("The session is interrupted. Resume it first."))
    act(appointment, "go_in", by=by, went_in_at=clock.now())
    wake(appointment.sitting_id)
    return appointment


def attend(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person was heard. The directive follows; without one the case goes back to the waiting list."""
    act(appointment, "attend", by=by, ended_at=clock.now())
    cases.end_pending(appointment.case, "appointment", str(appointment.pk), by=by)
    return appointment


def leave_undecided(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person was heard and nothing was decided: back to the waiting list."""
    act(appointment, "leave_undecided", by=by)
    with house():
        cases.return_to_waiting_list(appointment.case, by=by, reason="undecided")
    return appointment


def end_undecided(appointment: Appointment, *, by: Viewer) -> Appointment:
    """Whoever is before the minister was heard and nothing was decided: he waits for another session."""
    if appointment.state in (State.ARRIVED, State.IN):
        attend(appointment, by=by)
    return leave_undecided(appointment, by=by)


def miss(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person did not come: he is rung today, and waits for a new place."""
    if clock.now() < appointment.starts_at:
        raise Refused("too_early", _("His hour has not come yet."))
    act(appointment, "miss", by=by, ended_at=clock.now())
    return _back(appointment, "absent", by, notice="appointment.missed")


def _refuse_early(appointment: Appointment) -> None:
    if clock.day_of(appointment.starts_at) > clock.today():
        raise Refused("too_early", _("This is not the day of his appointment."))
