"""Whom a place that became free is offered to: the first in the ranked order of those who wait and could come then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.ledger import Ledger, Slot
from majlis.audiences.planner.plans import Placed
from majlis.audiences.planner.problem import Held, Problem, Request, Span
from majlis.audiences.planner.weights import Settings


@dataclass(frozen=True, slots=True)
class Freed:
    """A place that became free: minutes of the day of a sitting."""

    sitting: str
    start: int
    end: int


def next_in_line(
    problem: Problem, freed: Freed, *, passed: Iterable[str] = (), settings: Settings | None = None
) -> Placed | None:
    """Return who comes next for a freed place, with his time in it; None when nobody is left who could come.

    In the order of a plan: what we owe, then class, score, day of the complete request. Whoever has a place is not
    asked, nor who was asked before (`passed`). The days of notice are not looked at: he is asked whether he agrees.
    """
    by = replace(settings or Settings(), notice=0)
    ground = Ground(_as_it_stands(problem, freed), by)
    sitting = ground.sittings.get(freed.sitting)
    if sitting is None:
        return None
    ledger = Ledger(ground)
    for placed in ground.fixed:
        ledger.take(placed)
    out = {one.request for one in problem.held} | set(passed)
    for request in ground.ranked:
        if request.id not in out and ground.may_come(request, sitting):
            slot = _slot(ledger, request, freed)
            if slot is not None:
                return Placed(request.id, sitting.id, slot.way.place.id, slot.start, request.minutes, slot.helpers)
    return None


def _slot(ledger: Ledger, request: Request, freed: Freed) -> Slot | None:
    """Return the first time within the freed hours at which somebody could be heard, or None."""
    sitting, span = ledger.ground.sittings[freed.sitting], Span(freed.start, freed.end)
    if ledger.longest(sitting) < request.minutes or not ledger.may_join(request, sitting):
        return None
    slots = (ledger.slot(request, sitting, way, span) for way in ledger.ground.ways(request, sitting))
    return next((slot for slot in slots if slot is not None), None)


def _as_it_stands(problem: Problem, freed: Freed) -> Problem:
    """Return the problem with every place fixed; the freed one serves the list, so nothing is held open or at ease."""
    sittings = (replace(one, open=(), ease=0) if one.id == freed.sitting else one for one in problem.sittings)
    held: Iterable[Held] = (replace(one, told=True) for one in problem.held)
    return replace(problem, sittings=tuple(sittings), held=tuple(held))
