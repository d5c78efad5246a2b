"""How well and how fast the weeks ahead are planned, beside what a clerk's lists give. It needs no house and no rows.

`make -s bench NAME=planner` takes made-up problems of 200, 2,000 and 20,000 who wait; BENCH_FILE names a JSON file with
a problem to be taken instead (majlis/audiences/planner/README.md tells its fields), BENCH_WAITING other numbers,
BENCH_SEED another seed and BENCH_LIMIT the seconds for a plan.

All three methods are measured against the bound that the planner proves. Each plan is judged, and a figure is given
for the rules that it breaks: 0, but for first-come-first-served, of which the order of classes is not asked.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.say import figure, tell
from majlis.audiences.planner import files, generate, judge, planning, replan
from majlis.audiences.planner.plans import Plan
from majlis.audiences.planner.problem import Problem
from majlis.audiences.planner.weights import Prices, Settings

WAITING = "200,2000,20000"

TOLD = 6  # sittings whose people were told, when one of them is cancelled
CANCELLED = 3  # the fourth
JUDGED = 2000  # who wait, up to whom the order of classes is judged too: the judge is plain, not fast


def run() -> None:
    """Measure all problems."""
    limit, seed = float(os.environ.get("BENCH_LIMIT", "30")), int(os.environ.get("BENCH_SEED", "1"))
    planning.plan(generate.problem(0, generate.Measure(waiting=5)), limit=1)  # the solvers are loaded
    for problem, settings in _problems(seed):
        first = _measure(problem, settings, limit, seed)
        _replan(problem, settings, first, limit, seed)


def _problems(seed: int) -> Iterator[tuple[Problem, Settings]]:
    if path := os.environ.get("BENCH_FILE"):
        found = files.read(Path(path).read_text("utf-8"))
        yield found.problem, found.settings
        return
    for waiting in os.environ.get("BENCH_WAITING", WAITING).split(","):
        yield generate.problem(seed, generate.Measure(waiting=int(waiting))), Settings()


def _measure(problem: Problem, settings: Settings, limit: float, seed: int) -> Plan:
    """Plan in all three ways and return the planner's plan."""
    waiting = len(problem.requests)
    tell(f"{waiting} wait; load of the machine {os.getloadavg()[0]:.1f}")
    before = _worked()
    found = planning.plan(problem, settings, limit=limit, seed=seed)
    figure("planner", "cpu_seconds", _worked() - before, "s", **_context(problem, "planner"))
    _figures(problem, settings, found, found.bound)
    for method in ("greedy", "fcfs"):
        _figures(problem, settings, planning.by_list(problem, settings, method=method, limit=limit), found.bound)
    return found


def _context(problem: Problem, method: str) -> dict[str, Any]:
    ahead = [one for one in problem.sittings if one.standing == "open"]
    load = round(os.getloadavg()[0], 1)
    return {"waiting": len(problem.requests), "sittings": len(ahead), "method": method, "load": load}


def _figures(problem: Problem, settings: Settings, plan: Plan, bound: float) -> None:
    context = _context(problem, plan.method)
    figure("planner", "seconds", plan.seconds, "s", **context)
    figure("planner", "gap_pct", 100 * (bound - plan.value) / plan.gain if plan.gain else 0.0, "%", digits=3, **context)
    figure("planner", "served", len(plan.placed), "requests", **context)
    figure("planner", "share_30d", 100 * _on_time(problem, settings, plan) / max(1, len(plan.placed)), "%", **context)
    figure("planner", "broken_rules", _broken(problem, settings, plan), "rules", **context)


def _on_time(problem: Problem, settings: Settings, plan: Plan) -> int:
    prices, requests = Prices(problem, settings), {one.id: one for one in problem.requests}
    days = {one.id: one.day for one in problem.sittings}
    return sum(prices.is_on_time(requests[one.request], days[one.sitting]) for one in plan.placed)


def _broken(problem: Problem, settings: Settings, plan: Plan) -> int:
    is_asked = plan.method != "fcfs" and len(problem.requests) <= JUDGED
    return len(judge.faults(problem, plan, settings if is_asked else replace(settings, order="none")))


def _replan(problem: Problem, settings: Settings, first: Plan, limit: float, seed: int) -> None:
    """Cancel one sitting of those that were told, and plan again."""
    days = sorted(problem.sittings, key=lambda one: (one.day, one.id))
    if len(days) <= CANCELLED:
        return
    after = generate.told(problem, first, before=TOLD, cancelled=(days[CANCELLED].id,))
    tell(f"{days[CANCELLED].id} is cancelled")
    second = planning.plan(after, settings, limit=limit, seed=seed)
    context = _context(after, "planner")
    changes = replan.changes(after, second)
    figure("planner", "replan_seconds", second.seconds, "s", **context)
    figure("planner", "replan_gap_pct", 100 * second.gap, "%", digits=3, **context)
    figure("planner", "told", len(changes.told), "requests", **context)
    figure("planner", "moved_beyond_cancelled", len(changes.moved_beyond_cancelled), "requests", **context)
    figure("planner", "cancelled", len(changes.cancelled), "requests", **context)
    figure("planner", "cancelled_placed", len(changes.cancelled_placed), "requests", **context)


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
