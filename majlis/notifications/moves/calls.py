"""Calls that a person makes: put on the list, taken by one, ended with what came of it."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from majlis.centres.queries import ministry_calendar
from majlis.core import clock, scope
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.notifications import facts, rules
from majlis.notifications.carriers import Parcel
from majlis.notifications.models import CallTask, Delivery
from majlis.notifications.moves import notices
from majlis.notifications.moves.moving import can, locked, move_call, move_delivery
from majlis.notifications.moves.steps import after_failure
from majlis.notifications.states import CallNote, CallResult
from majlis.people.states import BadContact
from majlis.trail import moves as trail

MOST_TRIES = 3
WAIT_MINUTES = 120
"""Working time between two tries to ring somebody who did not answer."""


def open_call(parcel: Parcel) -> CallTask:
    """Put a call on the list of the staff; the same parcel twice is one call."""
    with scope.house():
        notice = Delivery.objects.select_related("notice").get(pk=parcel.delivery).notice
        call, _new = CallTask.objects.get_or_create(
            delivery_id=parcel.delivery,
            defaults={
                "case_id": notice.case_id,
                "name": parcel.name,
                "phone": parcel.address,
                "language": parcel.language,
                "script": parcel.words,
                "neutral": parcel.neutral,
                "urgent": notice.urgent,
                "women_only": notice.women_only,
                "barred": notice.barred,
                "not_after": notice.not_after,
            },
        )
    return call


def claim(call: CallTask, *, by: Viewer) -> CallTask:
    """Take a call to make it. Raises Refused when it is not his to make, Busy when another was faster."""
    _refuse_unless(rules.may_ring(by, call))
    with scope.house():
        move_call(call, "claim", claimed_by_id=by.id, claimed_at=clock.now())
        if call.case_id:
            trail.looked(by, call.case_id, why="call")
    return call


def release(call: CallTask, *, by: Viewer) -> CallTask:
    """Give a call back to the list. Raises Refused when he does not hold it, Busy when it has changed."""
    _refuse_unless(rules.has_claimed(by, call))
    with scope.house():
        move_call(call, "release", claimed_by_id=None, claimed_at=None)
    return call


def put_off(call: CallTask, *, by: Viewer, note: str = "") -> CallTask:
    """Note that nobody answered: back on the list for later, or, after the third time, on to the next way.

    Raises Refused when he does not hold it, Busy when it has changed.
    """
    _refuse_unless(rules.has_claimed(by, call))
    if call.tries + 1 >= MOST_TRIES:
        return finish(call, CallResult.NO_ANSWER, by=by, note=note)
    with scope.house():
        later = ministry_calendar().add(clock.now(), WAIT_MINUTES)
        move_call(
            call, "put_off", claimed_by_id=None, claimed_at=None, tries=call.tries + 1, not_before=later,
            note=CallNote(note),
        )  # fmt: skip
        _write_down(call, CallResult.NO_ANSWER, by)
    return call


def finish(call: CallTask, result: str, *, by: Viewer, note: str = "") -> CallTask:
    """End a call: the person was told, the number is wrong, or nobody ever answered.

    Raises Refused when he does not hold it, Busy when it has changed.
    """
    _refuse_unless(rules.has_claimed(by, call))
    with scope.house():
        delivery = Delivery.objects.get(pk=call.delivery_id)
        notice = locked(delivery.notice_id)
        move_call(
            call, "finish", result=CallResult(result), note=CallNote(note), done_at=clock.now(), tries=call.tries + 1
        )
        _write_down(call, result, by)
        if result == CallResult.TOLD:
            notices.told(notice, "call", by, delivery=delivery)
        elif can(delivery, "fail"):
            move_delivery(delivery, "fail", next_try_at=None, failure=str(result))
            after_failure(notice, delivery, bad=BadContact.STRANGER if result == CallResult.WRONG_NUMBER else "")
    return call


def free_forgotten(before: dt.datetime) -> int:
    """Give back to the list the calls that somebody took before an instant and never ended. Returns how many."""
    with scope.house():
        rows = CallTask.objects.filter(state="claimed", claimed_at__lt=before).select_for_update(skip_locked=True)
        found = list(rows.order_by("id"))
        for call in found:
            move_call(call, "release", claimed_by_id=None, claimed_at=None)
    return len(found)


def drop_late() -> int:
    """Take from the list the calls that would come too late. Returns how many."""
    with scope.house():
        rows = CallTask.objects.open().filter(not_after__lte=clock.now()).select_for_update(skip_locked=True)
        found = list(rows.order_by("id"))
        for call in found:
            move_call(call, "drop", done_at=clock.now())
            delivery = Delivery.objects.get(pk=call.delivery_id)
            if can(delivery, "take_back"):
                move_delivery(delivery, "take_back")
    return len(found)


def _write_down(call: CallTask, result: str, by: Viewer) -> None:
    trail.record(facts.CALLED.name, by=by, subject=("call", call.pk), result=str(result), of_case=call.case_id)


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise Refused("not_your_call", _("Take the call first: only who has taken it writes down how it ended."))
