"""The table of moves as pure data: every move, every state, every role."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest

from majlis.accounts.roles import ROLES
from majlis.cases import facts, notices, rules
from majlis.cases.models import Case
from majlis.cases.states import CAN_BE_OBJECTED, DESK_SECTIONS, FINAL, MOVES, OPEN, OUTCOME_OF, Section, State, Turn
from majlis.core import clock
from majlis.core.viewer import ANONYMOUS, Grant, Kind, Viewer
from majlis.notifications.kinds import all_kinds as all_notices
from majlis.trail.kinds import all_kinds

CENTRE = 3


def _case(state: str, **words: object) -> Case:
    section = words.pop("section", Section.ARCHIVE if state == State.CLOSED else Section.AUDIT)
    given = {"id": 1, "state": state, "section": section, "centre_id": CENTRE, "beneficiary_id": 5, "barred": []}
    if state == State.CLOSED:
        given |= {"outcome": "done", "closed_at": clock.now()}
    return Case(**(given | words))


def _viewer(role: str, **words: object) -> Viewer:
    given: dict[str, Any] = {"kind": Kind.STAFF, "id": 9, "grants": (Grant(role),), "women": True}
    return Viewer(**(given | words))


@pytest.mark.parametrize("name", MOVES)
def test_move_is_well_formed_when_read_as_data(name: str) -> None:
    move = MOVES[name]
    assert move.starts <= set(State.values)
    assert move.ends in {"", *State.values}
    assert move.turn in {"", *Turn.values}
    assert move.section in {"", *Section.values}
    assert move.roles <= set(ROLES)
    assert move.roles or move.public or move.system
    assert f"case.{name}" in all_kinds()


@pytest.mark.parametrize("name", MOVES)
def test_move_closes_with_an_outcome_when_it_ends_a_case(name: str) -> None:
    closes = MOVES[name].ends in FINAL
    assert closes == (name in OUTCOME_OF)
    if closes:
        assert MOVES[name].turn == Turn.NOBODY
        assert MOVES[name].section == Section.ARCHIVE


@pytest.mark.parametrize(("name", "state"), list(itertools.product(MOVES, State.values)))
def test_move_is_allowed_for_the_house_when_the_table_says_so(name: str, state: str) -> None:
    case = _case(state, **({"outcome": "joined"} if name == "unjoin" and state == State.CLOSED else {}))
    assert rules.may(Viewer(kind=Kind.SYSTEM), name, case) == (state in MOVES[name].starts)


@pytest.mark.parametrize(("name", "role"), list(itertools.product(MOVES, ROLES)))
def test_move_is_given_to_a_role_when_the_table_names_it(name: str, role: str) -> None:
    state = sorted(MOVES[name].starts)[0]
    case = _case(state, **({"outcome": "joined"} if name == "unjoin" else {}))
    assert rules.may(_viewer(role), name, case) == (role in MOVES[name].roles)


@pytest.mark.parametrize("name", MOVES)
def test_move_is_given_to_the_person_when_it_is_public(name: str) -> None:
    case = _case(sorted(MOVES[name].starts)[0])
    own = rules.holds_power(Viewer(kind=Kind.LINK, id=1), name, case)
    assert own == MOVES[name].public
    assert rules.holds_power(Viewer(kind=Kind.BENEFICIARY, id=5), name, case) == MOVES[name].public
    assert not rules.holds_power(Viewer(kind=Kind.LINK, id=2), name, case)
    assert not rules.holds_power(Viewer(kind=Kind.BENEFICIARY, id=6), name, case)
    assert not rules.holds_power(ANONYMOUS, name, case)


@pytest.mark.parametrize("name", [name for name in MOVES if MOVES[name].roles])
def test_move_is_refused_when_the_officer_is_complained_of(name: str) -> None:
    role = sorted(MOVES[name].roles)[0]
    case = _case(sorted(MOVES[name].starts)[0], barred=["staff:9"])
    assert not rules.holds_power(_viewer(role), name, case)


@pytest.mark.parametrize("section", sorted(DESK_SECTIONS))
def test_move_is_refused_to_a_man_when_women_only_serve(section: str) -> None:
    case = _case(State.SUBMITTED, section=section, women_only=True)
    assert rules.holds_power(_viewer("inquiries_officer"), "sort", case)
    assert not rules.holds_power(_viewer("inquiries_officer", women=False), "sort", case)


def test_move_is_refused_when_the_role_is_held_in_another_centre() -> None:
    case = _case(State.SUBMITTED, section=Section.INQUIRIES)
    here = _viewer("inquiries_officer", grants=(Grant("inquiries_officer", CENTRE),))
    there = _viewer("inquiries_officer", grants=(Grant("inquiries_officer", CENTRE + 1),))
    assert rules.may(here, "sort", case)
    assert not rules.may(there, "sort", case)
    assert not rules.may(there, "withdraw", case)
    assert rules.may(there, "withdraw", case, shared=True)
    assert not rules.may(there, "sort", case, shared=True)


@pytest.mark.parametrize(("name", "days"), [("object", 30), ("reopen", 30)])
def test_move_is_refused_when_thirty_days_have_passed(name: str, days: int) -> None:
    case = _case(State.CLOSED)
    assert rules.may(Viewer(kind=Kind.SYSTEM), name, case)
    case.closed_at = clock.now() - dt.timedelta(days=days + 1, minutes=1)
    assert not rules.may(Viewer(kind=Kind.SYSTEM), name, case)


@pytest.mark.parametrize("outcome", sorted(set(OUTCOME_OF.values())))
def test_object_depends_on_the_outcome_when_a_case_is_closed(outcome: str) -> None:
    case = _case(State.CLOSED, outcome=outcome)
    assert rules.may(Viewer(kind=Kind.LINK, id=1), "object", case) == (outcome in CAN_BE_OBJECTED)


def test_every_open_state_can_be_left_when_read_as_a_graph() -> None:
    reached: set[str] = {State.SUBMITTED}
    while True:
        more = {m.ends for m in MOVES.values() if m.ends and m.starts & reached} | reached
        if more == reached:
            break
        reached = more
    assert reached == set(State.values)
    for state in OPEN:
        assert any(state in move.starts and move.ends not in {"", state} for move in MOVES.values())


def _outside(turn: str) -> str:
    return turn if turn in {Turn.BENEFICIARY, Turn.BODY, Turn.NOBODY} else "the house"


@pytest.mark.parametrize("name", MOVES)
def test_move_owes_a_notice_when_the_turn_leaves_the_house_or_comes_back(name: str) -> None:
    """The appointment's own turn is told by its room, and `close` follows a result that was told already."""
    move = MOVES[name]
    by_another = {"await_answer_to_appointment", "await_sitting", "return_to_waiting_list", "close", "reject_result"}
    if move.turn and _outside(move.turn) != "the house" and name not in by_another:
        assert name in notices.NOTICE_OF
    if name in notices.NOTICE_OF:
        assert notices.NOTICE_OF[name] in all_notices()


def test_public_sentences_hold_no_officer_and_no_reasoning_of_the_house() -> None:
    for name, kind in all_kinds().items():
        if name.startswith("case.") and kind.public is not None:
            assert "%(who)s" not in str(kind.public)
    assert all_kinds()["case.note"].public is None
    assert all_kinds()["case.set_priority"].public is None
    assert facts.SHARES
