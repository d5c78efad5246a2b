"""Place persons into sittings, tell them, hear their answer, receive them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.audiences import rules
from majlis.audiences.models import Appointment, Booking, Sitting
from majlis.audiences.states import HOLDING, MOVES, PLACERS, Mode, SittingState, State
from majlis.cases import moves as cases
from majlis.cases.models import Case, Party
from majlis.cases.models.about import Role
from majlis.cases.moves.door import lock
from majlis.cases.moves.telling import status_address
from majlis.centres.models import Centre, Hall
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.trail import moves as trail

SHORT_NOTICE = _("Less than three full days are left. Ask the person first, and note that he agrees.")
_PRESENT = (Role.REPRESENTATIVE, Role.COMPANION, Role.INTERPRETER, Role.FOR_WHOM)


def fits(sitting: Sitting, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
    """Tell whether a span of time lies inside a sitting and outside its pauses."""
    inside = sitting.starts_at <= starts_at < ends_at <= sitting.ends_at
    return inside and all(ends_at <= first or starts_at >= last for first, last in sitting.paused())


def propose(
    case: Case,
    sitting: Sitting,
    *,
    starts_at: dt.datetime,
    minutes: int,
    mode: Mode,
    centre: Centre,
    hall: Hall | None = None,
    consented: bool = False,
    by: Viewer,
) -> Appointment:
    """Place a waiting case into a sitting, by hand or by a plan. Nothing is told yet.

    `starts_at` is UTC. The database refuses a time at which the minister, the hall or the person is taken. Refuses
    a time outside the sitting or in its pauses, opposed parties together, and short notice without consent.
    """
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    if not by.holds(*PLACERS) and by.kind != "system":
        raise PermissionDenied
    if sitting.state not in (SittingState.PLANNED, SittingState.PUBLISHED):
        raise Refused("sitting_over", _("This session is not open for places."))
    if not fits(sitting, starts_at, ends_at):
        raise Refused("outside", _("This time lies outside the session or in one of its pauses. Choose another time."))
    if not consented and not rules.is_told_in_time(sitting.day):
        raise Refused("short_notice", SHORT_NOTICE)
    if mode is Mode.VIDEO:
        _check_hall(case, hall)
    with house():
        lock(case.pk)
        _refuse_opposed(case, sitting, centre, starts_at, ends_at)
        appointment = Appointment.objects.create(
            case=case,
            sitting=sitting,
            mode=mode,
            centre=centre,
            hall=hall if mode is Mode.VIDEO else None,
            starts_at=starts_at,
            ends_at=ends_at,
            consented=consented,
            debt=Appointment.objects.filter(case=case, state=State.CANCELLED).exists(),
        )
        _book(appointment)
        _record(appointment, "propose", by)
    cases.place(case, by=by, day=sitting.day)
    return appointment


def _check_hall(case: Case, hall: Hall | None) -> None:
    if hall is None:
        raise Refused("no_hall", _("Choose the hall from which the person speaks."))
    if case.women_only and not hall.women:
        raise Refused("womens_hall", _("She asked to be served by women: choose a women's hall."))


def _resources(appointment: Appointment) -> list[str]:
    case = appointment.case
    persons = {f"beneficiary:{case.beneficiary_id}"}
    marks = Party.objects.filter(case=case, role__in=_PRESENT).exclude(mark="").values_list("mark", flat=True)
    found = [f"principal:{appointment.sitting.principal_id}", *sorted(persons | set(marks))]
    if appointment.hall_id:
        found.append(f"hall:{appointment.hall_id}")
    return found


def _book(appointment: Appointment) -> None:
    gap = dt.timedelta(minutes=appointment.sitting.gap)
    start, end = appointment.starts_at, appointment.ends_at
    Booking.objects.bulk_create(
        [
            Booking(
                appointment=appointment,
                resource=resource,
                during=(start, end if resource.startswith("beneficiary") else end + gap),
            )
            for resource in _resources(appointment)
        ]
    )


def _refuse_opposed(case: Case, sitting: Sitting, centre: Centre, start: dt.datetime, end: dt.datetime) -> None:
    """Refuse to bring opposed parties into one building, or one sitting, at overlapping times or close to them."""
    near = dt.timedelta(minutes=60)
    mine = f"beneficiary:{case.beneficiary_id}"
    against = set(Party.objects.filter(case=case, role=Role.OPPOSED).values_list("mark", flat=True)) - {""}
    told_of_me = Party.objects.filter(role=Role.OPPOSED, mark=mine).values_list("case_id", flat=True)
    others = Appointment.objects.filter(
        state__in=sorted(HOLDING), starts_at__lt=end + near, ends_at__gt=start - near
    ).exclude(case=case)
    others = others.filter(centre=centre) | others.filter(sitting=sitting)
    for other in others.select_related("case"):
        if f"beneficiary:{other.case.beneficiary_id}" in against or other.case_id in told_of_me:
            raise Refused("opposed", _("An opposed party is there at that hour. Choose a time at least an hour apart."))


def _move(
    appointment: Appointment, name: str, *, by: Viewer, facts: dict[str, Any] | None = None, **changes: Any
) -> Appointment:
    if not rules.holds_power(by, name, appointment):
        raise PermissionDenied
    with house():
        lock(appointment.case_id)
        held = Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)
        if not MOVES[name].allows(held.state):
            raise Busy()
        state = MOVES[name].after(held.state)
        rows = Appointment.objects.filter(pk=held.pk, state=held.state)
        if not rows.update(state=state, version=held.version + 1, **changes):
            raise Busy()
        if state not in HOLDING:
            Booking.objects.filter(appointment=held).delete()
        for field, value in {**changes, "state": state, "version": held.version + 1}.items():
            setattr(appointment, field, value)
        _record(appointment, name, by, **(facts or {}))
    return appointment


def _record(appointment: Appointment, name: str, by: Viewer, **facts: Any) -> None:
    local = appointment.starts_at.astimezone(clock.RIYADH)
    trail.record(
        f"appointment.{name}",
        by=by,
        subject=("appointment", appointment.pk),
        case=appointment.case_id,
        day_on=local.date(),
        at=local.strftime("%H:%M"),
        **facts,
    )


def _notice(appointment: Appointment, kind: str, *, urgent: bool = False) -> None:
    case = appointment.case
    notifications.owe(
        kind,
        to=addressees.beneficiary(case.beneficiary_id),
        facts={
            "reference": case.reference,
            "address": status_address(case),
            "starts_at": appointment.starts_at,
            "ends_at": appointment.ends_at,
            "place": {"ar": appointment.centre.name_ar, "en": appointment.centre.name_en},
        },
        about=("appointment", appointment.pk),
        version=appointment.version,
        not_after=appointment.ends_at if kind != "appointment.cancelled" else None,
        urgent=urgent,
        case=case.pk,
        barred=case.barred,
    )


def release(appointment: Appointment, *, by: Viewer) -> Appointment:
    """Give up a place that was not told yet; the case goes back to the waiting list."""
    _move(appointment, "release", by=by, ended_at=clock.now())
    cases.return_to_waiting_list(appointment.case, by=by, reason="cancelled")
    return appointment


def tell(appointment: Appointment, *, by: Viewer) -> Appointment:
    """Tell the person of his appointment: SMS and e-mail together, then until he is told. He may then answer."""
    if not appointment.consented and not rules.is_told_in_time(appointment.sitting.day):
        raise Refused("short_notice", SHORT_NOTICE)
    _move(appointment, "tell", by=by, published_at=clock.now())
    _notice(appointment, "appointment.told")
    case = cases.await_answer(appointment.case, by=by)
    cases.await_(case, "appointment", str(appointment.pk), by=by, due_at=appointment.starts_at)
    return appointment


def confirm(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person confirms."""
    _move(appointment, "confirm", by=by, answered_at=clock.now(), told_at=appointment.told_at or clock.now())
    notifications.recall(about=("appointment", appointment.pk), kinds=["appointment.told"])
    _notice(appointment, "appointment.confirmed")
    cases.await_sitting(appointment.case, by=by)
    return appointment


def ask_to_move(appointment: Appointment, *, by: Viewer, wish: str) -> Appointment:
    """The person asks for another time. After the second wish a person rings him; the case is never dropped."""
    _move(appointment, "ask_to_move", by=by, why="asked", wish=wish[:400], ended_at=clock.now())
    return _back(appointment, "asked", by, notice="appointment.moved")


def move(appointment: Appointment, *, by: Viewer, why: str) -> Appointment:
    """Take a person out of a place for a reason of ours that he agreed to; `why` is a code of facts.WHY."""
    was_told = appointment.state != State.PROPOSED
    _move(appointment, "move", by=by, facts={"why": why}, why=why, ended_at=clock.now())
    return _back(appointment, "asked", by, notice="appointment.moved" if was_told else "")


def cancel(appointment: Appointment, *, by: Viewer, why: str) -> Appointment:
    """Cancel by us: told at once, at night too, and kept as a debt. `why` is a code of facts.WHY."""
    _move(appointment, "cancel", by=by, facts={"why": why}, why=why, ended_at=clock.now())
    return _back(appointment, "cancelled", by, notice="appointment.cancelled", urgent=True)


def withdraw(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person gives up the appointment and wants no other: his request is put to the minister on paper."""
    _move(appointment, "withdraw", by=by, why="withdrawn", ended_at=clock.now())
    return _back(appointment, "asked", by)


def give_back(appointment: Appointment, *, by: Viewer) -> Appointment:
    """Free the place of a case that is closed; nobody is told of it beside the closing itself."""
    _move(appointment, "withdraw", by=by, why="withdrawn", ended_at=clock.now())
    notifications.recall(about=("appointment", appointment.pk))
    return appointment


def _back(appointment: Appointment, reason: str, by: Viewer, *, notice: str = "", urgent: bool = False) -> Appointment:
    notifications.recall(about=("appointment", appointment.pk))
    if notice:
        _notice(appointment, notice, urgent=urgent)
    cases.end_pending(appointment.case, "appointment", str(appointment.pk), by=by)
    if appointment.case.is_open:
        cases.return_to_waiting_list(appointment.case, by=by, reason=reason)
    return appointment


def arrive(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person is here."""
    return _move(appointment, "arrive", by=by, arrived_at=clock.now())


def go_in(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person goes in."""
    return _move(appointment, "go_in", by=by, went_in_at=clock.now())


def attend(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person was heard. The directive follows; without one the case goes back to the waiting list."""
    _move(appointment, "attend", by=by, ended_at=clock.now())
    cases.end_pending(appointment.case, "appointment", str(appointment.pk), by=by)
    return appointment


def leave_undecided(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person was heard and nothing was decided: back to the waiting list."""
    cases.return_to_waiting_list(appointment.case, by=by, reason="undecided")
    return appointment


def miss(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person did not come: he is rung today, and waits for a new place."""
    _move(appointment, "miss", by=by, ended_at=clock.now())
    return _back(appointment, "absent", by, notice="appointment.missed")
