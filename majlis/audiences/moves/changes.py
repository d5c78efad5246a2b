"""The minister's week changes: see first what each way costs those who were told, then choose one.

Rule: "Change" of the weekly session: told people stay where they are as far as possible.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.audiences import changes, feeding, rules
from majlis.audiences.changes import Change
from majlis.audiences.models import Appointment, Plan, Sitting
from majlis.audiences.moves import placing, plans, sittings
from majlis.audiences.moves.changing import Moved, close_hall
from majlis.audiences.states import HOLDING, Mode, PlanKind, SittingState, State
from majlis.centres import moves as centres
from majlis.centres.models import Centre, Hall
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer

LIMIT = 10
"""Seconds in which an alternative is reckoned."""
AHEAD = 12
SEARCHED = 30
STALE = _("Places have changed since this was reckoned. Reckon it anew.")


def ask(change: Change, *, by: Viewer) -> Plan:
    """Ask what a change would do to those who were told: with the sessions ahead alone, and with an extra one.

    Returns the first of the two; the worker reckons both. Refuses (403) who is not of the minister's office, and a
    session that is over.
    """
    if not rules.may_arrange(by):
        raise PermissionDenied
    sitting = Sitting.objects.select_related("place").get(pk=change.sitting)
    if sitting.state not in (SittingState.PLANNED, SittingState.PUBLISHED) or sitting.day < clock.today():
        raise Refused("sitting_over", _("This session is not open for places."))
    if change.act == "hours":
        start, end = dt.time.fromisoformat(change.start), dt.time.fromisoformat(change.end)
        sittings.with_hours(sitting, start=start, end=end, pauses=sitting.pauses)
    others = Sitting.objects.ahead().filter(principal=sitting.principal_id).exclude(pk=sitting.pk)
    ahead = [sitting, *others[:AHEAD]]
    first = _ask(change, ahead, None, by)
    day = _free_day(sitting)
    if day is not None:
        _ask(replace(change, extra=day.isoformat()), ahead, first, by)
    return first


def _ask(change: Change, ahead: list[Sitting], base: Plan | None, by: Viewer) -> Plan:
    summary = {"change": change.kept()}
    return plans.ask(ahead, by=by, limit=LIMIT, kind=PlanKind.CHANGE, cause=change.act, base=base, summary=summary)


def _free_day(sitting: Sitting) -> dt.date | None:
    """Return the first working day after the session, told in time, that this principal has free; None in a month."""
    taken = set(Sitting.objects.ahead().filter(principal=sitting.principal_id).values_list("day", flat=True))
    first = max(sitting.day, clock.today() + dt.timedelta(days=rules.NOTICE_DAYS)) + dt.timedelta(days=1)
    for day in (first + dt.timedelta(days=ahead) for ahead in range(SEARCHED)):
        try:
            sittings.check_day(day, sitting.place)
        except Refused:
            continue
        if day not in taken:
            return day
    return None


def choose(plan: Plan, *, by: Viewer) -> Moved:
    """Make a change as an alternative reckoned it: those it moves are told their new place, the others their loss.

    Whose place stands is neither moved nor told. All of it holds, or nothing: refuses (403) who is not of the
    minister's office, and an alternative whose places have changed since.
    """
    change, came = changes.change_of(plan), Moved()
    sitting = Sitting.objects.select_related("place", "principal").get(pk=change.sitting)
    plans.decide(plan, by=by)
    extra = _open_extra(sitting, change, by) if change.extra else None
    with house(), placing.deferred():
        for case, session, at, place in sorted(plan.summary["places"]):
            held = _held(case, sitting.pk)
            to = extra if extra and str(session) == changes.EXTRA else Sitting.objects.get(pk=session)
            slot = _slot(to, held, at, place)
            came.told.append(placing.move(held, slot, consented=held.consented, by=by))
    if extra is not None:
        sittings.publish(extra, by=by)
    came.owed = _make(change, sitting, by)
    if {one.case_id for one in came.owed if one.state == State.CANCELLED} - set(plan.summary["lost"]):
        raise Refused("stale", STALE)
    return came


def _open_extra(sitting: Sitting, change: Change, by: Viewer) -> Sitting:
    local = sitting.starts_at.astimezone(clock.RIYADH).time(), sitting.ends_at.astimezone(clock.RIYADH).time()
    return sittings.open_sitting(
        dt.date.fromisoformat(change.extra),
        start=local[0],
        end=local[1],
        place=sitting.place,
        principal=sitting.principal,
        pauses=sitting.pauses,
        gap=sitting.gap,
        capacity=sitting.capacity,
        by=by,
    )


def _held(case: int, sitting: int) -> Appointment:
    rows = Appointment.objects.select_related("case", "sitting", "centre", "hall")
    held: Appointment | None = rows.filter(case=case, sitting=sitting, state__in=sorted(HOLDING)).first()
    if held is None or held.state not in changes.MOVABLE:
        raise Refused("stale", STALE)
    return held


def _slot(to: Sitting, held: Appointment, at: str, place: str) -> placing.Slot:
    starts_at, minutes = dt.datetime.fromisoformat(at), round((held.ends_at - held.starts_at).total_seconds() / 60)
    if place.startswith("hall:"):
        hall = Hall.objects.select_related("centre").get(pk=feeding.number(place))
        return placing.Slot(to, starts_at, minutes, Mode.VIDEO, hall.centre, hall)
    return placing.Slot(to, starts_at, minutes, Mode.PERSON, Centre.objects.get(pk=feeding.number(place)))


def _make(change: Change, sitting: Sitting, by: Viewer) -> list[Appointment]:
    """Make the change itself; return whose place is lost with it."""
    if change.act == "cancel":
        return sittings.cancel(sitting, why=change.why, by=by)
    if change.act == "hours":
        start, end = dt.time.fromisoformat(change.start), dt.time.fromisoformat(change.end)
        return sittings.change_hours(sitting, start=start, end=end, pauses=sitting.pauses, by=by)
    hall = Hall.objects.select_related("centre").get(pk=change.hall)
    closing = centres.close_hall(hall, sitting.day, sitting.day, reason=change.why, by=by)
    return close_hall(closing, by=by).owed
