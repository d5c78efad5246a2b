"""Whether a grave case took the first of the ruled steps that had a place. Told by trying all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from majlis.audiences.planner.grave import STEPS, Inserted, Step
from majlis.audiences.planner.judge import Fault, Judge
from majlis.audiences.planner.plans import Plan
from majlis.audiences.planner.problem import CLASSES, Problem, Request, Sitting
from majlis.audiences.planner.weights import Settings

Grade = tuple[bool, int, int, int]


def faults(problem: Problem, plan: Plan, done: Inserted, settings: Settings | None = None) -> list[Fault]:
    """Return the rules that a grave case's new place breaks; `problem` and `plan` are those before it."""
    by = settings or Settings()
    found = list(Judge(done.problem, by).of_all(done.plan))
    mine = done.placed
    wanted = next(one for one in problem.requests if one.id == mine.request)
    sittings = {one.id: one for one in problem.sittings}
    before = {one.request: one for one in plan.placed if one.request != wanted.id}
    after = {one.request: one for one in done.plan.placed if one.request != wanted.id}
    if {name: one for name, one in before.items() if name != done.gives_way} != after:
        found.append(Fault("others_moved", mine.sitting, (wanted.id,)))
    taken = _grade(problem, wanted, sittings[mine.sitting], done.step, done.gives_way, by)
    for step, sitting, gone, changed, kept in _options(problem, plan, wanted):
        better = _grade(problem, wanted, sitting, step, gone, by) < taken
        if better and next(Judge(changed, by).times(kept, wanted, _of(changed, sitting)), None) is not None:
            found.append(Fault("grave_order", sitting.id, (wanted.id, gone)))
    return sorted(set(found))


def _grade(problem: Problem, wanted: Request, sitting: Sitting, step: Step, gone: str, by: Settings) -> Grade:
    """Return what orders the ways out: in time first, then the step, then how urgent is who gives way."""
    late = (sitting.day - wanted.complete).days >= by.promise
    late = late or (wanted.latest is not None and sitting.day > wanted.latest)
    other = next((one for one in problem.requests if one.id == gone), None)
    grade = (-CLASSES.index(other.priority), other.points) if other else (0, 0)
    return (late, STEPS.index(step), *grade)


def _of(problem: Problem, sitting: Sitting) -> Sitting:
    return next(one for one in problem.sittings if one.id == sitting.id)


def _options(problem: Problem, plan: Plan, wanted: Request) -> Iterator[tuple[Step, Sitting, str, Problem, Plan]]:
    """Yield every way out: the step, its sitting, who gives way, and problem and plan without the grave case."""
    plan = replace(plan, placed=tuple(one for one in plan.placed if one.request != wanted.id))
    told = {one.request for one in problem.held if one.told}
    pinned = {one.request for one in problem.held if one.pinned}
    requests = {one.id: one for one in problem.requests}

    def changed(sitting: Sitting, **words: object) -> Problem:
        new = replace(sitting, **words)  # type: ignore[arg-type]
        return replace(problem, sittings=tuple(new if one.id == new.id else one for one in problem.sittings))

    for sitting in problem.sittings:
        if sitting.standing == "extra":
            yield "extra", sitting, "", changed(sitting, standing="open"), plan
        if sitting.standing != "open":
            continue
        yield "free", sitting, "", problem, plan
        if sitting.stretch:
            yield "longer", sitting, "", changed(sitting, end=sitting.end + sitting.stretch, ease=0), plan
        for place in (one for one in plan.open if one.sitting == sitting.id):
            left = list(sitting.open)
            left.remove(place.minutes)
            rest = replace(plan, open=tuple(one for one in plan.open if one != place))
            yield "open", sitting, "", changed(sitting, open=tuple(left)), rest
        for one in (one for one in plan.placed if one.sitting == sitting.id):
            request = requests[one.request]
            if request.priority == wanted.priority or request.debt or one.request in pinned or one.why == "grave":
                continue
            step: Step = "untold" if one.request not in told else "agreed" if request.gives_way else "told"
            without = replace(problem, held=tuple(its for its in problem.held if its.request != one.request))
            rest = replace(plan, placed=tuple(its for its in plan.placed if its != one))
            yield step, sitting, one.request, without, rest
