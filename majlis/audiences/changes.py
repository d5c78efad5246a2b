"""What would be if a session were cancelled or had other hours: an alternative as values, and what it does to whom.

An alternative is a plan of the kind "change": it says what changes (`summary["change"]`), who would move where
(`summary["places"]`) and who would lose his place (`summary["lost"]`). Nothing of it holds before it is chosen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, replace
from typing import Any

from majlis.audiences import feeding, queries, seats
from majlis.audiences.models import Appointment, Plan
from majlis.audiences.planner import plans, replan
from majlis.audiences.planner.problem import Absence, Problem
from majlis.audiences.planner.problem import Sitting as Session
from majlis.audiences.seats import Seat
from majlis.audiences.states import HOLDING, PlanKind, State
from majlis.core.scope import house
from majlis.core.viewer import Viewer

EXTRA = "0"
"""The planner's word for an extra session that is not opened yet."""
MOVABLE = frozenset({State.PROPOSED, State.TOLD, State.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Change:
    """What changes: `act` is "cancel", "hours" (from `start` to `end`, "HH:MM" in Riyadh) or "hall", `why` its code.

    A hall is closed on the day of the session. `extra` is the Riyadh day (ISO) of an extra session that is opened for
    it, with the hours and the place of the one that changes; empty for none.
    """

    sitting: int
    act: str
    why: str
    start: str = ""
    end: str = ""
    hall: int = 0
    extra: str = ""

    @property
    def extra_on(self) -> dt.date | None:
        """Return the day of the extra session."""
        return dt.date.fromisoformat(self.extra) if self.extra else None

    def kept(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self)


def change_of(plan: Plan) -> Change:
    """Return what an alternative changes."""
    return Change(**plan.summary["change"])


def problem(plan: Plan) -> Problem:
    """Return who has a place in the sessions of an alternative, as they would stand after its change.

    Only those who have a place are in it: whose place stands keeps it, told or not. The caller is in the scope of the
    house.
    """
    change, sittings = change_of(plan), queries.of_plan(plan)
    rows = Appointment.objects.filter(sitting__in=sittings, state__in=sorted(HOLDING))
    rows = rows.exclude(sitting=change.sitting, state=State.OFFERED)
    found = feeding.problem(sittings, only=rows.values_list("case", flat=True))
    met = next(one for one in found.sittings if one.id == str(change.sitting))
    sessions = [_changed(one, change) if one.id == met.id else one for one in found.sittings]
    if change.extra:
        sessions.append(replace(met, id=EXTRA, day=dt.date.fromisoformat(change.extra), standing="open"))
    closed = Absence(met.day)
    return replace(
        found,
        places=tuple(
            replace(one, closed=(*one.closed, closed)) if one.id == feeding.hall(change.hall) else one
            for one in found.places
        ),
        sittings=tuple(replace(one, open=(), ease=0) for one in sessions),
        held=tuple(replace(one, told=True) for one in found.held),
    )


def _changed(session: Session, change: Change) -> Session:
    if change.act == "cancel":
        return replace(session, standing="cancelled")
    if change.act == "hall":
        return session
    return replace(session, start=_minute(change.start), end=_minute(change.end))


def _minute(hour: str) -> int:
    at = dt.time.fromisoformat(hour)
    return at.hour * 60 + at.minute


def outcome(plan: Plan, asked: Problem, found: plans.Plan) -> dict[str, Any]:
    """Return the fields of an alternative: whom it moves where, who loses his place, and its figures."""
    changed = replan.changes(asked, found)
    days = {one.id: one.day for one in asked.sittings}
    held = {one.request: one for one in asked.held}
    placed = [one for one in found.placed if one.request in changed.cancelled]
    later = [(days[one.sitting] - days[held[one.request].sitting]).days for one in placed]
    places = [
        [int(one.request), int(one.sitting), feeding.instant(days[one.sitting], one.start).isoformat(), one.place]
        for one in placed
    ]
    lost = sorted(int(one) for one in changed.cancelled - changed.cancelled_placed)
    return {
        "method": found.method,
        "seconds": round(found.seconds, 2),
        "served": len(placed),
        "left": len(lost),
        "moved": len(changed.tell),
        "summary": {
            **plan.summary,
            "places": places,
            "lost": lost,
            "beyond": len(changed.moved_beyond_cancelled),
            "later": sum(later),
            "latest": max(later, default=0),
        },
    }


def alternatives(plan: Plan) -> list[Plan]:
    """Return the alternatives that were asked for together, the first one first."""
    first = plan.base_id or plan.pk
    rows = Plan.objects.filter(kind=PlanKind.CHANGE)
    return list((rows.filter(pk=first) | rows.filter(base=first)).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody whom an alternative moves: his place as it is, and when (UTC) he would be heard; None: he waits."""

    seat: Seat
    to: dt.datetime | None


def movers(plan: Plan, viewer: Viewer) -> list[Mover]:
    """Return whom an alternative moves, as the viewer may know them, by their present hour."""
    to = {case: dt.datetime.fromisoformat(at) for case, _sitting, at, _place in plan.summary.get("places", [])}
    cases = [*to, *plan.summary.get("lost", [])]
    related = ("case__beneficiary", "case__service", "centre", "hall__centre", "sitting", "gate")
    with house():
        rows = Appointment.objects.filter(case__in=cases, state__in=sorted(HOLDING)).select_related(*related)
        return [Mover(seats.seat_of(one, viewer), to.get(one.case_id)) for one in rows.order_by("starts_at", "id")]
