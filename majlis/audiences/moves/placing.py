"""Find persons a place in a sitting, by hand: place, put elsewhere, exchange, release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils.translation import gettext_lazy as _

from majlis.audiences import queries, rules
from majlis.audiences.models import Appointment, Booking, Sitting
from majlis.audiences.moves.door import act, kindly, owe, record
from majlis.audiences.states import HOLDING, MOVES, Mode, SittingState, Source, State
from majlis.cases import moves as cases
from majlis.cases.models import Case, Party
from majlis.cases.models.about import Role
from majlis.cases.moves.door import lock
from majlis.centres.models import Centre, Hall
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.notifications import moves as notifications
from majlis.people.states import Sex

SHORT_NOTICE = _("Less than three full days are left. Ask the person first, and note that he agrees.")
NEAR = dt.timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a sitting: `starts_at` is UTC; `hall` the video hall, None in person."""

    sitting: Sitting
    starts_at: dt.datetime
    minutes: int
    mode: Mode
    centre: Centre
    hall: Hall | None = None

    @property
    def ends_at(self) -> dt.datetime:
        """Return the end, in UTC, without the gap after it."""
        return self.starts_at + dt.timedelta(minutes=self.minutes)


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
    **more: Any,
) -> Appointment:
    """Place a waiting case into a sitting, by hand or by a plan. Nothing is told yet.

    `more` are `source`, `host` and `interpreter` of the appointment.

    `starts_at` is UTC. Refuses (403) who may not place the case; a time outside the sitting, in its pauses or past;
    one at which the minister, the hall or the person is taken; opposed parties near each other; a hall that does not
    fit; and short notice without consent.
    """
    slot = Slot(sitting, starts_at, minutes, mode, centre, hall if mode is Mode.VIDEO else None)
    with house(), kindly():
        held = lock(case.pk)
        if not rules.may_place(by, held):
            raise PermissionDenied
        _check(held, slot, consented)
        appointment = take(held, slot, "propose", by=by, consented=consented, **more)
    case.state, case.version, case.turn = held.state, held.version, held.turn
    return appointment


def offer(case: Case, slot: Slot, *, by: Viewer, facts: dict[str, Any], **more: Any) -> Appointment:
    """Hold a place for a waiting person who is asked whether he wants it; short notice is what he is asked about.

    Refuses as `propose` does. `facts` go with the entry, `more` are further fields.
    """
    with house(), kindly():
        held = lock(case.pk)
        if not rules.may_place(by, held):
            raise PermissionDenied
        _check(held, slot, True)
        return take(held, slot, "offer", by=by, facts=facts, source=Source.STANDBY, **more)


def take(
    held: Case, slot: Slot, name: str, *, by: Viewer, facts: dict[str, Any] | None = None, **more: Any
) -> Appointment:
    """Make the appointment of a locked case at a place that was looked at, by the move `name`, and book it."""
    appointment = Appointment.objects.create(
        case=held, debt=queries.is_owed(held), state=MOVES[name].ends, **_fields(slot), **more
    )
    book(appointment)
    record(appointment, name, by, **(facts or {}))
    cases.place(held, by=by, day=slot.sitting.day)
    return appointment


def move(appointment: Appointment, slot: Slot, *, consented: bool = False, by: Viewer) -> Appointment:
    """Put an appointment at another time, in another sitting or hall. Whoever was told already is told the new time.

    Refuses as `propose` does. A person who was told before confirms anew.
    """
    with house(), kindly():
        held = lock(appointment.case_id)
        _check(held, slot, consented, but=appointment)
        _retime(appointment, slot, consented, by)
        Booking.objects.filter(appointment=appointment).delete()
        book(appointment)
    return appointment


def swap(first: Appointment, second: Appointment, *, consented: bool = False, by: Viewer) -> None:
    """Let two persons change places in one act: each takes the other's sitting and start, and keeps his own hall.

    Refuses as `move` does; nothing is changed then. The constraint on places is asked once, at the end.
    """
    with house(), kindly():
        ids = sorted({first.case_id, second.case_id})
        held = {case.pk: case for case in [lock(pk) for pk in ids]}
        if len(held) < 2:
            raise Refused("same_case", _("Choose another person to change places with."))
        with deferred():
            _exchange((first, second), held, consented, by)


def _exchange(pair: tuple[Appointment, Appointment], held: dict[int, Case], consented: bool, by: Viewer) -> None:
    first, second = pair
    for one, other, slot in ((first, second, _exchanged(second)), (second, first, _exchanged(first))):
        own = Slot(slot.sitting, slot.starts_at, _minutes(one), Mode(one.mode), _seat(one, slot), one.hall)
        _check(held[one.case_id], own, consented or one.consented, but=one, beside=other)
        _retime(one, own, consented, by)
    Booking.objects.filter(appointment__in=[first.pk, second.pk]).delete()
    book(first)
    book(second)


def release(appointment: Appointment, *, by: Viewer, trusted: bool = False) -> Appointment:
    """Give up a place that was not told yet, or take back the offer of one; the case goes back to the waiting list.

    Who was offered it is told that it is no longer to be had.
    """
    offered = appointment.state == State.OFFERED
    act(appointment, "recall" if offered else "release", by=by, trusted=trusted, ended_at=clock.now())
    if offered:
        notifications.recall(about=("appointment", appointment.pk))
        owe(appointment, "offer.recalled")
    with house():
        cases.return_to_waiting_list(appointment.case, by=by, reason="ours")
    return appointment


def _minutes(one: Appointment) -> int:
    return round((one.ends_at - one.starts_at).total_seconds() / 60)


def _exchanged(one: Appointment) -> Slot:
    return Slot(one.sitting, one.starts_at, _minutes(one), Mode(one.mode), one.centre, one.hall)


def _seat(one: Appointment, slot: Slot) -> Centre:
    return slot.sitting.place if one.mode == Mode.PERSON else one.centre


@contextmanager
def deferred() -> Iterator[None]:
    """Ask the constraint on places once, at the end: several persons change places in one act."""
    with kindly(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS audiences_no_double_place DEFERRED")
        yield
        cursor.execute("SET CONSTRAINTS audiences_no_double_place IMMEDIATE")


def _retime(appointment: Appointment, slot: Slot, consented: bool, by: Viewer) -> None:
    appointment.refresh_from_db(fields=["state"])
    told = appointment.state != State.PROPOSED
    changes: dict[str, Any] = _fields(slot)
    changes["consented"] = consented or appointment.consented
    if told:
        changes |= {"told_at": None, "answered_at": None, "published_at": clock.now()}
    act(appointment, "move_told" if told else "move", by=by, **changes)
    if not told:
        return
    notifications.recall(about=("appointment", appointment.pk))
    owe(appointment, "appointment.changed")
    cases.end_pending(appointment.case, "appointment", str(appointment.pk), by=by)
    cases.await_(appointment.case, "appointment", str(appointment.pk), by=by, due_at=appointment.starts_at)
    cases.await_answer(appointment.case, by=by)


def _fields(slot: Slot) -> dict[str, Any]:
    return {
        "sitting": slot.sitting,
        "mode": slot.mode,
        "centre": slot.centre,
        "hall": slot.hall,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
    }


def _check(
    case: Case, slot: Slot, consented: bool, *, but: Appointment | None = None, beside: Appointment | None = None
) -> None:
    """Refuse a place that is not to be given. The sitting's row is held, so that two do not wait for each other."""
    sitting = Sitting.objects.select_for_update(no_key=True).get(pk=slot.sitting.pk)
    if sitting.state not in (SittingState.PLANNED, SittingState.PUBLISHED):
        raise Refused("sitting_over", _("This session is not open for places."))
    if not queries.fits(sitting, slot.starts_at, slot.ends_at):
        raise Refused("outside", _("This time lies outside the session or in one of its pauses. Choose another time."))
    if slot.starts_at <= clock.now():
        raise Refused("past", _("This time is past. Choose a later one."))
    if not consented and not rules.is_told_in_time(sitting.day):
        raise Refused("short_notice", SHORT_NOTICE)
    check_place(case, slot)
    refuse_opposed(case, slot, [one.pk for one in (but, beside) if one])


def check_place(case: Case, slot: Slot) -> None:
    """Refuse a seat or a hall that does not fit the person."""
    if slot.mode is Mode.PERSON:
        if slot.centre.pk != slot.sitting.place_id:
            raise Refused("elsewhere", _("In person means where the minister sits. Choose video for this centre."))
        return
    hall = slot.hall
    if hall is None or not hall.open or hall.centre_id != slot.centre.pk:
        raise Refused("no_hall", _("Choose the hall from which the person speaks."))
    if case.women_only and not hall.women:
        raise Refused("womens_hall", _("She asked to be served by women: choose a women's hall."))
    if hall.women and case.beneficiary.sex == Sex.MAN:
        raise Refused("mens_hall", _("This is a women's hall: choose another one."))


_PRESENT = (Role.REPRESENTATIVE, Role.COMPANION, Role.INTERPRETER, Role.FOR_WHOM)


def _resources(appointment: Appointment) -> list[str]:
    case = appointment.case
    persons = {f"beneficiary:{case.beneficiary_id}"}
    marks = Party.objects.filter(case=case, role__in=_PRESENT).exclude(mark="").values_list("mark", flat=True)
    found = [f"principal:{appointment.sitting.principal_id}", *sorted(persons | set(marks))]
    if appointment.hall_id:
        found.append(f"hall:{appointment.hall_id}")
    if appointment.interpreter_id:
        found.append(f"interpreter:{appointment.interpreter_id}")
    if appointment.host_id:
        found.append(f"host:{appointment.host_id}")
    places = f"building:{appointment.centre_id}", f"sitting:{appointment.sitting_id}"
    return [*found, *(f"opposed:{pair}@{place}" for pair in _oppositions(case) for place in places)]


def _oppositions(case: Case) -> list[str]:
    """Return a word for each pair of opposed persons that the case has a side in; the same word on either side."""
    mine = f"beneficiary:{case.beneficiary_id}"
    against = set(Party.objects.filter(case=case, role=Role.OPPOSED).values_list("mark", flat=True)) - {""}
    told_of_me = Party.objects.filter(role=Role.OPPOSED, mark=mine).exclude(case=case)
    against |= {f"beneficiary:{pk}" for pk in told_of_me.values_list("case__beneficiary_id", flat=True)}
    return sorted("+".join(sorted((mine, other))) for other in against)


def book(appointment: Appointment) -> None:
    """Take for an appointment what it needs: minister, hall, each person. The database refuses what is taken."""
    rows = [(resource, *_taken(appointment, resource)) for resource in _resources(appointment)]
    Booking.objects.bulk_create(
        [Booking(appointment=appointment, resource=resource, during=(start, end)) for resource, start, end in rows]
    )


def _taken(appointment: Appointment, resource: str) -> tuple[dt.datetime, dt.datetime]:
    """Return from when until when a resource is taken: with the minister's gap, the hall's set-up, the margin."""
    start, end = appointment.starts_at, appointment.ends_at
    if resource.startswith("opposed:"):
        return start - NEAR / 2, end + NEAR / 2
    if resource.startswith("principal:"):
        return start, end + dt.timedelta(minutes=appointment.sitting.gap)
    if resource.startswith("hall:") and appointment.hall:
        return start, end + dt.timedelta(minutes=appointment.hall.setup)
    return start, end


def refuse_opposed(case: Case, slot: Slot, but: list[int]) -> None:
    """Refuse to bring opposed parties into one building, or one sitting, at overlapping times or close to them."""
    mine = f"beneficiary:{case.beneficiary_id}"
    against = set(Party.objects.filter(case=case, role=Role.OPPOSED).values_list("mark", flat=True)) - {""}
    told_of_me = set(Party.objects.filter(role=Role.OPPOSED, mark=mine).values_list("case_id", flat=True))
    if not against and not told_of_me:
        return
    others = Appointment.objects.filter(
        state__in=sorted(HOLDING), starts_at__lt=slot.ends_at + NEAR, ends_at__gt=slot.starts_at - NEAR
    ).exclude(pk__in=but)
    others = (others.filter(centre=slot.centre) | others.filter(sitting=slot.sitting)).exclude(case=case)
    for other in others.select_related("case"):
        marks = Party.objects.filter(case=other.case_id, role__in=_PRESENT).values_list("mark", flat=True)
        there = {f"beneficiary:{other.case.beneficiary_id}", *marks}
        if there & against or other.case_id in told_of_me:
            raise Refused("opposed", _("An opposed party is there at that hour. Choose a time at least an hour apart."))
