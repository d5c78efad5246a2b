"""Random weeks through the engine: nothing that was promised breaks, and a broken promise would be seen.

Ten thousand weeks are lived through by `make -s bench NAME=replay`.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from majlis.audiences.planner import replay, sequence
from majlis.audiences.planner.deadline import Deadline
from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.ledger import Ledger
from majlis.audiences.planner.problem import Held
from majlis.audiences.planner.tests.world import FIRST, problem, request, sitting
from majlis.audiences.planner.weights import Settings

HAPPENS = {"asked", "told", "heard", "moved", "withdrawn", "offered", "accepted", "declined", "absent"}


@pytest.mark.parametrize("seed", range(4))
def test_no_promise_breaks_in_fifty_random_weeks(seed: int) -> None:
    house = replay.weeks(seed, 50, solved=25)
    assert house.broken == []
    assert house.events.keys() >= HAPPENS
    assert house.events["solved"] == 2


def a_house() -> replay.House:
    """Return a house with two who are told of the next session, one after the other."""
    house = replay.House(random.Random(1), 1)
    replay._open(house)
    name = min(house.sittings)
    house.sittings[name] = replace(house.sittings[name], standing="open")
    for start in (600, 620):
        one = replay._ask(house, "normal")
        house.held[one.id] = Held(one.id, name, "room", start, 10, told=True)
    return house


def test_two_at_once_before_the_minister_are_seen() -> None:
    house = a_house()
    first, second = house.held.values()
    house.held[second.request] = replace(second, start=first.start + 5)
    replay._look(house)
    assert {one.promise for one in house.broken} == {"double booking"}


def test_a_person_in_two_places_is_seen() -> None:
    house = a_house()
    first, second = house.held.values()
    for one in (first, second):
        house.waiting[one.request] = replace(house.waiting[one.request], parties=("the same",))
    house.held[second.request] = replace(second, start=first.start)
    replay._look(house)
    assert "two places" in {one.promise for one in house.broken}


@pytest.mark.parametrize(("agreed", "broken"), [(False, ["told too late"]), (True, [])])
def test_short_notice_without_consent_is_seen(agreed: bool, broken: list[str]) -> None:
    house = a_house()
    name = next(iter(house.held))
    house.waiting[name] = replace(house.waiting[name], notice=None)
    replay._told(house, name, min(house.sittings), agreed=agreed)
    assert [one.promise for one in house.broken] == broken


def test_same_seed_lives_the_same_weeks() -> None:
    assert replay.weeks(3, 10, solved=100).events == replay.weeks(3, 10, solved=100).events


def test_nobody_new_comes_where_the_place_to_be_held_open_has_no_room() -> None:
    """Found by the replay: the solver left an open place out that had no room, and filled the gaps beside it."""
    full = sitting("s1", FIRST, start=600, end=640, pauses=(), open=(10,))
    given = problem(request("one"), request("two"), request("new"), sittings=(full,))
    held = (Held("one", "s1", "hall", 605, 10, told=True), Held("two", "s1", "hall", 622, 10, told=True))
    ground = Ground(replace(given, held=held), Settings())
    ledger = Ledger(ground)
    for placed in ground.fixed:
        ledger.take(placed)
    sequence.sequence(ledger, [full], [], Deadline(5), 0)
    assert (ledger.open, ledger.unheld, ledger.longest(full)) == ([], {"s1"}, 0)
