"""Open, publish, change, hold and cancel sittings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from majlis.accounts.models import Staff
from majlis.audiences import queries, rules
from majlis.audiences.models import Appointment, Sitting
from majlis.audiences.moves import appointments
from majlis.audiences.moves.door import kindly
from majlis.audiences.states import HOLDING, SITTING_MOVES, UNTOLD, SittingState, State
from majlis.cases.moves.door import lock
from majlis.centres.models import Centre, ClosedDate
from majlis.centres.queries import calendar_for
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail

NO_HEADQUARTERS = _("The minister sits in a headquarters. Choose a centre that has one.")
PAUSE = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")


def open_sitting(
    day: dt.date,
    *,
    start: dt.time,
    end: dt.time,
    place: Centre,
    principal: Staff,
    pauses: list[str] | None = None,
    gap: int = 2,
    by: Viewer,
    **more: Any,
) -> Sitting:
    """Put a sitting on a Riyadh day, with Riyadh times of its start and end and its pauses as "HH:MM-HH:MM".

    Without `pauses` those of the place's timetable hold; `more` are `capacity`, `reserve` and `pattern`. Refuses
    (403) who is not of the minister's office, a place without a headquarters, a day that is past or on which the
    place is closed, and a second sitting on that day.
    """
    if not rules.may_arrange(by):
        raise PermissionDenied
    if not place.has_headquarters:
        raise Refused("no_headquarters", NO_HEADQUARTERS)
    check_day(day, place)
    pauses = queries.usual_pauses(place, day, start, end) if pauses is None else pauses
    check_pauses(pauses)
    with house(), kindly():
        sitting = Sitting.objects.create(
            day=day,
            starts_at=_instant(day, start),
            ends_at=_instant(day, end),
            place=place,
            principal=principal,
            pauses=pauses,
            gap=gap,
            **more,
        )
        trail.record("sitting.opened", by=by, subject=("sitting", sitting.pk), day_on=day)
    return sitting


def check_day(day: dt.date, place: Centre) -> None:
    """Refuse a Riyadh day that is past, on which the place is closed, or that is no working day there."""
    if day < clock.today():
        raise Refused("past", _("This day is past. Choose a later one."))
    closed = ClosedDate.objects.filter(centre=place, day=day).first()
    if closed:
        raise Refused("holiday", _("The centre is closed on this day: %(reason)s. Choose another."), reason=str(closed))
    if not calendar_for(place).is_working_day(day):
        raise Refused("no_working_day", _("This is no working day of the centre. Choose another."))


def check_pauses(pauses: list[str]) -> None:
    """Refuse pauses that are not written "HH:MM-HH:MM", the earlier time first."""
    for pause in pauses:
        if not PAUSE.fullmatch(pause) or pause[:5] >= pause[6:]:
            raise Refused("pause", _("Write each pause as 12:05-12:25, the earlier time first."))


def _instant(day: dt.date, at: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, at, clock.RIYADH).astimezone(dt.UTC)


def instants(day: dt.date, start: dt.time, end: dt.time) -> tuple[dt.datetime, dt.datetime]:
    """Return the UTC instants of two Riyadh times of a day."""
    return _instant(day, start), _instant(day, end)


def change(sitting: Sitting, name: str, *, by: Viewer, facts: dict[str, Any] | None = None, **changes: Any) -> Sitting:
    """Make the move `name`: ask the rule, lock, compare, write, tell the book; `changes` are further fields.

    Raises 403 for who may not, `Busy` when the sitting has moved on. Every case of the sitting is held before the
    sitting itself, as everywhere.
    """
    if not rules.has_power_over_sitting(by, name):
        raise PermissionDenied
    with house(), kindly():
        known = [lock(pk).pk for pk in _cases(sitting)]
        held = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
        if not SITTING_MOVES[name].allows(held.state) or known != _cases(sitting):
            raise Busy()
        values = {"state": SITTING_MOVES[name].after(held.state), "version": held.version + 1, **changes}
        Sitting.objects.filter(pk=held.pk).update(**values)
        trail.record(f"sitting.{name}", by=by, subject=("sitting", held.pk), day_on=held.day, **(facts or {}))
    sitting.refresh_from_db()
    return sitting


def publish(sitting: Sitting, *, by: Viewer) -> int:
    """Publish the plan: everyone proposed in it is told. Returns how many.

    A published plan is published again when persons were added: only they are told. Told less than three full days
    before, a person must have agreed to the shorter notice; else it is refused.
    """
    if not rules.has_power_over_sitting(by, "publish"):
        raise PermissionDenied
    if not rules.is_told_in_time(sitting.day) and _proposed(sitting).filter(consented=False).exists():
        raise Refused(
            "short_notice",
            _("Less than three full days are left. Whoever has not agreed to that must be moved to a later session."),
        )
    if sitting.state == SittingState.PLANNED:
        change(sitting, "publish", by=by)
    elif sitting.state != SittingState.PUBLISHED:
        raise Busy()
    with house():
        waiting = list(_proposed(sitting).select_related("case", "sitting", "centre").order_by("case_id"))
        for appointment in waiting:
            appointments.tell(appointment, by=by, trusted=True)
    return len(waiting)


def with_hours(sitting: Sitting, *, start: dt.time, end: dt.time, pauses: list[str]) -> Sitting:
    """Return the sitting as it would be with other hours; nothing is written."""
    check_pauses(pauses)
    starts_at, ends_at = _instant(sitting.day, start), _instant(sitting.day, end)
    return Sitting(day=sitting.day, starts_at=starts_at, ends_at=ends_at, pauses=pauses)


def change_hours(sitting: Sitting, *, start: dt.time, end: dt.time, pauses: list[str], by: Viewer) -> list[Appointment]:
    """Change the hours of a sitting. Whoever no longer fits loses his place as a debt, and is told. Returns those."""
    check_pauses(pauses)
    change(
        sitting,
        "change_hours",
        by=by,
        starts_at=_instant(sitting.day, start),
        ends_at=_instant(sitting.day, end),
        pauses=pauses,
    )
    return _lose(sitting, lambda one: not queries.fits(sitting, one.starts_at, one.ends_at), "hours_changed", by)


def shift(
    sitting: Sitting, *, day: dt.date, start: dt.time, end: dt.time, pauses: list[str], why: str, by: Viewer
) -> Sitting:
    """Put a sitting on another day, its places not touched: `changing.move_to_day` moves them with it."""
    times = {"starts_at": _instant(day, start), "ends_at": _instant(day, end)}
    return change(sitting, "shift", by=by, facts={"why": why, "from_on": sitting.day}, day=day, pauses=pauses, **times)


def reseat(sitting: Sitting, place: Centre, *, why: str, by: Viewer) -> Sitting:
    """Put the seat of a sitting elsewhere, its places not touched: `changing.change_seat` moves them with it."""
    return change(sitting, "reseat", by=by, facts={"why": why, "place": place.code}, place=place)


def cancel(sitting: Sitting, *, why: str, by: Viewer) -> list[Appointment]:
    """Cancel a sitting. Everyone in it is told at once and comes first at the next. `why` is a code of facts.WHY."""
    change(sitting, "cancel", by=by, facts={"why": why}, why=why)
    return _lose(sitting, lambda one: True, "sitting_cancelled", by)


def hold(sitting: Sitting, *, by: Viewer) -> Sitting:
    """Note that the sitting was held. Refuses while somebody in it was neither heard nor noted as absent."""
    with house():
        left = Appointment.objects.filter(sitting=sitting, state__in=sorted(HOLDING)).exists()
    if left:
        raise Refused("somebody_left", _("Note first, for everyone in it, whether he was heard or did not come."))
    return change(sitting, "hold", by=by)


def _cases(sitting: Sitting) -> list[int]:
    return sorted(_holding(sitting).values_list("case_id", flat=True))


def _holding(sitting: Sitting) -> QuerySet[Appointment]:
    rows: QuerySet[Appointment] = Appointment.objects.filter(sitting=sitting, state__in=sorted(HOLDING))
    return rows


def _proposed(sitting: Sitting) -> QuerySet[Appointment]:
    return _holding(sitting).filter(state=State.PROPOSED)


def _lose(sitting: Sitting, loses: Callable[[Appointment], bool], why: str, by: Viewer) -> list[Appointment]:
    with house():
        rows = _holding(sitting).exclude(state=State.IN).select_related("case", "sitting", "centre").order_by("case_id")
        lost = [one for one in rows if loses(one)]
        for one in lost:
            if one.state in UNTOLD:
                appointments.release(one, by=by, trusted=True)
            else:
                appointments.cancel(one, why=why, by=by, trusted=True)
    return lost
