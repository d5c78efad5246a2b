"""What a new plan changes for those who were told, and what it would cost to move somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from majlis.audiences.planner import planning
from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.plans import Placed, Plan
from majlis.audiences.planner.problem import Held, Problem
from majlis.audiences.planner.weights import Settings

LIMIT = 3.0  # seconds in which a price is found


@dataclass(frozen=True, slots=True)
class Changes:
    """What a plan does to those who were told a place.

    `told`: all of them. `cancelled`: those whose place fell away; `cancelled_placed`: of these, who has a new one;
    `moved_beyond_cancelled`: who lost or changed a place that could have stayed. `tell` are exactly those who must be
    told something new.
    """

    told: frozenset[str]
    cancelled: frozenset[str]
    cancelled_placed: frozenset[str]
    moved_beyond_cancelled: frozenset[str]

    @property
    def tell(self) -> frozenset[str]:
        """Return whom the plan troubles."""
        return self.cancelled | self.moved_beyond_cancelled


def changes(problem: Problem, plan: Plan) -> Changes:
    """Return what a plan changes against the places that the problem holds."""
    ground = Ground(problem, Settings())
    told = {one.request: one for one in problem.held if one.told}
    places = {one.request: one for one in plan.placed}
    cancelled = frozenset(name for name, one in told.items() if not ground.stands(one))
    moved = (name for name, one in told.items() if name not in cancelled and not _is_same(places.get(name), one))
    return Changes(frozenset(told), cancelled, cancelled & places.keys(), frozenset(moved))


def _is_same(placed: Placed | None, held: Held) -> bool:
    return placed is not None and (placed.sitting, placed.place, placed.start) == (held.sitting, held.place, held.start)


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs to hear a request in a given sitting.

    `loss` is what the whole gains less for it (less than 0: it gains), in days of waiting of a request of class `low`.
    `moved` get another time or place, `out` lose their place, `joined` gain one. `barred` says why it cannot be, as a
    code of `explain.why_not`; then all else is empty. `plan` is what would be.
    """

    loss: float
    moved: frozenset[str] = frozenset()
    out: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    barred: str = ""
    plan: Plan | None = None


def price(
    problem: Problem,
    plan: Plan,
    request: str,
    sitting: str,
    settings: Settings | None = None,
    *,
    limit: float = LIMIT,
    seed: int = 0,
) -> Price:
    """Return the price of hearing a request in a sitting.

    The other sittings stay as they are in the plan, but for the place that the request has there now; the sitting is
    planned anew around it and whoever was told, from those who sat in it and those who sit nowhere.
    """
    by = settings or Settings()
    ground = Ground(problem, by)
    wanted, where = ground.requests[request], ground.sittings[sitting]
    held = {one.request: one for one in problem.held if one.told and ground.stands(one)}
    if request in held:
        return Price(0.0, barred="told")
    barred = ground.barred(wanted, where) or ("" if ground.ways(wanted, where) else "no_place")
    if barred:
        return Price(0.0, barred=barred)
    others = frozenset(ground.sittings) - {sitting}
    forced = replace(wanted, cannot=wanted.cannot | others, debt=True)
    fixed = [one for one in plan.placed if one.request != request and one.sitting != sitting]
    narrowed = replace(
        problem,
        requests=tuple(forced if one.id == request else one for one in problem.requests),
        held=(*held.values(), *_pinned(one for one in fixed if one.request not in held)),
    )
    found = planning.plan(narrowed, by, limit=limit, seed=seed)
    if found.of(request) is None:
        return Price(0.0, barred="no_time")
    return _compared(plan, found, request)


def _pinned(places: Iterable[Placed]) -> Iterable[Held]:
    return (
        Held(one.request, one.sitting, one.place, one.start, one.minutes, pinned=True, helpers=one.helpers)
        for one in places
    )


def _compared(plan: Plan, found: Plan, request: str) -> Price:
    before = {one.request: (one.sitting, one.place, one.start) for one in plan.placed}
    after = {one.request: (one.sitting, one.place, one.start) for one in found.placed}
    both = (before.keys() & after.keys()) - {request}
    was = {one.request: one for one in plan.placed}
    placed = (
        was[one.request] if one.request in both and before[one.request] == after[one.request] else one
        for one in found.placed
    )
    found = replace(found, placed=tuple(replace(one, why="best") if one.request == request else one for one in placed))
    return Price(
        loss=plan.gain - found.gain,
        moved=frozenset(name for name in both if before[name] != after[name]),
        out=frozenset(before.keys() - after.keys()),
        joined=frozenset(after.keys() - before.keys() - {request}),
        plan=found,
    )
