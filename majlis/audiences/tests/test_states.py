"""Every move on every state, and every role's power, without a database."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pytest

from majlis.accounts.roles import ROLES
from majlis.audiences import rules
from majlis.audiences.states import HOLDING, MOVES, SITTING_MOVES, SittingState, State
from majlis.core.moves import Move
from majlis.core.viewer import Grant, Kind, Viewer

S, P = State, SittingState

ARROWS: dict[str, tuple[set[str], str]] = {
    "propose": (set(), S.PROPOSED),
    "release": ({S.PROPOSED}, S.RELEASED),
    "tell": ({S.PROPOSED}, S.TOLD),
    "confirm": ({S.TOLD}, S.CONFIRMED),
    "ask_to_move": ({S.TOLD, S.CONFIRMED}, S.MOVED),
    "move": ({S.PROPOSED}, ""),
    "move_told": ({S.TOLD, S.CONFIRMED}, S.TOLD),
    "withdraw": ({S.TOLD, S.CONFIRMED}, S.WITHDRAWN),
    "let_go": ({S.TOLD}, S.RELEASED),
    "ask_to_yield": ({S.TOLD, S.CONFIRMED}, ""),
    "agree_to_yield": ({S.TOLD, S.CONFIRMED}, ""),
    "keep_place": ({S.TOLD, S.CONFIRMED}, ""),
    "offer": (set(), S.OFFERED),
    "accept": ({S.OFFERED}, S.CONFIRMED),
    "decline": ({S.OFFERED}, S.RELEASED),
    "lapse": ({S.OFFERED}, S.RELEASED),
    "recall": ({S.OFFERED}, S.RELEASED),
    "give_back": ({S.PROPOSED, S.OFFERED, S.TOLD, S.CONFIRMED}, S.WITHDRAWN),
    "cancel": ({S.TOLD, S.CONFIRMED, S.ARRIVED}, S.CANCELLED),
    "arrive": ({S.TOLD, S.CONFIRMED}, S.ARRIVED),
    "go_in": ({S.ARRIVED}, S.IN),
    "attend": ({S.ARRIVED, S.IN}, S.ATTENDED),
    "miss": ({S.TOLD, S.CONFIRMED}, S.ABSENT),
    "leave_undecided": ({S.ATTENDED}, ""),
    "note_gate": ({S.TOLD, S.CONFIRMED, S.ARRIVED}, ""),
    "pass_gate": ({S.TOLD, S.CONFIRMED, S.ARRIVED, S.IN}, ""),
    "insert": (set(), S.CONFIRMED),
    "note_late": ({S.TOLD, S.CONFIRMED}, ""),
    "call": ({S.TOLD, S.CONFIRMED, S.ARRIVED}, ""),
    "step_out": ({S.IN}, S.ARRIVED),
    "put_later": ({S.TOLD, S.CONFIRMED, S.ARRIVED}, ""),
    "swap_today": ({S.TOLD, S.CONFIRMED, S.ARRIVED}, ""),
}
SITTING_ARROWS: dict[str, tuple[set[str], str]] = {
    "publish": ({P.PLANNED}, P.PUBLISHED),
    "hold": ({P.PUBLISHED}, P.HELD),
    "cancel": ({P.PLANNED, P.PUBLISHED}, P.CANCELLED),
    "change_hours": ({P.PLANNED, P.PUBLISHED}, ""),
    "shift": ({P.PLANNED, P.PUBLISHED}, ""),
    "reseat": ({P.PLANNED, P.PUBLISHED}, ""),
    "pause": ({P.PUBLISHED}, ""),
    "resume": ({P.PUBLISHED}, ""),
    "tell_delay": ({P.PUBLISHED}, ""),
}
PLACING = {
    "agree_to_yield",
    "keep_place",
    "let_go",
    "offer",
    "recall",
    "propose",
    "release",
    "tell",
    "move",
    "move_told",
    "swap_today",
    "note_gate",
}
RECEIVING = {"arrive", "go_in", "attend", "miss", "note_late", "step_out", "put_later"}
HOSTING = RECEIVING | {"confirm", "ask_to_move", "withdraw", "note_gate", "accept", "decline"}
OFFICE_ONLY = {"ask_to_yield", "cancel", "leave_undecided", "insert"}
MAY = {
    "minister_office": PLACING | HOSTING | OFFICE_ONLY,
    "operations_officer": PLACING | HOSTING,
    "section_head": PLACING | {"confirm", "ask_to_move", "withdraw", "accept", "decline"},
    "hall_host": HOSTING,
    "gate_officer": HOSTING | {"pass_gate"},
    "reception_officer": HOSTING | {"pass_gate"},
    "toll_free_agent": {"note_gate"},
    "inquiries_officer": {"note_gate"},
}


def a_case(**words: Any) -> Any:
    given = {"barred": [], "women_only": False, "women_readers": False, "sensitivity": 0, "centre_id": 1, "pk": 5}
    return SimpleNamespace(**(given | {"beneficiary_id": 9} | words))


def an_appointment(state: str, **words: Any) -> Any:
    return SimpleNamespace(state=state, centre_id=1, case=a_case(**words))


def staff(role: str, centre: int | None = 1, **words: Any) -> Viewer:
    return Viewer(kind=Kind.STAFF, id=7, grants=(Grant(role, centre),), marks=frozenset({"staff:7"}), **words)


@pytest.mark.parametrize(("table", "arrows"), [(MOVES, ARROWS), (SITTING_MOVES, SITTING_ARROWS)])
def test_every_move_is_drawn_and_none_beside(table: dict[str, Move], arrows: dict[str, tuple[set[str], str]]) -> None:
    assert {name: (set(move.starts), move.ends) for name, move in table.items()} == arrows


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", MOVES)
def test_a_move_starts_only_where_it_may(name: str, state: State) -> None:
    house = Viewer(kind=Kind.SYSTEM)
    assert rules.may(house, name, cast(Any, an_appointment(state))) == (state in ARROWS[name][0])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", MOVES)
def test_a_role_has_its_moves_and_no_other(role: str, name: str) -> None:
    expected = name in MAY.get(role, set())
    assert rules.holds_power(staff(role), name, an_appointment(S.TOLD)) == expected


@pytest.mark.parametrize("role", sorted(set(MAY) - {"minister_office"}))
@pytest.mark.parametrize("name", MOVES)
def test_a_role_of_another_centre_has_no_move(role: str, name: str) -> None:
    assert not rules.holds_power(staff(role, 2), name, an_appointment(S.TOLD))


@pytest.mark.parametrize("name", MOVES)
def test_who_is_barred_has_no_move(name: str) -> None:
    assert not rules.holds_power(staff("minister_office", None), name, an_appointment(S.TOLD, barred=["staff:7"]))


@pytest.mark.parametrize("name", sorted(HOSTING))
def test_a_man_does_not_receive_her_who_asked_for_women(name: str) -> None:
    hers = an_appointment(S.TOLD, women_only=True)
    assert not rules.holds_power(staff("hall_host"), name, hers)
    assert rules.holds_power(staff("hall_host", women=True), name, hers)


@pytest.mark.parametrize("name", MOVES)
def test_the_person_may_only_answer(name: str) -> None:
    mine, other = Viewer(kind=Kind.LINK, id=5), Viewer(kind=Kind.LINK, id=6)
    person = Viewer(kind=Kind.BENEFICIARY, id=9)
    allowed = name in {"confirm", "ask_to_move", "withdraw", "note_gate", "accept", "decline"}
    one = an_appointment(S.TOLD)
    assert rules.holds_power(mine, name, one) == rules.holds_power(person, name, one) == allowed
    assert not rules.holds_power(other, name, one)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", SITTING_MOVES)
def test_only_the_office_moves_a_sitting(role: str, name: str) -> None:
    also = {"publish": {"operations_officer"}, "tell_delay": {"operations_officer"}}
    expected = role in {"minister_office"} | also.get(name, set())
    assert rules.has_power_over_sitting(staff(role), name) == expected


def test_what_holds_a_place_ends_somewhere() -> None:
    assert {S.PROPOSED, S.OFFERED, S.TOLD, S.CONFIRMED, S.ARRIVED, S.IN} == HOLDING


@pytest.mark.parametrize(
    ("today", "in_time"),
    [(dt.date(2026, 11, 27), True), (dt.date(2026, 11, 28), True), (dt.date(2026, 11, 29), False)],
)
def test_three_full_days_lie_between_telling_and_the_day(today: dt.date, in_time: bool) -> None:
    assert rules.is_told_in_time(dt.date(2026, 12, 2), today) is in_time


def test_a_request_is_heard_before_thirty_days_are_over() -> None:
    complete = dt.datetime(2026, 11, 1, 22, tzinfo=dt.UTC)
    assert rules.last_day(complete) == dt.date(2026, 12, 1)
    assert rules.last_day(None) is None
