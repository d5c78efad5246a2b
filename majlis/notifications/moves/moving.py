"""The one door through which a delivery or a call task changes its state: compare, and set."""

from __future__ import annotations

from typing import Any

from majlis.core.errors import Busy
from majlis.notifications.models import CallTask, Delivery, Notice
from majlis.notifications.states import CALL_MOVES, DELIVERY_MOVES


def locked(notice_id: int) -> Notice:
    """Return a notice, locked. Acts lock the notice first, then what hangs on it, so that none waits in a ring."""
    return Notice.objects.select_for_update(no_key=True).get(pk=notice_id)


def can(delivery: Delivery, name: str) -> bool:
    """Tell whether a move may start from where a delivery is."""
    return DELIVERY_MOVES[name].allows(delivery.state)


def move_delivery(delivery: Delivery, name: str, **changes: Any) -> None:
    """Make a move. Raises Busy when the delivery is no longer where this move starts, or somebody was faster."""
    move = DELIVERY_MOVES[name]
    ends = move.after(delivery.state)
    rows = Delivery.objects.filter(pk=delivery.pk, state=delivery.state)
    if not move.allows(delivery.state) or not rows.update(state=ends, **changes):
        raise Busy
    _follow(delivery, state=ends, **changes)


def move_call(call: CallTask, name: str, **changes: Any) -> None:
    """Make a move on a call task. Raises Busy as above; the version that the page showed must still be the one."""
    move = CALL_MOVES[name]
    ends = move.after(call.state)
    changes["version"] = call.version + 1
    rows = CallTask.objects.filter(pk=call.pk, state=call.state, version=call.version)
    if not move.allows(call.state) or not rows.update(state=ends, **changes):
        raise Busy
    _follow(call, state=ends, **changes)


def _follow(row: Any, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
