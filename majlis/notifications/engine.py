"""The sending engine: what goes out is marked, then handed over with no transaction open, then its receipt is kept.

A killed worker loses nothing: what it had not marked is still due, and what it had marked is found again by the
sweep (see `moves.lose_stale` for what is then sent once more and what is not).
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable

from django.db.models import QuerySet

from majlis.core import clock, jobs, scope
from majlis.notifications import carriers, moves
from majlis.notifications.carriers import CarrierFailed, Parcel, Receipt
from majlis.notifications.models import Delivery, Notice
from majlis.notifications.moves import calls
from majlis.notifications.moves.steps import ENGINE
from majlis.notifications.states import DUE

log = logging.getLogger(__name__)

A_SWEEP = 2000
UNBEGUN = dt.timedelta(minutes=5)
"""After this a notice whose own job was lost is begun by the sweep."""
FORGOTTEN = dt.timedelta(minutes=30)


def send(notice_id: int) -> None:
    """Begin the plan of a notice and send what may leave at once. To be called with no transaction open."""
    with scope.within(ENGINE):
        made = moves.begin(notice_id)
    deliver_all(made)


def deliver_all(ids: Iterable[int]) -> None:
    """Send deliveries one after the other, and those that their failing brings about."""
    waiting = list(ids)
    while waiting:
        waiting.extend(deliver(waiting.pop(0)))


def deliver(delivery_id: int) -> list[int]:
    """Send one delivery if it is due. Returns the ids of deliveries that its failing brought about."""
    with scope.within(ENGINE):
        parcel = moves.take(delivery_id)
    if parcel is None:
        return []
    outcome = _carry(parcel)
    with scope.within(ENGINE):
        if isinstance(outcome, CarrierFailed):
            return moves.give_up_on(delivery_id, outcome)
        if outcome is not None:
            moves.hand_over(delivery_id, outcome)
    return []


def sweep() -> None:
    """Look after all that time brings about: what is due, stale, waiting for its next way, or too late.

    Works by the house's clock. To be called with no transaction open; what is due becomes a job of its own.
    """
    now = clock.now()
    with scope.within(ENGINE):
        moves.lose_stale()
        moves.forget_secrets()
    with scope.within(ENGINE):
        calls.drop_late()
        calls.free_forgotten(now - FORGOTTEN)
    with scope.within(ENGINE):
        due = Delivery.objects.filter(state__in=sorted(DUE), next_try_at__lte=now)
        _enqueue("deliver", "delivery", due.order_by("next_try_at"))
        forgotten = Notice.objects.filter(begun_at=None, created_at__lte=now - UNBEGUN)
        _enqueue("send", "notice", forgotten.order_by("created_at"))
        climbing = Notice.objects.filter(until__lte=now, told_at=None, recalled_at=None)
        _enqueue("climb", "notice", climbing.order_by("until"))


def climb(notice_id: int) -> None:
    """Go to the next way of a notice whose present one has had its time, and send by it."""
    with scope.within(ENGINE):
        made = moves.climb(notice_id)
    deliver_all(made)


def _carry(parcel: Parcel) -> Receipt | CarrierFailed | None:
    """Hand a parcel to its carrier. None when the carrier broke and nobody knows whether the parcel left."""
    try:
        carrier = carriers.carrier(parcel.channel)
    except KeyError:
        return CarrierFailed("no carrier for this channel", permanent=True, bad_address=False)
    try:
        return carrier.send(parcel)
    except CarrierFailed as failure:
        return failure
    except Exception:
        log.exception("the carrier of channel %s broke on delivery %s", parcel.channel, parcel.delivery)
        return CarrierFailed("carrier broke", permanent=False) if carrier.repeats else None


def _enqueue(task: str, word: str, rows: QuerySet[Delivery] | QuerySet[Notice]) -> None:
    name = f"majlis.notifications.tasks.{task}"
    for pk in rows.values_list("pk", flat=True)[:A_SWEEP]:
        jobs.enqueue(name, once=f"{task}:{pk}", **{word: pk})
