"""The table of moves: every act in every state."""

from __future__ import annotations

import pytest

from majlis.core.viewer import ANONYMOUS, Grant, Kind, Viewer, system
from majlis.sealed import rules, states
from majlis.sealed.states import MOVES, State

R, B, A, P, C = State.RECEIVED, State.BEING_READ, State.ANSWERED, State.PASSED_ON, State.CLOSED
ALLOWED = {
    "read": {R: B},
    "answer": {B: A, A: A, P: P},
    "pass_on": {B: P, A: P, P: P},
    "close": {B: C, A: C, P: C},
    "reopen": {C: B},
}


@pytest.mark.parametrize("act", sorted(MOVES))
@pytest.mark.parametrize("state", list(State))
def test_act_leads_where_the_table_says(act: str, state: State) -> None:
    assert states.after(act, state) == ALLOWED[act].get(state)


def test_every_state_is_reached_and_has_its_words() -> None:
    assert {end for ends in ALLOWED.values() for end in ends.values()} | {R} == set(State)
    assert set(states.STAFF_WORDS) == set(states.PUBLIC_WORDS) == set(State)


def test_public_words_do_not_tell_that_it_was_passed_on() -> None:
    assert states.PUBLIC_WORDS[P] == states.PUBLIC_WORDS[B]


def test_only_the_officer_opens_the_compartment() -> None:
    officer = Viewer(kind=Kind.STAFF, id=1, grants=(Grant("security_reports_officer"),))
    assert rules.is_officer(officer)
    others = [
        Viewer(kind=Kind.STAFF, id=2, grants=(Grant("system_administrator"), Grant("minister"))),
        Viewer(kind=Kind.LIAISON, id=3, grants=(Grant("security_reports_officer"),)),
        system("x"),
        ANONYMOUS,
    ]
    assert not any(rules.is_officer(one) for one in others)
