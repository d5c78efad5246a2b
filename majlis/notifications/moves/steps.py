"""The plan of a notice, step by step: what goes together, then one way after the other until the person is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from majlis.centres.queries import ministry_calendar
from majlis.core import clock, scope
from majlis.core.viewer import system
from majlis.notifications import addressees, carriers, facts, plan, quiet
from majlis.notifications.addressees import MEDIA, Addressee, AddresseeKind, Point
from majlis.notifications.models import Delivery, Notice
from majlis.notifications.moves.moving import locked
from majlis.notifications.states import LIVE
from majlis.people.models import ContactPoint
from majlis.people.moves import mark_contact_bad
from majlis.people.states import BadContact
from majlis.trail import moves as trail

ENGINE = system("majlis.notifications.engine")


def begin(notice_id: int) -> list[int]:
    """Begin the plan of a notice: the ways that go together. Returns the ids of new deliveries, [] when begun."""
    with scope.house():
        notice = locked(notice_id)
        if notice.begun_at:
            return []
        Notice.objects.filter(pk=notice.pk).update(begun_at=clock.now())
        if notice.is_settled:
            return []
        to = addressees.current(notice.addressee)
        if to.never and not notice.says.asked:
            Notice.objects.filter(pk=notice.pk).update(kept_at=clock.now())
            return []
        ways = plan.together(notice.says, to, carriers.channels())
        return _open_step(notice, 0, ways) if ways else _next_step(notice, to)


def climb(notice_id: int) -> list[int]:
    """Go to the next way when the present step has had its time or has failed. Returns the ids of new deliveries."""
    with scope.house():
        notice = locked(notice_id)
        if notice.is_settled or notice.until is None:
            return []
        still = [delivery for delivery in notice.deliveries.filter(step=notice.step) if delivery.state in LIVE]
        if still and notice.until > clock.now():
            return []
        return _next_step(notice, addressees.current(notice.addressee))


def allowed(notice: Notice, point: Point, at: dt.datetime) -> dt.datetime:
    """Return the first instant from `at` on at which a notice may arrive at a point."""
    if notice.says.asked or notice.to_kind == AddresseeKind.DUTY:
        return at
    event = notice.event_at or notice.not_after
    return quiet.next_allowed(at, urgent=notice.urgent, event_at=event, hours=point.hours)


def _open_step(notice: Notice, step: int, ways: Iterable[plan.Way]) -> list[int]:
    now, made, begins = clock.now(), [], []
    for way in ways:
        at = allowed(notice, way.point, now)
        row = Delivery.objects.create(
            notice=notice,
            channel=way.channel,
            address=way.point.value,
            alone=way.point.alone,
            step=step,
            next_try_at=at,
        )
        made.append(row)
        begins.append(at)
    channels = {row.channel for row in made}
    until = plan.give_until(channels, max(begins), urgent=notice.urgent, calendar=ministry_calendar())
    Notice.objects.filter(pk=notice.pk).update(step=step, until=until)
    return [row.pk for row in made]


def _next_step(notice: Notice, to: Addressee) -> list[int]:
    if to.never and not notice.says.asked:
        Notice.objects.filter(pk=notice.pk).update(kept_at=clock.now(), until=None)
        return []
    tried = [plan.Tried(*row) for row in notice.deliveries.values_list("channel", "address", "state")]
    way = None if notice.is_over(clock.now()) else plan.then(notice.says, to, carriers.channels(), tried)
    if way:
        return _open_step(notice, notice.step + 1, [way])
    _end_of_plan(notice, [one.state for one in tried])
    return []


def _end_of_plan(notice: Notice, states: list[str]) -> None:
    """End the plan. Who had to be told and was not, or whom nothing reached, is on the list of the untold."""
    left = any(state in LIVE for state in states)
    unreached = None if left and not notice.says.then else clock.now()
    Notice.objects.filter(pk=notice.pk).update(until=None, unreached_at=unreached)
    if unreached:
        trail.record(
            facts.NOT_REACHED.name, by=ENGINE, subject=("notice", notice.pk), notice=notice.kind, of_case=notice.case_id
        )


def after_failure(notice: Notice, delivery: Delivery, *, bad: str = "") -> list[int]:
    """Go on after a delivery that failed, once nothing of its step is left. `bad` is what is wrong with the address.

    Returns the ids of new deliveries.
    """
    if bad and notice.to_kind == AddresseeKind.BENEFICIARY:
        _mark(notice, delivery, bad)
    others = notice.deliveries.filter(step=delivery.step, state__in=sorted(LIVE))
    if notice.is_settled or delivery.step != notice.step or others.exists():
        return []
    return _next_step(notice, addressees.current(notice.addressee))


def _mark(notice: Notice, delivery: Delivery, bad: str) -> None:
    points = ContactPoint.objects.in_use().filter(
        channel__in=MEDIA.get(delivery.channel, ()), value=delivery.address,
        beneficiary=addressees.current(notice.addressee).id,
    )  # fmt: skip
    for point in points:
        mark_contact_bad(point, reason=BadContact(bad), by=ENGINE)
