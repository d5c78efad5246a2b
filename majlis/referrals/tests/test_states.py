"""The table of moves as pure data: every move from every state, and every role."""

from __future__ import annotations

import itertools

import pytest

from majlis.accounts.roles import ROLES
from majlis.core.viewer import Grant, Kind, Viewer, system
from majlis.referrals import rules
from majlis.referrals.models import Referral
from majlis.referrals.states import ENDED, MOVES, OPEN, State

ALLOWED = {
    "see": {"sent"},
    "acknowledge": {"sent", "seen", "sent_back"},
    "ask": {"sent", "seen", "acknowledged", "promised", "sent_back"},
    "tell": {"asked"},
    "promise": {"sent", "seen", "acknowledged", "promised", "sent_back"},
    "answer": {"sent", "seen", "acknowledged", "asked", "promised", "sent_back"},
    "record_answer": {"sent", "seen", "acknowledged", "asked", "promised", "sent_back"},
    "send_back": {"answered"},
    "withdraw": {"sent", "seen", "acknowledged", "asked", "promised", "sent_back"},
}
OF_LIAISON = {"see", "acknowledge", "ask", "promise", "answer"}
OF_FOLLOWUP = {"tell", "promise", "record_answer", "send_back", "withdraw"}


def _viewer(role: str, *marks: str) -> Viewer:
    return Viewer(kind=Kind.STAFF, id=7, grants=(Grant(role),), marks=frozenset({"staff:7", *marks}))


@pytest.mark.parametrize(("name", "state"), list(itertools.product(MOVES, State.values)))
def test_move_starts_only_where_the_table_says(name: str, state: str) -> None:
    assert MOVES[name].allows(state) is (state in ALLOWED[name])


@pytest.mark.parametrize(("name", "role"), list(itertools.product(MOVES, ROLES)))
def test_move_belongs_to_the_liaison_of_the_body_or_to_follow_up(name: str, role: str) -> None:
    referral = Referral(body_id=5, state="sent", barred=[])
    mine = role == "body_liaison" and name in OF_LIAISON
    desk = role == "followup_officer" and name in OF_FOLLOWUP
    assert rules.holds_power(_viewer(role, "body:5"), name, referral) is (mine or desk)
    assert rules.holds_power(_viewer(role, "body:6"), name, referral) is desk


@pytest.mark.parametrize("name", MOVES)
def test_nobody_barred_and_nobody_outside_makes_a_move(name: str) -> None:
    referral = Referral(body_id=5, state="sent", barred=["staff:7"])
    for role in ("body_liaison", "followup_officer"):
        assert not rules.holds_power(_viewer(role, "body:5"), name, referral)
    for kind in (Kind.BENEFICIARY, Kind.LINK, Kind.ANONYMOUS, Kind.LIAISON):
        assert not rules.holds_power(Viewer(kind=kind, id=1), name, referral)
    assert rules.holds_power(system("x"), name, referral)


def test_every_state_is_open_or_ended_and_can_be_reached() -> None:
    assert set(State.values) == OPEN | ENDED
    assert {move.ends for move in MOVES.values()} | {"sent"} == set(State.values)
