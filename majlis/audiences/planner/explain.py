"""Why somebody has his place, why another waits on and until when, and how many sittings are missing.

A reason is a code with what belongs to it, for the pages to say in words.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass

from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.plans import Placed, Plan
from majlis.audiences.planner.problem import Problem, Request, Sitting
from majlis.audiences.planner.weights import Settings

Code = tuple[str, str | int]
WEEK = 7


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody who waits on. `ahead` are those who wait on too and come before him.

    `expected` is the day on which he can count on a place, if the sittings go on as they are and nobody graver comes;
    None where his file is not ready and nobody knows when.
    """

    request: str
    why: tuple[Code, ...]
    ahead: int
    expected: dt.date | None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is missing to hear everybody in time: of `late` requests, which take `minutes`.

    `sittings` more, as long as those of the plan, would hear them; for `lost` of them it is too late already.
    """

    late: int
    lost: int
    minutes: int
    sittings: int


@dataclass(frozen=True, slots=True)
class Explained:
    """A plan in reasons: `here` by request, `left` in the order in which they wait."""

    here: dict[str, tuple[Code, ...]]
    left: tuple[Left, ...]
    shortfall: Shortfall


def explain(problem: Problem, plan: Plan, settings: Settings | None = None) -> Explained:
    """Return the reasons of a plan."""
    ground = Ground(problem, settings or Settings())
    return Explained(
        here={one.request: why_here(ground, one) for one in plan.placed},
        left=tuple(_left(ground, plan)),
        shortfall=shortfall(ground, plan),
    )


def why_here(ground: Ground, placed: Placed) -> tuple[Code, ...]:
    """Return why a place is somebody's.

    `debt`, `told`, `pinned`, `grave`, `date` (days until it passes), `share` (of which group); `class` and `points`;
    `in_time` or `late` with the days waited; `first` where it is the first sitting that he can come to.
    """
    request, sitting = ground.requests[placed.request], ground.sittings[placed.sitting]
    found: list[Code] = []
    if placed.why == "share":
        found.append(("share", placed.share))
    elif placed.why == "date" and request.latest is not None:
        found.append(("date", (request.latest - sitting.day).days))
    elif placed.why != "best":
        found.append((placed.why, ""))
    found += [("class", request.priority), ("points", request.points)]
    waited = (sitting.day - request.complete).days
    found.append(("in_time" if ground.prices.is_on_time(request, sitting.day) else "late", waited))
    earlier = (one for one in ground.open if one.day < sitting.day and ground.may_come(request, one))
    if not any(ground.ways(request, one) for one in earlier):
        found.append(("first", ""))
    return tuple(found)


def why_not(ground: Ground, request: Request) -> tuple[Code, ...]:
    """Return what keeps a request out, with the number of sittings that it closes.

    `unready`, `ready_later`, `not_before`, `cannot`, `forbidden`, `notice`; `no_place` where no hall, hour or helper
    suits; `full` where others come before.
    """
    codes = Counter(
        ground.barred(request, one) or ("full" if ground.ways(request, one) else "no_place") for one in ground.open
    )
    return tuple(sorted(codes.items(), key=lambda pair: (-pair[1], pair[0])))


def _left(ground: Ground, plan: Plan) -> list[Left]:
    placed = {one.request for one in plan.placed}
    waiting = [one for one in ground.ranked if one.id not in placed]
    step, each = _pace(ground, plan)
    last = max((one.day for one in ground.sittings.values()), default=ground.problem.today)
    found: list[Left] = []
    known: dict[object, tuple[Code, ...]] = {}
    turn = 0
    for number, one in enumerate(waiting):
        key = (ground.signature(one), one.minutes, one.ready, one.not_before, one.cannot, one.notice, one.unready)
        if key not in known:
            known[key] = why_not(ground, one)
        expected = None
        if not one.unready:
            expected = last + dt.timedelta(days=step * (turn // each + 1))
            expected = max(expected, *(day for day in (one.ready, one.not_before) if day is not None), expected)
            turn += 1
        found.append(Left(one.id, known[key], number, expected))
    return found


def _pace(ground: Ground, plan: Plan) -> tuple[int, int]:
    """Return the days between two sittings, and the audiences of one, as the plan has them."""
    used = {one.sitting for one in plan.placed}
    days = sorted({ground.sittings[name].day for name in used})
    step = round((days[-1] - days[0]).days / (len(days) - 1)) if len(days) > 1 else WEEK
    return max(1, step), max(1, len(plan.placed) // max(1, len(used)))


def shortfall(ground: Ground, plan: Plan) -> Shortfall:
    """Return what is missing to hear all in time: those whose thirty days end before they are heard.

    Who waits on counts as soon as his thirty days end before the next sitting after the plan could be held.
    """
    promise = ground.settings.promise
    placed = {one.request: ground.sittings[one.sitting].day for one in plan.placed}
    last = max((one.day for one in ground.sittings.values()), default=ground.problem.today)
    after = last + dt.timedelta(days=_pace(ground, plan)[0])
    late = [one for one in ground.problem.requests if (placed.get(one.id, after) - one.complete).days >= promise]
    soonest = ground.problem.today + dt.timedelta(days=ground.settings.notice + 1)
    lost = sum((soonest - one.complete).days >= promise for one in late)
    minutes = sum(one.minutes for one in late)
    rooms = [_seats(ground, one) for one in ground.open]
    each = sum(rooms) / len(rooms) if rooms else 0.0
    seats = [one.audiences for one in ground.open if one.audiences is not None]
    by_number = len(late) / (sum(seats) / len(seats)) if seats and sum(seats) else 0.0
    needed = max(minutes / each if each > 0 else float(len(late)), by_number)
    return Shortfall(len(late), lost, minutes, math.ceil(needed))


def _seats(ground: Ground, sitting: Sitting) -> int:
    return max(0, ground.room(sitting) - sitting.ease - sum(sitting.open))
