"""Where a grave case is heard when the plans are made and told: the first of a ruled order of steps that has a place.

Rule: "Sitting" of the domain: a place held open, a longer or extra sitting, a told person who agrees to give way, the
least urgent told person, with an apology by telephone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from majlis.audiences.planner import value
from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.ledger import Ledger
from majlis.audiences.planner.plans import HeldOpen, Placed, Plan
from majlis.audiences.planner.problem import Problem, Request, Sitting
from majlis.audiences.planner.weights import Settings, rank

Step = Literal["free", "open", "untold", "longer", "extra", "agreed", "told"]
STEPS: tuple[Step, ...] = ("free", "open", "untold", "longer", "extra", "agreed", "told")
"""In this order. `free` is time that nobody has, `untold` the place of somebody who does not know of it yet."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """A grave case with its place. `gives_way` lost his and is a debt from now on: ring him (`told`: apologise).

    `problem` and `plan` are as they stand after it, so that the next plan can start from them; its bound is that of
    the plan before.
    """

    step: Step
    placed: Placed
    gives_way: str
    problem: Problem
    plan: Plan


@dataclass(frozen=True, slots=True)
class _Try:
    """What a step would change: a sitting that becomes longer or is called, a place held open, somebody's place."""

    step: Step
    sitting: Sitting
    held_open: HeldOpen | None = None
    gone: Placed | None = None


def insert(problem: Problem, plan: Plan, request: str, settings: Settings | None = None) -> Inserted | None:
    """Return the place of a grave case by the first step that has one, the earliest sitting first; None if none has.

    Only sittings count in which he is heard in time; where none is, all that he can come to. The notice to which he
    agreed holds. Nobody of his class gives way, nobody who was pinned, grave or owed.
    """
    by = settings or Settings()
    wanted = next(one for one in problem.requests if one.id == request)
    kept = replace(plan, placed=tuple(one for one in plan.placed if one.request != request))
    in_time = [one for one in _sittings(problem) if Ground(problem, by).prices.is_on_time(wanted, one.day)]
    for sittings in (in_time, _sittings(problem)):
        for one in _tries(problem, kept, wanted, sittings):
            found = _inserted(problem, kept, wanted, one, by)
            if found is not None:
                return found
    return None


def _sittings(problem: Problem) -> list[Sitting]:
    return sorted(
        (one for one in problem.sittings if one.standing in ("open", "extra")), key=lambda one: (one.day, one.start)
    )


def _tries(problem: Problem, plan: Plan, wanted: Request, sittings: Iterable[Sitting]) -> Iterator[_Try]:
    """Yield what may be tried, in the ruled order."""
    held = [one for one in sittings if one.standing == "open"]
    names = {one.id: one for one in held}
    yield from (_Try("free", one) for one in held)
    yield from (_Try("open", names[one.sitting], held_open=one) for one in plan.open if one.sitting in names)
    may_give = [one for one in _least_urgent(problem, plan, wanted) if one.sitting in names]
    told = {one.request for one in problem.held if one.told}
    agreed = {one.id for one in problem.requests if one.gives_way}
    yield from (_Try("untold", names[one.sitting], gone=one) for one in may_give if one.request not in told)
    yield from (_Try("longer", replace(one, end=one.end + one.stretch, ease=0)) for one in held if one.stretch)
    yield from (_Try("extra", replace(one, standing="open")) for one in sittings if one.standing == "extra")
    known = [one for one in may_give if one.request in told]
    yield from (_Try("agreed", names[one.sitting], gone=one) for one in known if one.request in agreed)
    yield from (_Try("told", names[one.sitting], gone=one) for one in known if one.request not in agreed)


def _least_urgent(problem: Problem, plan: Plan, wanted: Request) -> list[Placed]:
    """Return who may give way, the lowest in class and score first, then the earliest."""
    requests = {one.id: one for one in problem.requests}
    days = {one.id: one.day for one in problem.sittings}
    below = [
        one for one in plan.placed
        if requests[one.request].priority != wanted.priority and one.why not in ("pinned", "grave", "debt")
        and rank(requests[one.request]) > rank(wanted) and not requests[one.request].debt
    ]  # fmt: skip
    below.sort(key=lambda one: (days[one.sitting], one.start))
    return sorted(below, key=lambda one: rank(requests[one.request]), reverse=True)


def _inserted(problem: Problem, plan: Plan, wanted: Request, one: _Try, settings: Settings) -> Inserted | None:
    gone = one.gone.request if one.gone else ""
    after = replace(
        problem,
        sittings=tuple(_changed(its, one) if its.id == one.sitting.id else its for its in problem.sittings),
        requests=tuple(replace(its, debt=True) if its.id == gone else its for its in problem.requests),
        held=tuple(its for its in problem.held if its.request != gone),
    )
    present = {its.request for its in plan.placed} - {gone} | {wanted.id}
    ground = Ground(replace(after, requests=tuple(its for its in after.requests if its.id in present)), settings)
    sitting = ground.sittings[one.sitting.id]
    if not ground.may_come(wanted, sitting):
        return None
    ledger = Ledger(ground)
    for placed in plan.placed:
        if placed.request != gone:
            ledger.take(placed)
    ledger.reopen(its for its in plan.open if its != one.held_open)
    slot = ledger.first(wanted, sitting, ground.ways(wanted, sitting))
    if slot is None:
        return None
    found = Placed(wanted.id, sitting.id, slot.way.place.id, slot.start, wanted.minutes, slot.helpers, "grave")
    ledger.take(found)
    return Inserted(one.step, found, gone, after, _with(plan, ground, ledger))


def _with(plan: Plan, ground: Ground, ledger: Ledger) -> Plan:
    spared = value.spared(ground, ledger)
    worth = spared + value.paid(ground, ledger)
    return replace(
        plan,
        placed=tuple(sorted(ledger.placed.values(), key=lambda its: (ground.sittings[its.sitting].day, its.start))),
        open=tuple(ledger.open),
        gain=spared,
        value=worth,
        bound=max(plan.bound, worth),
        switches=value.switches(ground, ledger.placed.values()),
    )


def _changed(sitting: Sitting, one: _Try) -> Sitting:
    """Return a sitting as a step leaves it: longer, called, or with one place fewer to be held open."""
    if one.held_open is None:
        return one.sitting
    left = list(sitting.open)
    left.remove(one.held_open.minutes)
    return replace(sitting, open=tuple(left))
