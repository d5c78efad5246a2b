"""A grave case takes what the rule says, in its order, and nobody else is moved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from majlis.audiences.planner import generate, grave, judge_grave, planning
from majlis.audiences.planner.plans import HeldOpen, Plan
from majlis.audiences.planner.problem import Held, Problem, Sitting
from majlis.audiences.planner.tests.world import FIRST, TODAY, placed, plan, problem, request, sitting

GRAVE = {"priority": "critical", "notice": 0, "needs": (), "complete": TODAY}
EXTRA = sitting("x", FIRST, standing="extra", start=720, end=780, pauses=())


def held(name: str, start: int) -> Held:
    return Held(name, "s1", "hall", start, 10, told=True)


def full(*more: Sitting, told: tuple[str, ...] = ("a", "b"), agrees: bool = True, **words: Any) -> tuple[Problem, Plan]:
    """Return a sitting of twenty minutes that two who were told fill, one of whom would give way."""
    first = sitting("s1", FIRST, end=620, pauses=(), gap=0, ease=0, **words)
    low, high = request("a", priority="low", needs=()), request("b", gives_way=agrees, needs=())
    given = problem(low, high, request("g", **GRAVE), sittings=(first, *more))
    given = replace(given, places=tuple(replace(one, turn=0) for one in given.places))
    given = replace(given, held=tuple(held(name, 600 if name == "a" else 610) for name in told))
    seats = (placed("a", 600, helpers=(), why="told"), placed("b", 610, helpers=(), why="told"))
    return given, plan(*(one if one.request in told else replace(one, why="best") for one in seats))


def check(given: Problem, before: Plan) -> grave.Inserted:
    done = grave.insert(given, before, "g")
    assert done is not None
    assert judge_grave.faults(given, before, done) == []
    return done


def test_free_time_is_taken_first() -> None:
    given, before = full(sitting("s2", FIRST))
    assert check(given, before).step == "free"


def test_a_place_held_open_comes_before_a_longer_sitting() -> None:
    given, _ = full(open=(10,), stretch=30)
    before = plan(placed("a", 600, helpers=(), why="told"), held_open=(HeldOpen("s1", 610, 10),))
    given = replace(given, held=given.held[:1])
    done = check(given, before)
    assert (done.step, done.placed.start, done.gives_way) == ("open", 610, "")
    assert done.problem.sittings[0].open == ()


def test_who_was_not_told_yet_makes_room() -> None:
    given, before = full(told=("b",), stretch=30)
    done = check(given, before)
    assert (done.step, done.gives_way) == ("untold", "a")


def test_a_longer_sitting_comes_before_an_extra_one() -> None:
    given, before = full(EXTRA, stretch=30)
    done = check(given, before)
    assert (done.step, done.placed.start) == ("longer", 620)
    assert done.problem.sittings[0].end == 650


def test_an_extra_sitting_comes_before_anybody_gives_way() -> None:
    given, before = full(EXTRA)
    done = check(given, before)
    assert (done.step, done.placed.sitting, done.problem.sittings[1].standing) == ("extra", "x", "open")


def test_who_agrees_gives_way_before_the_least_urgent() -> None:
    given, before = full()
    done = check(given, before)
    assert (done.step, done.gives_way) == ("agreed", "b")
    owed = {one.id: one.debt for one in done.problem.requests}
    assert owed == {"a": False, "b": True, "g": False}
    assert [one.request for one in done.problem.held] == ["a"]


def test_the_least_urgent_gives_way_last() -> None:
    given, before = full(agrees=False)
    done = check(given, before)
    assert (done.step, done.gives_way) == ("told", "a")


def test_nobody_of_his_class_gives_way() -> None:
    given, before = full()
    same = tuple(replace(one, priority="critical") for one in given.requests)
    assert grave.insert(replace(given, requests=same), before, "g") is None


@pytest.mark.parametrize("step", ["agreed", "told"])
def test_the_judge_finds_a_step_that_was_taken_too_soon(step: grave.Step) -> None:
    given, before = full(stretch=30)
    without_it = tuple(replace(one, stretch=0, standing="open") for one in given.sittings)
    done = grave.insert(replace(given, sittings=without_it), before, "g")
    assert done is not None
    assert done.step == "agreed"
    found = judge_grave.faults(given, before, replace(done, step=step))
    assert "grave_order" in {one.rule for one in found}


def test_the_judge_finds_who_was_moved_beside() -> None:
    given, before = full(stretch=30)
    done = check(given, before)
    moved = tuple(replace(one, place="far") if one.request == "b" else one for one in done.plan.placed)
    found = judge_grave.faults(given, before, replace(done, plan=replace(done.plan, placed=moved)))
    assert "others_moved" in {one.rule for one in found}


@pytest.mark.parametrize("seed", range(4))
def test_a_grave_case_finds_its_place_in_made_up_plans(seed: int) -> None:
    given = generate.problem(seed, generate.Measure(waiting=60, sittings=3, grid=5, gap=2))
    first = planning.plan(given, limit=3)
    given = generate.told(given, first, before=3)
    comes = request("g", **GRAVE | {"who": "men", "modes": frozenset({"person", "video"}), "far_person": None})
    given = replace(given, requests=(*given.requests, comes))
    done = grave.insert(given, first, "g")
    assert done is not None
    assert judge_grave.faults(given, first, done) == []
    again = planning.plan(done.problem, limit=3)
    assert done.gives_way in {"", *again.owed}
