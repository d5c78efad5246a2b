"""After a change: who was told stays, what we owe is paid, and a move has its price."""

from __future__ import annotations

from dataclasses import replace

import pytest

from majlis.audiences.planner import generate, judge, planning, replan
from majlis.audiences.planner.generate import Measure
from majlis.audiences.planner.plans import Plan
from majlis.audiences.planner.problem import Absence, Problem
from majlis.audiences.planner.tests.world import FIRST, SECOND, problem, request, sitting
from majlis.audiences.planner.weights import Settings


@pytest.fixture(scope="module")
def made() -> tuple[Problem, Plan]:
    given = generate.problem(4, Measure(waiting=150, sittings=6, grid=5, gap=2))
    return given, planning.plan(given, limit=5)


def test_nobody_is_moved_beyond_a_cancelled_sitting(made: tuple[Problem, Plan]) -> None:
    given, first = made
    gone = given.sittings[2].id
    after = generate.told(given, first, before=4, cancelled=(gone,))
    second = planning.plan(after, limit=5)
    found = replan.changes(after, second)
    assert judge.faults(after, second) == []
    assert found.cancelled == {one.request for one in first.placed if one.sitting == gone}
    assert found.moved_beyond_cancelled == frozenset()
    assert found.tell == found.cancelled
    rules = judge.Judge(after, Settings())
    kept = replace(second, placed=tuple(one for one in second.placed if one.why == "told"))
    left_out = [rules.requests[name] for name in found.cancelled - found.cancelled_placed]
    assert len(left_out) < len(found.cancelled)
    for one in left_out:  # nobody could hear him: the minister does not sit in his city again, or is full of the told
        assert not any(next(rules.times(kept, one, its), None) for its in given.sittings if its.id != gone)


def test_a_closed_hall_owes_only_its_own(made: tuple[Problem, Plan]) -> None:
    given, first = made
    after = generate.told(given, first, before=4)
    day, hall = given.sittings[1].day, next(one for one in first.placed if one.sitting == given.sittings[1].id).place
    places = (replace(one, closed=(Absence(day),)) if one.id == hall else one for one in given.places)
    after = replace(after, places=tuple(places))
    found = replan.changes(after, planning.plan(after, limit=5))
    sitting_there = {one.request for one in first.placed if (one.sitting, one.place) == (given.sittings[1].id, hall)}
    assert found.cancelled == sitting_there
    assert found.moved_beyond_cancelled == frozenset()


def test_a_plan_that_moves_the_told_is_seen(made: tuple[Problem, Plan]) -> None:
    given, first = made
    after = generate.told(given, first, before=4)
    name = next(one.request for one in first.placed if one.sitting == given.sittings[1].id)
    moved = tuple(replace(one, start=one.start + 5) if one.request == name else one for one in first.placed)
    assert replan.changes(after, replace(first, placed=moved)).moved_beyond_cancelled == {name}


def test_a_move_to_a_free_place_costs_the_days_between() -> None:
    given = problem(request("a", points=0), request("b", points=0))
    plan = planning.plan(given, limit=2)
    assert {one.sitting for one in plan.placed} == {"s1"}
    found = replan.price(given, plan, "a", "s2")
    assert found.loss == pytest.approx(2 * (SECOND - FIRST).days)  # a class of weight 2, one price a day
    assert (found.moved | found.out | found.joined, found.barred) == (frozenset(), "")
    assert found.plan is not None
    assert judge.faults(given, found.plan, Settings(order="none")) == []


def test_a_move_into_a_full_sitting_costs_somebody_his_place() -> None:
    one = sitting("s1", FIRST, audiences=1)
    given = problem(request("a", priority="urgent"), request("b"), sittings=(one,))
    plan = planning.plan(given, limit=2)
    assert [placed.request for placed in plan.placed] == ["a"]
    found = replan.price(given, plan, "b", "s1")
    assert found.loss > 0
    assert found.out == {"a"}


@pytest.mark.parametrize(
    ("words", "barred"), [({"cannot": frozenset({"s2"})}, "cannot"), ({"modes": frozenset()}, "no_place")]
)
def test_a_move_that_cannot_be_says_why(words: dict[str, frozenset[str]], barred: str) -> None:
    given = problem(request("a", **words))
    found = replan.price(given, planning.plan(given, limit=2), "a", "s2")
    assert (found.loss, found.barred) == (0.0, barred)


def test_a_told_person_is_not_moved_for_a_price(made: tuple[Problem, Plan]) -> None:
    given, first = made
    after = generate.told(given, first, before=2)
    name = after.held[0].request
    assert replan.price(after, first, name, given.sittings[3].id).barred == "told"


def test_the_price_of_a_move_leaves_the_other_sittings_alone(made: tuple[Problem, Plan]) -> None:
    given, first = made
    one, target = first.placed[-1], given.sittings[2].id
    mover = next(
        placed for placed in reversed(first.placed)
        if placed.sitting != target and not replan.price(given, first, placed.request, target, limit=1).barred
    )  # fmt: skip
    found = replan.price(given, first, mover.request, target, limit=2)
    assert found.plan is not None
    assert one.sitting != target
    touched = {placed.request for placed in first.placed if placed.sitting == target}
    assert found.moved <= touched
    assert found.out <= touched
