"""Why here, why not yet and when, and what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from majlis.audiences.planner import generate, planning
from majlis.audiences.planner.explain import Explained, explain
from majlis.audiences.planner.problem import Held, Need, Problem
from majlis.audiences.planner.tests.world import FIRST, SECOND, TODAY, problem, request, sitting

OLD = TODAY - dt.timedelta(days=40)


def explained(given: Problem) -> Explained:
    return explain(given, planning.by_list(given))


def test_a_place_is_explained() -> None:
    found = explained(problem(request("a"), request("b", complete=OLD, cannot=frozenset({"s1"}))))
    assert found.here["a"] == (("class", "normal"), ("points", 10), ("in_time", 17), ("first", ""))
    assert found.here["b"] == (("class", "normal"), ("points", 10), ("late", 54), ("first", ""))
    assert found.left == ()


def test_what_was_told_and_what_is_owed_are_named() -> None:
    told = Held("a", "s1", "hall", 600, 10, told=True, helpers=("host",))
    gone = replace(told, request="b", sitting="s9")
    found = explained(problem(request("a"), request("b"), held=(told, gone)))
    assert found.here["a"][0] == ("told", "")
    assert found.here["b"][0] == ("debt", "")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"unready": True}, (("unready", 2),)),
        ({"ready": SECOND + dt.timedelta(days=1)}, (("ready_later", 2),)),
        ({"cannot": frozenset({"s1", "s2"})}, (("cannot", 2),)),
        ({"cannot": frozenset({"s1"}), "forbidden": frozenset({"s2"})}, (("cannot", 1), ("forbidden", 1))),
        ({"needs": (Need("interpreter", "am"),)}, (("no_place", 2),)),
        ({"minutes": 61}, (("no_place", 2),)),
    ],
)
def test_who_is_left_out_is_told_why(change: dict[str, Any], why: tuple[tuple[str, int], ...]) -> None:
    (left,) = explained(problem(request("a", **change))).left
    assert left.why == why
    assert (left.expected is None) is ("unready" in change)
    if left.expected is not None:
        assert left.expected > SECOND


def test_those_who_wait_on_are_expected_in_turn() -> None:
    full = (sitting("s1", FIRST, audiences=1), sitting("s2", SECOND, audiences=1))
    found = explained(problem(*(request(f"r{number}", points=9 - number) for number in range(5)), sittings=full))
    assert [(one.request, one.ahead) for one in found.left] == [("r2", 0), ("r3", 1), ("r4", 2)]
    assert [one.expected for one in found.left] == [SECOND + dt.timedelta(weeks=number) for number in (1, 2, 3)]
    assert {one.why for one in found.left} == {(("full", 2),)}


def test_the_shortfall_counts_sittings() -> None:
    full = (sitting("s1", FIRST, audiences=1), sitting("s2", SECOND, audiences=1))
    old = [request(f"o{number}", complete=OLD) for number in range(3)]
    new = [request(f"n{number}", complete=TODAY) for number in range(2)]
    found = explained(problem(*old, *new, sittings=full)).shortfall
    assert (found.late, found.lost, found.minutes, found.sittings) == (3, 3, 30, 3)
    free = explained(problem(*new)).shortfall
    assert (free.late, free.lost, free.minutes, free.sittings) == (0, 0, 0, 0)


def test_everybody_of_a_large_problem_is_explained() -> None:
    given = generate.problem(5, generate.Measure(waiting=150, sittings=3))
    plan = planning.by_list(given)
    found = explain(given, plan)
    assert len(found.here) + len(found.left) == 150
    assert all(one.why for one in found.left)
    assert found.shortfall.sittings > 0
