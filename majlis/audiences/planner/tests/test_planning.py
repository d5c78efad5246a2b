"""Plans of made-up problems: all rules kept, never worse than a clerk's, bound true, in time, the same again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from majlis.audiences.planner import generate, judge, planning
from majlis.audiences.planner.generate import Measure
from majlis.audiences.planner.plans import Plan
from majlis.audiences.planner.problem import Problem
from majlis.audiences.planner.tests import world
from majlis.audiences.planner.weights import Settings

LIMIT = 3.0  # seconds
SHAPES = (
    Measure(waiting=30, sittings=3, grid=5, opposed=0.2, shared=0.2, interpreters=0.4),
    Measure(waiting=60, sittings=4, grid=1, gap=2, pause=True, interpreters=0.3, shared=0.2),
    Measure(waiting=50, sittings=3, grid=5, gap=5, deputy=True, opposed=0.3, shared=0.3),
    Measure(waiting=40, sittings=3, grid=1, gap=1, pause=True, deputy=True, audiences=9, interpreters=0.6),
    Measure(waiting=0),
    Measure(waiting=5, sittings=1),
)
SETTINGS = (Settings(), Settings(order="score"), Settings(order="none", place_share=0.1, long_share=0.4))


def made(seed: int) -> tuple[Problem, Settings]:
    return generate.problem(seed, SHAPES[seed % len(SHAPES)]), SETTINGS[seed % len(SETTINGS)]


def check(problem: Problem, settings: Settings) -> Plan:
    """Plan in all three ways, judge each, and compare them."""
    found = planning.plan(problem, settings, limit=LIMIT, seed=1)
    greedy = planning.by_list(problem, settings)
    fcfs = planning.by_list(problem, settings, method="fcfs")
    assert judge.faults(problem, found, settings) == []
    assert judge.faults(problem, greedy, settings) == []
    assert judge.faults(problem, fcfs, replace(settings, order="none")) == []
    assert found.value >= greedy.value
    assert max(found.value, greedy.value) <= found.bound + 1e-6
    assert greedy.value <= greedy.bound + 1e-6
    assert found.limit == LIMIT
    assert 0 < found.seconds < LIMIT + planning.MARGIN
    return found


@pytest.mark.parametrize("seed", range(12))
def test_plans_of_made_up_problems_keep_all_rules(seed: int) -> None:
    problem, settings = made(seed)
    first = check(problem, settings)
    cancelled = {problem.sittings[len(problem.sittings) // 2].id}
    after = generate.told(problem, first, before=2, cancelled=cancelled)
    second = check(after, settings)
    kept = {one.request for one in after.held if one.sitting not in cancelled}
    assert kept <= {one.request for one in second.placed if one.why == "told"}


def test_the_same_seed_gives_the_same_plan() -> None:
    problem, settings = made(1)
    one, other = (planning.plan(problem, settings, limit=30, seed=7) for _ in range(2))
    assert (one.placed, one.gain, one.bound) == (other.placed, other.gain, other.bound)


def test_a_plan_is_near_the_bound_where_all_is_easy() -> None:
    problem = generate.problem(3, SHAPES[0])
    assert planning.plan(problem, limit=10).gap < 0.02


@pytest.mark.parametrize("limit", [0.0, 0.05, 0.5])
def test_a_plan_comes_within_any_limit(limit: float) -> None:
    problem = generate.problem(2, Measure(waiting=400, sittings=6))
    found = planning.plan(problem, limit=limit)
    assert found.limit == limit
    assert found.seconds <= limit + planning.MARGIN
    assert judge.faults(problem, found, Settings(order="none")) == []
    assert found.value <= found.bound


def test_nobody_waits_and_nobody_sits() -> None:
    found = planning.plan(world.problem())
    assert (found.placed, found.gain, found.bound, found.gap) == ((), 0.0, 0.0, 0.0)
