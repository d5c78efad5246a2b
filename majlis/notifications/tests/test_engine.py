"""From owed to told: together, then, until told; failures, recall, expiry, workers that die."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from majlis.core import clock, scope
from majlis.notifications import engine, moves
from majlis.notifications.addressees import Point
from majlis.notifications.carriers import Receipt
from majlis.notifications.models import Delivery, Notice
from majlis.notifications.tests.builders import (
    FACTS,
    HOUSE,
    MAIL,
    MOBILE,
    Box,
    OnceBox,
    a_kind,
    an_owed,
    delivery,
    fresh,
    refused,
    sent,
    somebody,
    states,
)
from majlis.trail.tests import reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kind", "box")]
Clock = time_machine.Traveller


def later(clock_: Clock, **by: float) -> None:
    clock_.shift(dt.timedelta(**by))


def climbed(notice: Notice) -> dict[str, str]:
    engine.climb(notice.pk)
    return states(notice)


def test_owed_twice_is_one_notice() -> None:
    first = an_owed(about=("case", 7))
    assert an_owed(about=("case", 7)).pk == first.pk
    assert an_owed(about=("case", 7), version=2).pk != first.pk


def test_a_missing_fact_is_a_defect() -> None:
    with pytest.raises(KeyError, match="reference"):
        an_owed(facts={"day": "2026-12-03"})


def test_together_goes_at_once_and_sent_is_not_told(morning: Clock, box: type[Box]) -> None:
    notice = sent()
    assert states(notice) == {"sms": "sent", "email": "sent"}
    assert notice.told_at is None
    assert [parcel.channel for parcel in box.sent] == ["sms", "email"]
    assert "612 345 678" in box.sent[0].words


def test_the_ladder_waits_for_its_time_then_climbs(morning: Clock) -> None:
    notice = sent()
    later(morning, hours=5)
    assert climbed(notice) == {"sms": "sent", "email": "sent"}
    later(morning, days=1)
    assert climbed(notice) == {"sms": "sent", "email": "sent", "call": "sent"}


def test_nothing_follows_once_told(morning: Clock) -> None:
    notice = sent()
    with scope.within(HOUSE):
        assert moves.told(notice, "reply", HOUSE)
        assert not moves.told(notice, "page", HOUSE)
    later(morning, days=9)
    assert "call" not in climbed(notice)
    assert fresh(notice).told_how == "reply"
    assert len(reading.entries(kind="notice.told", subject_id=notice.pk)) == 1


def test_the_end_of_the_ladder_is_on_the_list_of_the_untold(morning: Clock) -> None:
    notice = sent()
    for _step in range(3):
        later(morning, days=4)
        engine.climb(notice.pk)
    assert fresh(notice).unreached_at is not None
    assert len(reading.entries(kind="notice.not_reached", subject_id=notice.pk)) == 1


def test_a_permanent_failure_goes_to_the_next_way_at_once(morning: Clock, box: type[Box]) -> None:
    box.answers = [refused(), refused()]
    assert states(sent()) == {"sms": "failed", "email": "failed", "call": "sent"}


def test_a_failed_channel_is_used_again_for_another_address_only(morning: Clock, box: type[Box]) -> None:
    second = Point("mobile", "+966507654321")
    box.answers = [refused()]
    with a_kind("test.sms", together=("sms",), then=("sms", "call")):
        notice = sent("test.sms", somebody(MOBILE, second))
    with scope.within(HOUSE):
        went = list(notice.deliveries.order_by("id").values_list("channel", "address", "state"))
    assert went == [("sms", MOBILE.value, "failed"), ("sms", second.value, "sent")]


def test_a_temporary_failure_is_tried_again_later_and_later(morning: Clock, box: type[Box]) -> None:
    box.answers = [refused(permanent=False)] * 3
    with a_kind("test.sms", together=("sms",), then=()):
        notice = sent("test.sms")
        waits = []
        for _try in range(2):
            at = delivery(notice, "sms").next_try_at
            assert at is not None
            waits.append(round((at - clock.now()).total_seconds() / 60))
            morning.move_to(at)
            engine.deliver(delivery(notice, "sms").pk)
        assert waits == [1, 2]
        assert delivery(notice, "sms").state == "failed_temporary"
        later(morning, minutes=5)
        engine.deliver(delivery(notice, "sms").pk)
        assert (delivery(notice, "sms").state, delivery(notice, "sms").tries) == ("sent", 4)


def test_a_carrier_that_breaks_is_tried_again_only_if_it_repeats(morning: Clock, box: type[Box], settings: Any) -> None:
    settings.CARRIERS = {"sms": f"{OnceBox.__module__}.OnceBox", "email": settings.CARRIERS["email"]}
    OnceBox.answers = [RuntimeError("broke")]
    box.answers = [RuntimeError("broke")]
    notice = sent()
    assert states(notice) == {"sms": "sending", "email": "failed_temporary"}


def test_a_stale_sending_is_sent_again_only_by_a_carrier_that_repeats(morning: Clock, settings: Any) -> None:
    settings.CARRIERS = {**settings.CARRIERS, "sms": f"{OnceBox.__module__}.OnceBox"}
    notice = an_owed()
    with scope.within(HOUSE):
        for pk in moves.begin(notice.pk):
            moves.take(pk)
    later(morning, minutes=9)
    engine.sweep()
    assert states(notice) == {"sms": "sending", "email": "sending"}
    later(morning, minutes=2)
    engine.sweep()
    assert states(notice) == {"sms": "unknown", "email": "waiting"}


def test_a_recalled_notice_never_leaves(morning: Clock, box: type[Box]) -> None:
    notice = an_owed(about=("appointment", 3))
    with scope.within(HOUSE):
        made = moves.begin(notice.pk)
        assert moves.recall(("appointment", 3), kinds=["test.told"]) == 1
        assert moves.recall(("appointment", 3)) == 0
    engine.deliver_all(made)
    assert (states(notice), box.sent) == ({"sms": "recalled", "email": "recalled"}, [])


def test_a_notice_is_not_sent_after_its_time(morning: Clock, box: type[Box]) -> None:
    notice = an_owed(not_after=clock.now() + dt.timedelta(hours=1))
    with scope.within(HOUSE):
        made = moves.begin(notice.pk)
    later(morning, hours=2)
    engine.deliver_all(made)
    assert (states(notice), box.sent) == ({"sms": "expired", "email": "expired"}, [])


def test_the_night_is_quiet_but_for_what_is_urgent(box: type[Box]) -> None:
    with time_machine.travel("2026-11-24T20:00:00+00:00", tick=False) as night:
        usual, urgent = sent(), sent(urgent=True)
        assert set(states(usual).values()) == {"waiting"}
        assert set(states(urgent).values()) == {"sent"}
        night.move_to("2026-11-25T05:00:00+00:00")
        engine.deliver(delivery(usual, "sms").pk)
        assert states(usual)["sms"] == "sent"


def test_safe_hours_bind_what_is_urgent(morning: Clock) -> None:
    evening = Point("mobile", MOBILE.value, hours=(dt.time(16), dt.time(20)))
    notice = sent(to=somebody(evening), urgent=True)
    assert delivery(notice, "sms").next_try_at == dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC)


def test_a_deaf_person_is_never_rung(morning: Clock, box: type[Box]) -> None:
    box.answers = [refused(), refused()]
    notice = sent(to=somebody(deaf=True))
    assert states(notice) == {"sms": "failed", "email": "failed"}
    assert fresh(notice).unreached_at is not None


def test_an_address_that_others_read_gets_neutral_words(morning: Clock, box: type[Box]) -> None:
    with a_kind("test.neutral", calendar=True):
        shared = (Point("mobile", MOBILE.value, alone=False), Point("email", MAIL.value, alone=False))
        sent("test.neutral", somebody(*shared), facts={**FACTS, "starts_at": clock.now() + dt.timedelta(days=9)})
    said = " ".join(f"{parcel.subject} {parcel.words}" for parcel in box.sent).lower()
    assert len(box.sent) == 2
    assert not [word for word in ("612", "appointment", "ministry", "come") if word in said]
    assert [parcel.calendar for parcel in box.sent] == [None, None]
    assert all(parcel.neutral for parcel in box.sent)


def test_who_wants_no_contact_gets_nothing_and_may_read_it(morning: Clock, box: type[Box]) -> None:
    notice = sent(to=somebody(never=True), about=("case", 91))
    assert (states(notice), box.sent) == ({}, [])
    assert fresh(notice).kept_at is not None
    with scope.within(HOUSE):
        assert moves.read_on_page(91, HOUSE) == 0  # a contact is no beneficiary


def test_a_report_counts_once_and_in_any_order(morning: Clock, box: type[Box]) -> None:
    box.answers = [Receipt("op-1"), Receipt("op-2")]
    notice = sent()
    with scope.within(HOUSE):
        assert not moves.receipt("sms", reference="op-9", reached=True)
        assert not moves.receipt("sms", reached=True)
        assert moves.receipt("sms", reference="op-1", reached=False)
        assert states(notice)["sms"] == "failed"
        assert moves.receipt("sms", reference="op-1", reached=True)
        assert moves.receipt("sms", delivery=delivery(notice, "sms").pk, reached=False)
    assert states(notice)["sms"] == "told"
    assert fresh(notice).told_how == "report"


def test_a_report_that_overtakes_its_receipt_stands(morning: Clock) -> None:
    notice = an_owed()
    with scope.within(HOUSE):
        made = moves.begin(notice.pk)
        moves.take(made[0])
        assert moves.receipt("sms", delivery=made[0], reached=True)
        moves.hand_over(made[0], Receipt("op-7"))
    assert (delivery(notice, "sms").state, delivery(notice, "sms").reference) == ("told", "op-7")


def test_facts_of_a_secret_are_wiped_when_it_has_left_or_is_late(morning: Clock) -> None:
    soon = clock.now() + dt.timedelta(minutes=5)
    with a_kind("test.secret", secret=True, then=()):  # by SMS and by e-mail: the second needs the facts too
        left, late = sent("test.secret"), an_owed("test.secret", not_after=soon)
        assert fresh(left).facts == {}
        assert fresh(late).facts != {}
        later(morning, minutes=6)
        engine.sweep()
        assert fresh(late).facts == {}


def test_a_sweep_queues_what_is_due_once(morning: Clock) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    notice = an_owed()
    with scope.within(HOUSE):
        moves.begin(notice.pk)
    for _minute in range(2):
        engine.sweep()
    jobs = ProcrastinateJob.objects.filter(task_name="majlis.notifications.tasks.deliver")
    with scope.within(HOUSE):
        due = set(Delivery.objects.filter(notice=notice).values_list("pk", flat=True))
    assert [job.args["delivery"] for job in jobs if job.args["delivery"] in due] == sorted(due)


def test_a_receipt_from_a_worker_taken_for_dead_is_kept(morning: Clock, box: type[Box]) -> None:
    notice = an_owed()
    with scope.within(HOUSE):
        made = moves.begin(notice.pk)
        moves.take(made[0])
    later(morning, minutes=11)
    engine.sweep()
    assert states(notice)["sms"] == "waiting"
    with scope.within(HOUSE):
        moves.hand_over(made[0], Receipt("op-late"))
    engine.deliver(made[0])
    assert (states(notice)["sms"], box.sent) == ("sent", [])


def test_a_failure_after_the_report_changes_nothing(morning: Clock) -> None:
    notice = an_owed()
    with scope.within(HOUSE):
        made = moves.begin(notice.pk)
        moves.take(made[0])
        moves.receipt("sms", delivery=made[0], reached=True)
        assert moves.give_up_on(made[0], refused()) == []
    assert states(notice)["sms"] == "told"


def test_a_notice_whose_job_was_lost_is_begun_by_the_sweep(morning: Clock) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    notice = an_owed()
    jobs = ProcrastinateJob.objects.filter(task_name="majlis.notifications.tasks.send", args={"notice": notice.pk})
    engine.sweep()
    assert jobs.count() == 1  # its own
    later(morning, minutes=6)
    engine.sweep()
    assert jobs.count() == 2
    engine.send(notice.pk)
    engine.send(notice.pk)
    assert set(states(notice).values()) == {"sent"}
