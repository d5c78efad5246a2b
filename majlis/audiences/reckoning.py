"""Between a plan's rows and the planner: its settings, its lines, its figures, the price of another session."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.audiences import feeding, queries, rules, why
from majlis.audiences.models import Line, Plan
from majlis.audiences.planner import explain, planning, plans, replan, value
from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.ledger import Ledger
from majlis.audiences.planner.problem import Problem, Request
from majlis.audiences.planner.weights import Settings
from majlis.audiences.states import Change, Mode
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house

_SETTINGS = {one.name for one in fields(Settings)}


def checked(weights: dict[str, float]) -> dict[str, float]:
    """Return settings of the planner by name; refuse names that are none, and prices below nothing."""
    if set(weights) - _SETTINGS or any(value < 0 for value in weights.values()):
        raise Refused("weights", _("These weights are not known. Choose them from the list."))
    return dict(weights)


def solve(problem: Problem, plan: Plan) -> plans.Plan:
    """Reckon a plan within its limit; no transaction is open meanwhile."""
    return planning.plan(problem, Settings(**plan.weights), limit=plan.limit, seed=plan.seed)


def lines(plan: Plan, problem: Problem, found: plans.Plan) -> Iterable[Line]:
    """Yield the plan's lines: every place by day and hour, then those who wait on, the next in line first."""
    days = {one.id: one.day for one in problem.sittings}
    held = {one.request: one for one in problem.held}
    with house():
        appointments = queries.holding_of([int(one.id) for one in problem.requests])
    said = explain.explain(problem, found, Settings(**plan.weights))
    for number, placed in enumerate(found.placed):
        yield Line(
            plan=plan,
            case_id=int(placed.request),
            sitting_id=int(placed.sitting),
            starts_at=feeding.instant(days[placed.sitting], placed.start),
            minutes=placed.minutes,
            change=_change(placed, held, found),
            appointment_id=appointments.get(int(placed.request)),
            pinned=placed.why == "pinned",
            rank=number,
            why=[list(code) for code in said.here[placed.request]],
            **_place(placed, problem),
        )
    for number, left in enumerate(said.left):
        yield Line(
            plan=plan,
            case_id=int(left.request),
            change=Change.OUT,
            rank=number,
            expected_on=left.expected,
            why=[*([code, count] for code, count in left.why), ["ahead", left.ahead]],
        )


def _change(placed: plans.Placed, held: dict[str, Any], found: plans.Plan) -> Change:
    before = held.get(placed.request)
    if before is not None:
        same = (before.sitting, before.start, before.place) == (placed.sitting, placed.start, placed.place)
        return Change.KEPT if same else Change.MOVED
    return Change.AGAIN if placed.request in found.owed else Change.NEW


def _place(placed: plans.Placed, problem: Problem) -> dict[str, Any]:
    place = next(one for one in problem.places if one.id == placed.place)
    helpers = {word.partition(":")[0]: feeding.number(word) for word in placed.helpers}
    return {
        "mode": Mode.PERSON if place.mode == "person" else Mode.VIDEO,
        "centre_id": int(place.centre),
        "hall_id": feeding.number(place.id) if place.mode == "video" else None,
        "host_id": helpers.get("host"),
        "interpreter_id": helpers.get("interpreter"),
    }


def figures(plan: Plan, problem: Problem, found: plans.Plan) -> dict[str, Any]:
    """Return the fields of a plan that say how good it is."""
    ground = Ground(problem, Settings(**plan.weights))
    missing = explain.shortfall(ground, found)
    changed = replan.changes(problem, found)
    return {
        "method": found.method,
        "seconds": round(found.seconds, 2),
        "gain": round(found.gain, 1),
        "bound": round(found.bound, 1),
        "gap_pct": round(100 * found.gap, 3),
        "served": len(found.placed),
        "left": len(problem.requests) - len(found.placed),
        "moved": len(changed.moved_beyond_cancelled),
        "shortfall": missing.sittings,
        "summary": {
            "on_time": sum(
                ground.prices.is_on_time(ground.requests[one.request], ground.sittings[one.sitting].day)
                for one in found.placed
            ),
            "switches": found.switches,
            "late": missing.late,
            "lost": missing.lost,
            "overtaken": [_overtaken(one, found) for one in found.overtaken if _is_past(one, found, ground)],
        },
    }


def _is_past(one: plans.Overtaken, found: plans.Plan, ground: Ground) -> bool:
    """Tell whether somebody is overtaken past his twenty-ninth day: then a reason must be written."""
    by, asked = found.of(one.by), ground.requests[one.request]
    return by is not None and (ground.sittings[by.sitting].day - asked.complete).days >= rules.WITHIN_DAYS - 1


def _overtaken(one: plans.Overtaken, found: plans.Plan) -> dict[str, Any]:
    by = found.of(one.by)
    return {
        "case": int(one.request),
        "by": int(one.by),
        "sitting": int(by.sitting) if by else 0,
        "reason": one.reason,
        "price": round(one.price, 1),
    }


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs to hear a case in another session. `barred` says why it cannot be; `moves` how many give way.

    `here` tells that the plan has it there already; `exact` that the engine planned that session anew for it, and
    `out` then how many lose their place.
    """

    day: dt.date
    loss: float
    moves: int
    barred: str | Promise = ""
    here: bool = False
    exact: bool = False
    out: int = 0

    @property
    def shown(self) -> int:
        """Return the loss in whole days of an ordinary case."""
        return math.ceil(self.loss)


def prices(plan: Plan, case: int) -> list[Price]:
    """Return the price of each session of a plan for one case, by day. Only this case's rows are read."""
    with house():
        sittings = queries.of_plan(plan)
        problem = feeding.problem(sittings, only=[case])
        mine = Line.objects.filter(plan=plan, case=case).select_related("sitting").first()
        used = queries.minutes_of(plan)
    exact = {row[0]: row for row in mine.prices.get("rows", [])} if mine else {}
    ground = Ground(problem, Settings(**plan.weights))
    asked = ground.requests.get(str(case))
    if asked is None:
        return []
    day = mine.sitting.day if mine and mine.sitting else None
    best = ground.prices.gain(asked, day) if day else 0.0
    here = str(mine.sitting_id) if mine else ""
    return [
        Price(one.day, 0.0, 0, here=True)
        if one.id == here
        else _exact(one, *exact[int(one.id)][1:])
        if int(one.id) in exact
        else _price(ground, asked, one, best, used.get(int(one.id), 0))
        for one in ground.open
    ]


def _price(ground: Ground, asked: Request, sitting: Any, best: float, used: int) -> Price:
    code = ground.barred(asked, sitting) or ("" if ground.ways(asked, sitting) else "no_place")
    if code:
        return Price(sitting.day, 0.0, 0, why.sentence(code, 1))
    usable = sum(span.end - span.start for span in ground.net(sitting)) - sitting.ease
    return Price(sitting.day, best - ground.prices.gain(asked, sitting.day), int(used + asked.minutes > usable))


def progress(plan: Plan, case: int) -> tuple[int, int]:
    """Return of how many sessions the exact price was asked for, and of how many it is reckoned."""
    kept = Line.objects.filter(plan=plan, case=case).values_list("prices", flat=True).first() or {}
    return kept.get("asked", 0), len(kept.get("rows", []))


def _exact(sitting: Any, loss: float, moved: int, out: int, barred: str) -> Price:
    return Price(sitting.day, loss, moved, why.sentence(barred, 1) if barred else "", exact=True, out=out)


def as_made(plan: Plan, problem: Problem) -> plans.Plan:
    """Return a plan of the rows as the engine's own value, worth what it is worth today.

    Whoever has left the list since is not in it. The caller is in the scope of the house.
    """
    ground = Ground(problem, Settings(**plan.weights))
    ledger = Ledger(ground)
    for line in Line.objects.filter(plan=plan, sitting__isnull=False).order_by("rank"):
        placed = _placed(line)
        if placed.request in ground.requests and placed.place in ground.places and placed.sitting in ground.sittings:
            ledger.take(placed)
    spared = value.spared(ground, ledger)
    return plans.Plan(plan.method, plan.seed, tuple(ledger.placed.values()), (), spared, spared, spared, 0)


def _placed(line: Line) -> plans.Placed:
    helpers = [f"host:{line.host_id}"] if line.host_id else []
    helpers += [f"interpreter:{line.interpreter_id}"] if line.interpreter_id else []
    seat = feeding.seat(line.centre_id or 0, women=bool(line.host_id))
    place = feeding.hall(line.hall_id) if line.hall_id else seat
    start = feeding.minute(line.starts_at or clock.now())
    why: plans.Why = "pinned" if line.pinned else "best"
    return plans.Placed(str(line.case_id), str(line.sitting_id), place, start, line.minutes, tuple(helpers), why)


def priced(found: replan.Price, sitting: int) -> list[Any]:
    """Return an exact price as it is kept on a line."""
    return [sitting, round(found.loss, 1), len(found.moved), len(found.out), found.barred]


def compared(plan: Plan, other: Plan) -> list[tuple[str | Promise, Any, Any]]:
    """Return the figures of two plans side by side: what it is, the one's, the other's."""
    rows: Sequence[tuple[str | Promise, str]] = (
        (_("Get a place"), "served"),
        (_("Wait on"), "left"),
        (_("Told persons who move"), "moved"),
        (_("Sessions missing for thirty days"), "shortfall"),
        (_("Spared days of waiting"), "gain"),
        (_("From the best possible, per cent"), "gap_pct"),
        (_("Seconds"), "seconds"),
    )
    on_time = (_("Within thirty days"), plan.summary.get("on_time", 0), other.summary.get("on_time", 0))
    return [on_time, *((words, _shown(plan, name), _shown(other, name)) for words, name in rows)]


def _shown(plan: Plan, name: str) -> Any:
    value = getattr(plan, name)
    return round(value) if name == "gain" and value is not None else value
