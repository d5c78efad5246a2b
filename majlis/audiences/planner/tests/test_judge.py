"""Each rule, broken by hand: the judge finds it. And plans that break none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from majlis.audiences.planner import judge
from majlis.audiences.planner.plans import HeldOpen, Overtaken, Placed
from majlis.audiences.planner.problem import (
    Absence,
    Distance,
    Held,
    Helper,
    Need,
    Opposed,
    Place,
    Problem,
    Request,
    Span,
)
from majlis.audiences.planner.tests.world import FIRST, TODAY, placed, plan, problem, request, sitting
from majlis.audiences.planner.weights import Settings

OLD = TODAY - dt.timedelta(days=40)


def broken(given: Problem, *audiences: Placed, settings: Settings | None = None, **more: Any) -> set[str]:
    """Return the rules that a plan of these audiences breaks."""
    return {one.rule for one in judge.faults(given, plan(*audiences, **more), settings)}


def test_nothing_is_found_in_a_good_plan() -> None:
    two = problem(request("a"), request("b"), request("c"))
    room = placed("b", 612, place="room", helpers=("hostess",))
    assert broken(two, placed("a", 600), room, placed("c", 670)) == set()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"request": "nobody"}, "unknown"),
        ({"place": "nowhere"}, "unknown"),
        ({"helpers": ("nobody",)}, "unknown"),
        ({"minutes": 9}, "length"),
        ({"start": 603}, "grid"),
        ({"start": 595}, "hours"),
        ({"start": 715}, "hours"),
        ({"start": 655}, "pause"),
        ({"place": "women"}, "place"),
        ({"place": "far"}, "place"),
        ({"helpers": ()}, "needs"),
        ({"helpers": ("speaks",)}, "needs"),
        ({"why": "debt"}, "reason"),
        ({"why": "told"}, "reason"),
        ({"why": "share", "share": "low"}, "reason"),
        ({"why": "date"}, "reason"),
        ({"why": "grave"}, "reason"),
    ],
)
def test_an_audience_that_cannot_be_is_found(change: dict[str, Any], rule: str) -> None:
    given = replace(problem(request("a")), grid=5)
    assert broken(given, placed("a", 600)) == set()
    assert rule in broken(given, replace(placed("a", 600), **change))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"ready": FIRST + dt.timedelta(days=1)}, "ready"),
        ({"unready": True}, "ready"),
        ({"not_before": FIRST + dt.timedelta(days=1)}, "cannot"),
        ({"cannot": frozenset({"s1"})}, "cannot"),
        ({"hours": (Span(670, 720),)}, "cannot"),
        ({"forbidden": frozenset({"s1"})}, "forbidden"),
        ({"forbidden": frozenset({"hall"})}, "forbidden"),
        ({"modes": frozenset({"person"})}, "place"),
        ({"companions": tuple("uvwxyz")}, "place"),
        ({"who": "women"}, "place"),
        ({"needs": (Need("host"), Need("interpreter", "ur"))}, "needs"),
        ({"needs": (Need("host", women=True),)}, "needs"),
        ({"women_only": True}, "needs"),
    ],
)
def test_an_audience_that_does_not_suit_is_found(change: dict[str, Any], rule: str) -> None:
    assert rule in broken(problem(request("a", **change)), placed("a", 600))


@pytest.mark.parametrize("standing", ["closed", "cancelled", "extra"])
def test_a_sitting_that_takes_nobody_is_found(standing: Any) -> None:
    given = problem(request("a"), sittings=(sitting("s1", FIRST, standing=standing),))
    assert "sitting" in broken(given, placed("a", 600))


@pytest.mark.parametrize(
    ("days", "agreed", "found"), [(4, None, False), (3, None, True), (3, 2, False), (1, 0, False), (2, 2, True)]
)
def test_three_full_days_of_notice_are_kept_unless_agreed(days: int, agreed: int | None, found: bool) -> None:
    soon = sitting("s1", TODAY + dt.timedelta(days=days))
    given = problem(request("a", notice=agreed), sittings=(soon,))
    assert ("notice" in broken(given, placed("a", 600))) is found


def test_a_far_hall_is_allowed_within_the_distance() -> None:
    given = problem(request("a", far_video=900), distances=(Distance("riyadh", "jeddah", 950),))
    assert "place" in broken(given, placed("a", 600, place="far"))
    given = replace(given, distances=(Distance("riyadh", "jeddah", 850),))
    assert "place" not in broken(given, placed("a", 600, place="far"))


def test_a_hall_that_is_closed_and_a_helper_who_is_away_are_found() -> None:
    closed = Place("hall", "riyadh", "video", closed=(Absence(FIRST, 605, 606),))
    assert "closed" in broken(problem(request("a"), places=(closed,)), placed("a", 600))
    away = Helper("host", "host", away=(Absence(FIRST, 605, 606),))
    assert "away" in broken(problem(request("a"), helpers=(away,)), placed("a", 600))


@pytest.mark.parametrize(
    ("second", "rule"),
    [
        ({"start": 611, "place": "room", "helpers": ("hostess",)}, "principal"),
        ({"start": 612, "helpers": ("hostess",)}, "hall"),
        ({"start": 612, "place": "room"}, "helper"),
    ],
)
def test_two_at_a_time_are_found(second: dict[str, Any], rule: str) -> None:
    given = problem(request("a"), request("b"))
    assert broken(given, placed("a", 600), placed("b", **second)) == {rule}


def test_one_person_in_two_places_is_found() -> None:
    lawyer = {"representatives": ("lawyer",)}
    given = problem(request("a", **lawyer), request("b", far_video=None, **lawyer), request("c", **lawyer))
    deputy = replace(sitting("d1", FIRST), principal="deputy")
    given = replace(given, sittings=(*given.sittings, deputy))
    at_once = placed("c", 600, sitting="d1", place="room", helpers=("hostess",))
    assert broken(given, placed("a", 600), at_once) == {"person"}
    travels = placed("b", 700, place="far", helpers=("hostess",))
    assert broken(given, placed("a", 600), travels) == {"person"}
    assert broken(given, placed("a", 600), travels, settings=Settings(travel=90)) == set()


def test_opposed_parties_on_one_day_are_found() -> None:
    sides = (Opposed("o", (frozenset({"a", "b"}), frozenset({"c"}))),)
    given = problem(request("a"), request("b"), request("c"), opposed=sides)
    assert broken(given, placed("a", 600), placed("b", 620)) == set()
    assert broken(given, placed("a", 600), placed("c", 700)) == {"opposed"}


@pytest.mark.parametrize(
    ("limits", "rule"), [({"audiences": 1}, "audiences"), ({"visitors": 1}, "visitors"), ({"ease": 91}, "ease")]
)
def test_a_sitting_that_is_too_full_is_found(limits: dict[str, Any], rule: str) -> None:
    given = problem(request("a"), request("b"), sittings=(sitting("s1", FIRST, **limits),))
    room = {"place": "room", "helpers": ("host",)}
    assert broken(given, placed("a", 600, **room), placed("b", 690, **room)) == {rule}


def test_a_person_with_two_places_is_found() -> None:
    assert broken(problem(request("a")), placed("a", 600), placed("a", 690)) == {"twice"}


def test_a_place_that_is_not_held_open_is_found() -> None:
    given = problem(request("a"), sittings=(sitting("s1", FIRST, open=(15,)),))
    assert broken(given, placed("a", 600)) == {"open"}
    assert broken(given, placed("a", 600), held_open=(HeldOpen("s1", 700, 15),)) == set()
    assert broken(given, placed("a", 600), held_open=(HeldOpen("s1", 605, 15),)) == {"open"}


def told(name: str, start: int = 600) -> Held:
    return Held(name, "s1", "hall", start, 10, told=True, helpers=("host",))


def test_a_told_person_who_is_moved_or_left_out_is_found() -> None:
    given = problem(request("a"), held=(told("a"),))
    assert broken(given, placed("a", 600, why="told")) == set()
    assert broken(given, placed("a", 690)) == {"told_moved"}
    assert broken(given) == {"told_moved"}


def test_who_comes_into_the_time_of_a_told_person_is_found() -> None:
    given = problem(request("a"), request("b"), held=(told("a"),))
    assert "principal" in broken(given, placed("a", 600, why="told"), placed("b", 605, place="room"))


@pytest.mark.parametrize(
    "change", [{"standing": "cancelled"}, {"start": 610}, {"pauses": (Span(605, 610),)}, {"end": 605}]
)
def test_a_told_place_that_fell_away_is_a_debt(change: dict[str, Any]) -> None:
    first, second = problem().sittings
    given = problem(request("a"), held=(told("a"),), sittings=(replace(first, **change), second))
    assert broken(given) == set()
    assert broken(given, placed("a", 600, sitting="s2", why="debt")) == set()


def of_two_classes(**more: Any) -> Problem:
    """Return a problem in which one was due long ago and ranks above the other; only one sitting suits them."""
    high = {"priority": "urgent", "complete": OLD, "cannot": frozenset({"s2"})} | more
    one = sitting("s1", FIRST, audiences=1)
    return problem(request("high", **high), request("low"), sittings=(one, sitting("s2", FIRST + dt.timedelta(7))))


def test_who_is_overtaken_past_day_29_is_found() -> None:
    assert broken(of_two_classes(), placed("low", 600)) == {"overtaken"}
    assert broken(of_two_classes(), placed("high", 600)) == set()


@pytest.mark.parametrize(
    "change",
    [{"minutes": 11}, {"cannot": frozenset({"s1", "s2"})}, {"priority": "low"}, {"unready": True}],
)
def test_whom_the_place_does_not_help_is_not_overtaken(change: dict[str, Any]) -> None:
    assert broken(of_two_classes(**change), placed("low", 600)) == set()


def test_a_later_place_in_good_time_is_no_overtaking() -> None:
    given = of_two_classes(complete=TODAY, cannot=frozenset())
    assert broken(given, placed("low", 600), placed("high", 600, sitting="s2")) == set()
    given = of_two_classes(complete=OLD, cannot=frozenset())
    assert broken(given, placed("low", 600), placed("high", 600, sitting="s2")) == {"overtaken"}


def test_a_written_reason_excuses_inside_a_class_only() -> None:
    written: dict[str, Any] = {"overtaken": (Overtaken("high", "low", "price", 5.0),)}
    given = of_two_classes(priority="normal", points=20)
    assert broken(given, placed("low", 600)) == {"overtaken"}
    assert broken(given, placed("low", 600), **written) == set()
    assert broken(given, placed("low", 600), settings=Settings(order="score"), **written) == {"overtaken"}
    assert broken(of_two_classes(), placed("low", 600), **written) == {"overtaken"}


def test_more_shares_than_are_due_are_found() -> None:
    def due(share: float) -> set[str]:
        return broken(
            of_two_classes(), placed("low", 600, why="share", share="normal"), settings=Settings(normal_share=share)
        )

    assert due(1.0) == set()
    assert due(0.9) == {"share"}


def test_a_request_that_nobody_placed_breaks_nothing() -> None:
    assert broken(problem(request("a"), Request("b", "low", 0, TODAY, 10, "riyadh"))) == set()
