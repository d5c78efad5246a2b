"""The minister's week changes: a sitting moves to another day, its seat to another city, a hall closes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from majlis.audiences import queries, rules
from majlis.audiences.models import Appointment, Sitting
from majlis.audiences.moves import appointments, placing, sittings
from majlis.audiences.states import HOLDING, UNTOLD, Mode, State
from majlis.centres.models import Centre, Hall, HallClosing
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer


@dataclass(slots=True)
class Moved:
    """Whom a change met: `told` have another time or place and are told it, `owed` lost theirs and come first."""

    told: list[Appointment] = field(default_factory=list)
    owed: list[Appointment] = field(default_factory=list)


def move_to_day(sitting: Sitting, day: dt.date, *, start: dt.time, end: dt.time, why: str, by: Viewer) -> Moved:
    """Move a sitting to another Riyadh day and other hours; everyone keeps his place in the order, and is told.

    Whoever no longer fits, or would be told less than three full days before without having agreed, loses his place
    as a debt and is told so at once. `why` is a code of facts.WHY. Refuses as `sittings.open_sitting` does.
    """
    if not rules.may_arrange(by):
        raise PermissionDenied
    sittings.check_day(day, sitting.place)
    before = sitting.starts_at
    if sittings.instants(day, start, end) == (before, sitting.ends_at):
        return Moved()
    pauses = sitting.pauses if day == sitting.day else queries.usual_pauses(sitting.place, day, start, end)
    sittings.shift(sitting, day=day, start=start, end=end, pauses=pauses, why=why, by=by)
    return _again(sitting, _of(sitting), sitting.starts_at - before, why, by)


def change_seat(sitting: Sitting, place: Centre, *, why: str, by: Viewer) -> Moved:
    """Let the minister sit elsewhere that day. Whoever comes in person is heard by video from his own centre.

    A video place stays as it is. Who was to come in person gets, at his own hour, the hall of the former seat that
    fits him; where none is free he loses his place as a debt. Refuses a place without a headquarters.
    """
    if not rules.may_arrange(by):
        raise PermissionDenied
    if not place.has_headquarters:
        raise Refused("no_headquarters", sittings.NO_HEADQUARTERS)
    former = sitting.place
    sittings.check_day(sitting.day, place)
    sittings.reseat(sitting, place, why=why, by=by)
    came = Moved()
    for one in _of(sitting, mode=Mode.PERSON):
        hall = next((hall for hall in queries.halls(former) if _suits(one, hall) and _is_free(one, hall)), None)
        if hall is None:
            came.owed.append(_owe(one, why, by))
            continue
        slot = placing.Slot(sitting, one.starts_at, _minutes(one), Mode.VIDEO, former, hall)
        came.told.append(placing.move(one, slot, consented=True, by=by))
    return came


def close_hall(closing: HallClosing, *, by: Viewer) -> Moved:
    """Find each place in a closed hall another hall of the same centre at the same hour; else it becomes a debt."""
    if not rules.may_arrange(by):
        raise PermissionDenied
    came = Moved()
    with house():
        rows = _rows().filter(hall=closing.hall, sitting__day__range=(closing.first, closing.last))
        met = list(rows.filter(sitting__day__gte=clock.today()))
    for one in met:
        others = [hall for hall in queries.halls(one.centre) if hall.pk != closing.hall_id]
        hall = next((hall for hall in others if _suits(one, hall) and _is_free(one, hall)), None)
        if hall is None:
            came.owed.append(_owe(one, "hall_closed", by))
            continue
        slot = placing.Slot(one.sitting, one.starts_at, _minutes(one), Mode.VIDEO, one.centre, hall)
        came.told.append(placing.move(one, slot, consented=True, by=by))
    return came


def _again(sitting: Sitting, places: Iterable[Appointment], later: dt.timedelta, why: str, by: Viewer) -> Moved:
    came, late = Moved(), not rules.is_told_in_time(sitting.day)
    with placing.deferred():
        for one in places:
            starts_at, minutes = one.starts_at + later, _minutes(one)
            unasked = late and not one.consented and later != dt.timedelta(0)
            if unasked or not queries.fits(sitting, starts_at, starts_at + dt.timedelta(minutes=minutes)):
                came.owed.append(_owe(one, why, by))
                continue
            slot = placing.Slot(sitting, starts_at, minutes, Mode(one.mode), one.centre, one.hall)
            came.told.append(placing.move(one, slot, consented=one.consented, by=by))
    return came


def _owe(one: Appointment, why: str, by: Viewer) -> Appointment:
    if one.state in UNTOLD:
        return appointments.release(one, by=by, trusted=True)
    return appointments.cancel(one, why=why, by=by, trusted=True)


def _suits(one: Appointment, hall: Hall) -> bool:
    return hall.women == one.case.women_only


def _is_free(one: Appointment, hall: Hall) -> bool:
    return one.starts_at in queries.free_slots(one.sitting, _minutes(one), hall, but=one)


def _minutes(one: Appointment) -> int:
    return round((one.ends_at - one.starts_at).total_seconds() / 60)


def _of(sitting: Sitting, **only: object) -> list[Appointment]:
    with house():
        return list(_rows().filter(sitting=sitting, **only).exclude(state__in=[State.IN, State.ARRIVED]))


def _rows() -> QuerySet[Appointment]:
    rows = Appointment.objects.filter(state__in=sorted(HOLDING))
    return rows.select_related("case__beneficiary", "sitting__place", "centre", "hall").order_by("case_id")
