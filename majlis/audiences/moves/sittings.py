"""Open, publish, change, hold and cancel sittings."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.accounts.models import Staff
from majlis.audiences import rules
from majlis.audiences.models import Appointment, Sitting
from majlis.audiences.moves import appointments
from majlis.audiences.states import HOLDING, SITTING_MOVES, SittingState, State
from majlis.centres.models import Centre
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail


def open_sitting(
    day: dt.date,
    *,
    start: dt.time,
    end: dt.time,
    place: Centre,
    principal: Staff,
    pauses: list[str],
    by: Viewer,
) -> Sitting:
    """Put a sitting on a Riyadh day, with Riyadh times of its start and end and its pauses as "HH:MM-HH:MM".

    Refuses (403) who is not of the minister's office, and a place without a headquarters.
    """
    if not rules.may_arrange(by):
        raise PermissionDenied
    if not place.has_headquarters:
        raise Refused("no_headquarters", _("The minister sits in a headquarters. Choose a centre that has one."))
    with house():
        sitting = Sitting.objects.create(
            day=day,
            starts_at=_instant(day, start),
            ends_at=_instant(day, end),
            place=place,
            principal=principal,
            pauses=pauses,
        )
        trail.record("sitting.opened", by=by, subject=("sitting", sitting.pk), day_on=day)
    return sitting


def _instant(day: dt.date, at: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, at, clock.RIYADH).astimezone(dt.UTC)


def _move(
    sitting: Sitting, name: str, *, by: Viewer, facts: dict[str, object] | None = None, **changes: object
) -> Sitting:
    if not by.holds(*SITTING_MOVES[name].roles) and not rules.may_on_sitting(by, name, sitting):
        raise PermissionDenied
    with house():
        held = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
        if not SITTING_MOVES[name].allows(held.state):
            raise Busy()
        values = {"state": SITTING_MOVES[name].after(held.state), "version": held.version + 1, **changes}
        Sitting.objects.filter(pk=held.pk).update(**values)
        trail.record(f"sitting.{name}", by=by, subject=("sitting", held.pk), day_on=held.day, **(facts or {}))
    sitting.refresh_from_db()
    return sitting


def publish(sitting: Sitting, *, by: Viewer) -> int:
    """Publish the plan: everyone proposed in it is told. Returns how many.

    Told less than three full days before, a person must have agreed to the shorter notice; else it is refused.
    """
    short = Appointment.objects.filter(sitting=sitting, state=State.PROPOSED, consented=False)
    if not rules.is_told_in_time(sitting.day) and short.exists():
        raise Refused(
            "short_notice",
            _("Less than three full days are left. Whoever has not agreed to that must be moved to a later session."),
        )
    if sitting.state == SittingState.PLANNED:
        _move(sitting, "publish", by=by)
    waiting = list(
        Appointment.objects.filter(sitting=sitting, state=State.PROPOSED)
        .select_related("case", "sitting")
        .order_by("case_id")
    )
    for appointment in waiting:
        appointments.tell(appointment, by=by)
    return len(waiting)


def change_hours(sitting: Sitting, *, start: dt.time, end: dt.time, pauses: list[str], by: Viewer) -> list[Appointment]:
    """Change the hours of a sitting. Whoever no longer fits loses his place as a debt, and is told. Returns those."""
    _move(
        sitting,
        "change_hours",
        by=by,
        starts_at=_instant(sitting.day, start),
        ends_at=_instant(sitting.day, end),
        pauses=pauses,
    )
    lost = [one for one in _holding(sitting) if not appointments.fits(sitting, one.starts_at, one.ends_at)]
    for one in lost:
        _lose(one, why="hours_changed", by=by)
    return lost


def cancel(sitting: Sitting, *, why: str, by: Viewer) -> list[Appointment]:
    """Cancel a sitting. Everyone in it is told at once and comes first at the next. `why` is a code of facts.WHY."""
    _move(sitting, "cancel", by=by, facts={"why": why}, why=why)
    lost = _holding(sitting)
    for one in lost:
        _lose(one, why="sitting_cancelled", by=by)
    return lost


def hold(sitting: Sitting, *, by: Viewer) -> Sitting:
    """Note that the sitting was held."""
    return _move(sitting, "hold", by=by)


def _holding(sitting: Sitting) -> list[Appointment]:
    rows = Appointment.objects.filter(sitting=sitting, state__in=sorted(HOLDING))
    return list(rows.select_related("case", "sitting").order_by("case_id"))


def _lose(one: Appointment, *, why: str, by: Viewer) -> None:
    if one.state == State.PROPOSED:
        appointments.release(one, by=by)
    elif one.state in (State.TOLD, State.CONFIRMED):
        appointments.cancel(one, why=why, by=by)
