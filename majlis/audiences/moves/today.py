"""The day itself: late, later, changing places, a grave case put in, the session interrupted, who is called next."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.audiences import queries, rules, running
from majlis.audiences.models import Appointment, Booking, Sitting
from majlis.audiences.moves import placing
from majlis.audiences.moves.door import act, kindly, owe, record
from majlis.audiences.moves.sittings import change
from majlis.audiences.states import Mode, SittingState, Source, State
from majlis.cases import moves as cases
from majlis.cases.models import Case
from majlis.cases.moves.door import lock
from majlis.cases.states import Priority
from majlis.core import arabic, clock, jobs
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.notifications import moves as notifications

NOT_TODAY = _("This is not a session of today.")
WORTH_TELLING = dt.timedelta(minutes=10)
"""A delay below this is not told: the person is asked to come ten minutes early anyway."""
SHORTEST_REASON = 10
JUST_NOW = dt.timedelta(minutes=5)


def note_late(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The hour has come and the person is not here: the next one goes first, and his place is kept for a while."""
    if clock.now() < appointment.starts_at:
        raise Refused("too_early", _("His hour has not come yet."))
    if appointment.late_at is not None:
        raise Busy()
    act(appointment, "note_late", by=by, late_at=clock.now())
    wake(appointment.sitting_id)
    return appointment


def step_out(appointment: Appointment, *, by: Viewer) -> Appointment:
    """Whoever was before the minister comes out, not heard to the end, and waits again at the head of the order."""
    return act(appointment, "step_out", by=by, went_in_at=None, called_at=None)


def put_later(appointment: Appointment, starts_at: dt.datetime, *, by: Viewer) -> Appointment:
    """Put a person later in today's order, at `starts_at` (UTC): back to waiting. Who is not here yet is told so.

    Whoever was before the minister comes out first. Past the end of the session only the minister's office puts
    somebody. Refuses a time that is past, taken, in a pause, or near an opposed party.
    """
    with house(), kindly():
        held = lock(appointment.case_id)
        appointment.refresh_from_db(fields=["state", "sitting"])
        if appointment.state == State.IN:
            step_out(appointment, by=by)
        slot = _same(appointment, starts_at)
        _check_today(held, slot, [appointment.pk], beyond=by.holds("minister_office"))
        _retime("put_later", appointment, slot, by, late_at=None, called_at=None)
        Booking.objects.filter(appointment=appointment).delete()
        placing.book(appointment)
    wake(appointment.sitting_id)
    return appointment


def swap(first: Appointment, second: Appointment, *, agreed: bool = False, by: Viewer) -> None:
    """Let two persons of today change places: each takes the other's hour and keeps his own seat or hall.

    Who is not here yet is told his new hour; whoever would come earlier than he was told must have `agreed`.
    """
    if first.case_id == second.case_id or first.sitting_id != second.sitting_id:
        raise Refused("same_case", _("Choose another person to change places with."))
    with house(), kindly():
        held = {pk: lock(pk) for pk in sorted((first.case_id, second.case_id))}
        _refuse_unasked(first, second.starts_at, agreed)
        _refuse_unasked(second, first.starts_at, agreed)
        pair = ((first, second.starts_at), (second, first.starts_at))
        _hold(first.sitting)
        with placing.deferred():
            for one, starts_at in pair:
                slot = _same(one, starts_at)
                placing.refuse_opposed(held[one.case_id], slot, [first.pk, second.pk])
                _retime("swap_today", one, slot, by, called_at=None)
            Booking.objects.filter(appointment__in=[first.pk, second.pk]).delete()
            placing.book(first)
            placing.book(second)
    wake(first.sitting_id)


def insert(case: Case, slot: placing.Slot, *, reason: str, by: Viewer) -> Appointment:
    """Put a grave case that waits into today's session, at a time that is open or in a pause. The person agreed to it.

    Only the minister's office does so, with a written reason. Refuses (403) everybody else, a case that is not
    grave, a time that is past, taken or outside the session, and a reason that says nothing.
    """
    if not rules.may_insert(by, case):
        raise PermissionDenied
    text = arabic.clean(reason)
    if len(text) < SHORTEST_REASON:
        raise Refused("no_reason", _("Write why this case is put into today's session."))
    with house(), kindly():
        held = lock(case.pk)
        if held.priority != Priority.CRITICAL:
            raise Refused("not_grave", _("Only a grave case is put into today's session."))
        _check_today(held, slot, [], in_pause=True)
        one = Appointment.objects.create(
            case=held,
            sitting=slot.sitting,
            mode=slot.mode,
            centre=slot.centre,
            hall=slot.hall,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            state=State.CONFIRMED,
            source=Source.URGENT,
            consented=True,
            published_at=clock.now(),
            told_at=clock.now(),
            answered_at=clock.now(),
            debt=queries.is_owed(held),
            reason=text[:400],
        )
        placing.book(one)
        record(one, "insert", by)
        cases.place(held, by=by, day=slot.sitting.day)
        cases.await_sitting(held, by=by)
        cases.await_(held, "appointment", str(one.pk), by=by, due_at=one.starts_at)
        owe(one, "appointment.urgent")
    wake(slot.sitting.pk)
    return one


def _same(one: Appointment, starts_at: dt.datetime) -> placing.Slot:
    minutes = round((one.ends_at - one.starts_at).total_seconds() / 60)
    return placing.Slot(one.sitting, starts_at, minutes, Mode(one.mode), one.centre, one.hall)


def _check_today(
    case: Case, slot: placing.Slot, but: list[int], *, in_pause: bool = False, beyond: bool = False
) -> None:
    """Refuse an hour that somebody may not have today. The sitting's row is held."""
    sitting = _hold(slot.sitting)
    if slot.starts_at < clock.now() - JUST_NOW:
        raise Refused("past", _("This time is past. Choose a later one."))
    if slot.starts_at < sitting.starts_at or (slot.ends_at > sitting.ends_at and not beyond):
        raise Refused("outside", _("This time lies outside the session. Choose another time."))
    paused = any(slot.starts_at < last and slot.ends_at > first for first, last in sitting.paused())
    if paused and not in_pause:
        raise Refused("in_pause", _("This time lies in a pause. Choose another time."))
    placing.check_place(case, slot)
    placing.refuse_opposed(case, slot, but)


def _hold(one: Sitting) -> Sitting:
    sitting = Sitting.objects.select_for_update(no_key=True).get(pk=one.pk)
    if sitting.state != SittingState.PUBLISHED:
        raise Refused("not_today", NOT_TODAY)
    _refuse_other_day(sitting)
    return sitting


def _refuse_unasked(one: Appointment, starts_at: dt.datetime, agreed: bool) -> None:
    one.refresh_from_db(fields=["state", "starts_at", "ends_at"])
    if one.state != State.ARRIVED and starts_at < one.starts_at and not agreed:
        raise Refused(
            "earlier", _("He is not here yet and would come earlier. Ring him first, and note that he agrees.")
        )


def _retime(name: str, one: Appointment, slot: placing.Slot, by: Viewer, **changes: Any) -> None:
    act(one, name, by=by, starts_at=slot.starts_at, ends_at=slot.ends_at, **changes)
    cases.end_pending(one.case, "appointment", str(one.pk), by=by)
    cases.await_(one.case, "appointment", str(one.pk), by=by, due_at=one.starts_at)
    if one.state != State.ARRIVED:
        notifications.recall(about=("appointment", one.pk))
        owe(one, "appointment.later")


def pause(sitting: Sitting, *, why: str, by: Viewer) -> Sitting:
    """Interrupt the session: nobody goes in until it is resumed. `why` is a code of facts.PAUSES."""
    if sitting.paused_at is not None:
        raise Busy()
    _refuse_other_day(sitting)
    return change(sitting, "pause", by=by, facts={"why": why}, paused_at=clock.now(), why=why)


def resume(sitting: Sitting, *, by: Viewer) -> Sitting:
    """Go on with the session."""
    if sitting.paused_at is None:
        raise Busy()
    sitting = change(sitting, "resume", by=by, paused_at=None, why="")
    wake(sitting.pk)
    return sitting


def _refuse_other_day(sitting: Sitting) -> None:
    if sitting.day != clock.today():
        raise Refused("not_today", NOT_TODAY)


def wake(sitting: int) -> None:
    """Ask the worker to call who is next; by itself, for it holds another case than the act that wakes it."""
    jobs.enqueue("majlis.audiences.tasks.call_next", once=f"call_next:{sitting}", sitting=sitting)


def call_next(sitting_id: int, *, by: Viewer) -> Appointment | None:
    """Tell who is next that he is, once, while another is before the minister. Returns whom, or None."""
    with house():
        sitting = Sitting.objects.get(pk=sitting_id)
        rows = queries.waiting_today(sitting)
        busy = any(one.state == State.IN for one in rows)
        head = running.following(rows, clock.now())
        if not busy or head is None or head.called_at or sitting.day != clock.today():
            return None
        act(head, "call", by=by, trusted=True, called_at=clock.now())
        owe(head, "appointment.next", urgent=True)
    return head


def tell_delay(sitting: Sitting, *, by: Viewer) -> int:
    """Tell those who are not here yet of their expected hour, where it is late enough to matter. Returns how many."""
    _refuse_other_day(sitting)
    with house():
        rows = queries.waiting_today(sitting)
        expected = running.reckon(rows, queries.clockwork(sitting)).begins
        met = [one for one in rows if one.state != State.ARRIVED and _is_late(one, expected.get(one.pk))]
    change(sitting, "tell_delay", by=by, facts={"count": len(met)})
    for one in met:
        at = expected[one.pk]
        owe(one, "appointment.delayed", urgent=True, version=_minute(sitting, at), expected_at=at)
    return len(met)


def _minute(sitting: Sitting, at: dt.datetime) -> int:
    """Return the minute of the session: who was told of it once is not told again."""
    return max(1, round((at - sitting.starts_at).total_seconds() / 60))


def _is_late(one: Appointment, expected: dt.datetime | None) -> bool:
    return expected is not None and expected - one.starts_at >= WORTH_TELLING
