"""A delivery on its way: taken out to be sent, its receipt or failure kept, its report taken, found again when lost.

Each of these is one short transaction; the carrier is called between them, with none open (see `engine`).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from majlis.core import clock, scope
from majlis.core.viewer import Viewer
from majlis.notifications import addressees, carriers, kinds, parcels, plan
from majlis.notifications.addressees import Addressee, Point
from majlis.notifications.carriers import CarrierFailed, Parcel, Receipt
from majlis.notifications.models import Delivery, Notice
from majlis.notifications.moves import notices
from majlis.notifications.moves.moving import can, locked, move_delivery
from majlis.notifications.moves.steps import ENGINE, after_failure, allowed
from majlis.notifications.states import DUE, DeliveryState
from majlis.people.states import BadContact

STALE_MINUTES = 10


def take(delivery_id: int) -> Parcel | None:
    """Mark a due delivery as being sent and return what the carrier gets; None when it must not leave now.

    Recall, expiry, quiet and safe hours, and the person's wish as it is today are looked at again here.
    """
    with scope.house():
        notice = locked(Delivery.objects.values_list("notice_id", flat=True).get(pk=delivery_id))
        delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery_id)
        now = clock.now()
        if delivery.state not in DUE or delivery.next_try_at is None or delivery.next_try_at > now:
            return None
        to = addressees.current(notice.addressee)
        point = _still_wanted(notice, delivery, to, now)
        if point is None:
            return None
        at = allowed(notice, point, now)
        if at > now:
            Delivery.objects.filter(pk=delivery.pk).update(next_try_at=at)
            return None
        delivery.alone = point.alone
        parcel = parcels.pack(notice, delivery, to, point)
        move_delivery(
            delivery, "take", sending_since=now, tries=delivery.tries + 1, next_try_at=None, alone=point.alone,
            words_version=parcel.words_version,
        )  # fmt: skip
        return parcel


def hand_over(delivery_id: int, receipt: Receipt) -> None:
    """Keep the receipt of a delivery that left."""
    with scope.house():
        notice, delivery = _both(delivery_id)
        changes: dict[str, Any] = {"reference": receipt.reference or None, "receipt": receipt.facts, "failure": ""}
        move = next((name for name in ("hand_over", "find") if can(delivery, name)), "")
        if move:
            move_delivery(delivery, move, sent_at=clock.now(), sending_since=None, next_try_at=None, **changes)
        else:  # a report came before this receipt: the state stands, only the paper is kept
            Delivery.objects.filter(pk=delivery.pk).update(sent_at=clock.now(), **changes)
        if receipt.told:
            notices.told(notice, "report", ENGINE, delivery=delivery)
        if notice.says.secret and not notice.deliveries.filter(state__in=[*DUE, DeliveryState.SENDING]).exists():
            Notice.objects.filter(pk=notice.pk).update(facts={})


def give_up_on(delivery_id: int, failure: CarrierFailed) -> list[int]:
    """Keep why a delivery did not leave: try again later, or go to the next way. Returns the ids of new deliveries."""
    with scope.house():
        notice, delivery = _both(delivery_id)
        if not can(delivery, "fail_for_now"):  # a report came first, or the worker was taken for dead
            return []
        again = None if failure.permanent else plan.again_at(clock.now(), delivery.tries)
        words = {"failure": failure.message[:200], "sending_since": None}
        if again is not None:
            move_delivery(delivery, "fail_for_now", next_try_at=again, **words)
            return []
        move_delivery(delivery, "fail", next_try_at=None, **words)
        return after_failure(notice, delivery, bad=BadContact.NO_SUCH if failure.bad_address else "")


def receipt(
    channel: str,
    *,
    reference: str = "",
    delivery: int = 0,
    reached: bool,
    bad_address: bool = False,
    by: Viewer = ENGINE,
) -> bool:
    """Take a delivery report: found by our number or by the provider's reference. Safe to take twice, in any order.

    Returns False when no delivery fits. A report of arrival after one of failure counts; the other way round not.
    """
    with scope.house():
        rows = Delivery.objects.filter(channel=channel)
        found = rows.filter(pk=delivery).first() if delivery else rows.filter(reference=reference or None).first()
        if found is None:
            return False
        notice, found = _both(found.pk)
        if reached:
            notices.told(notice, "report", by, delivery=found)
        elif can(found, "fail"):
            move_delivery(found, "fail", next_try_at=None, failure="reported")
            after_failure(notice, found, bad=BadContact.UNDELIVERED if bad_address else "")
    return True


def lose_stale() -> list[int]:
    """Handle what was being sent when its worker died: nobody knows whether it left.

    Where the carrier knows a parcel again it is sent once more; where it does not, it counts as sent at most once
    and waits for a report, while the plan goes on in its time. Returns the ids of those to be sent again.
    """
    with scope.house():
        before = clock.now() - dt.timedelta(minutes=STALE_MINUTES)
        stale = Delivery.objects.filter(state=DeliveryState.SENDING, sending_since__lt=before)
        rows = list(stale.select_for_update(skip_locked=True, no_key=True).order_by("id")[:500])
        return [delivery.pk for delivery in rows if _lost(delivery)]


def forget_secrets() -> int:
    """Wipe the facts of secret notices that are of no more use, such as codes that ran out. Returns how many."""
    secret = [name for name, kind in kinds.all_kinds().items() if kind.secret]
    with scope.house():
        rows = Notice.objects.filter(kind__in=secret, not_after__lte=clock.now()).exclude(facts={})
        return rows.update(facts={})


def _lost(delivery: Delivery) -> bool:
    move_delivery(delivery, "lose", sending_since=None, failure="worker lost")
    known = delivery.channel in carriers.channels() and carriers.carrier(delivery.channel).repeats
    if known and delivery.tries < plan.MOST_TRIES:
        move_delivery(delivery, "again", next_try_at=clock.now())
        return True
    return False


def _still_wanted(notice: Notice, delivery: Delivery, to: Addressee, now: dt.datetime) -> Point | None:
    """Return the point to send to, or None after moving a delivery that must not leave any more."""
    point = to.point_at(delivery.channel, delivery.address)
    if notice.recalled_at or (notice.told_at and delivery.step) or (to.never and not notice.says.asked):
        move_delivery(delivery, "recall", next_try_at=None)
    elif notice.is_over(now):
        move_delivery(delivery, "expire", next_try_at=None)
    elif point is None:
        move_delivery(delivery, "recall", next_try_at=None)
        Notice.objects.filter(pk=notice.pk, until__isnull=False).update(until=now)
    else:
        return point
    return None


def _both(delivery_id: int) -> tuple[Notice, Delivery]:
    notice = locked(Delivery.objects.values_list("notice_id", flat=True).get(pk=delivery_id))
    return notice, Delivery.objects.select_for_update(no_key=True).get(pk=delivery_id)
