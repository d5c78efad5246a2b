"""Every move from every state, as pure data."""

from __future__ import annotations

import pytest

from majlis.notifications.states import (
    CALL_MOVES,
    CALL_ROLES,
    DELIVERY_MOVES,
    DUE,
    LIVE,
    UNDELIVERED,
    CallState,
    DeliveryState,
)

D = DeliveryState
DELIVERY = {
    "take": {D.WAITING: D.SENDING, D.FAILED_TEMPORARY: D.SENDING},
    "hand_over": {D.SENDING: D.SENT},
    "fail_for_now": {D.SENDING: D.FAILED_TEMPORARY},
    "fail": {D.SENDING: D.FAILED, D.SENT: D.FAILED, D.UNKNOWN: D.FAILED},
    "lose": {D.SENDING: D.UNKNOWN},
    "find": {D.UNKNOWN: D.SENT, D.WAITING: D.SENT},
    "again": {D.UNKNOWN: D.WAITING},
    "tell": {
        D.WAITING: D.TOLD, D.FAILED_TEMPORARY: D.TOLD, D.SENDING: D.TOLD, D.UNKNOWN: D.TOLD, D.SENT: D.TOLD,
        D.FAILED: D.TOLD,
    },
    "recall": {D.WAITING: D.RECALLED, D.FAILED_TEMPORARY: D.RECALLED},
    "expire": {D.WAITING: D.EXPIRED, D.FAILED_TEMPORARY: D.EXPIRED},
    "take_back": {D.SENT: D.RECALLED},
}  # fmt: skip
C = CallState
CALL = {
    "claim": {C.OPEN: C.CLAIMED},
    "release": {C.CLAIMED: C.OPEN},
    "put_off": {C.CLAIMED: C.OPEN},
    "finish": {C.CLAIMED: C.DONE},
    "drop": {C.OPEN: C.DROPPED, C.CLAIMED: C.DROPPED},
}


@pytest.mark.parametrize("state", list(DeliveryState))
@pytest.mark.parametrize("name", sorted(DELIVERY_MOVES))
def test_a_delivery_moves_only_as_drawn(name: str, state: DeliveryState) -> None:
    move, ends = DELIVERY_MOVES[name], DELIVERY[name].get(state)
    assert move.allows(state) is (ends is not None)
    assert ends is None or move.after(state) == ends


@pytest.mark.parametrize("state", list(CallState))
@pytest.mark.parametrize("name", sorted(CALL_MOVES))
def test_a_call_moves_only_as_drawn(name: str, state: CallState) -> None:
    move, ends = CALL_MOVES[name], CALL[name].get(state)
    assert move.allows(state) is (ends is not None)
    assert ends is None or move.after(state) == ends


def test_who_may_move_a_call() -> None:
    assert {name: move.roles for name, move in CALL_MOVES.items() if not move.system} == dict.fromkeys(
        ("claim", "release", "put_off", "finish"), CALL_ROLES
    )
    assert all(move.system and not move.roles for move in DELIVERY_MOVES.values())


def test_every_state_is_in_one_group() -> None:
    assert DUE < LIVE
    assert frozenset() == LIVE & UNDELIVERED
    assert LIVE | UNDELIVERED | {D.TOLD} == set(DeliveryState)
