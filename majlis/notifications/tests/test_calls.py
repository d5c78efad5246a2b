"""Calls that a person makes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_viewer
from majlis.core import clock, scope
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import Viewer
from majlis.notifications import engine, moves, parts, queries, rules
from majlis.notifications.models import CallTask, Notice
from majlis.notifications.moves import calls
from majlis.notifications.tests.builders import HOUSE, MOBILE, a_kind, delivery, fresh, sent, somebody, states
from majlis.trail.tests import reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


@pytest.fixture(autouse=True)
def _to_calls_only(settings: Any) -> Any:
    settings.CARRIERS = {"call": "majlis.channels.calls.carrier.Calls"}
    with a_kind("test.call", together=(), then=("call",)):
        yield


def a_call(**words: Any) -> tuple[Notice, CallTask]:
    notice = sent("test.call", **words)
    return notice, _call(notice)


def _call(notice: Notice) -> CallTask:
    with scope.within(HOUSE):
        return CallTask.objects.get(delivery__notice=notice)


def agent(*, woman: bool = False) -> Viewer:
    return replace(a_viewer("toll_free_agent"), women=woman)


def test_a_call_is_put_on_the_list_once() -> None:
    notice, call = a_call()
    assert states(notice) == {"call": "sent"}
    assert call.phone == MOBILE.value
    assert "612 345 678" in call.script
    engine.deliver(delivery(notice, "call").pk)
    assert _call(notice).pk == call.pk


def test_a_call_that_reached_the_person_tells_him() -> None:
    notice, call = a_call(about=("case", 44))
    by = agent()
    with scope.within(by):
        moves.finish(moves.claim(call, by=by), "told", by=by, note="asks_back")
    assert (fresh(notice).told_how, states(notice)) == ("call", {"call": "told"})
    assert (_call(notice).state, _call(notice).result) == ("done", "told")
    assert len(reading.looks(viewer=by.token, case_id=44)) == 1


def test_two_who_take_one_call_at_once_one_wins() -> None:
    _notice, call = a_call()
    same = CallTask(**{field.attname: getattr(call, field.attname) for field in CallTask._meta.fields})
    first, second = agent(), agent()
    with scope.within(first):
        moves.claim(call, by=first)
    with pytest.raises(Busy), scope.within(second):
        moves.claim(same, by=second)


def test_nobody_writes_down_a_call_that_he_has_not_taken() -> None:
    _notice, call = a_call()
    taker, other = agent(), agent()
    with scope.within(taker):
        moves.claim(call, by=taker)
    for act in (lambda: moves.finish(call, "told", by=other), lambda: moves.release(call, by=other)):
        with pytest.raises(Refused, match="Take the call first"), scope.within(other):
            act()


@pytest.mark.parametrize("role", ["audit_officer", "minister_office", "hall_host", "body_liaison"])
def test_other_roles_make_no_calls(role: str) -> None:
    _notice, call = a_call()
    by = a_viewer(role)
    assert not rules.may_ring(by, call)
    with pytest.raises(Refused), scope.within(by):
        moves.claim(call, by=by)


def test_who_does_not_answer_is_rung_later_and_three_times() -> None:
    notice, call = a_call()
    by = agent()
    for number in (1, 2, 3):
        with scope.within(by):
            moves.put_off(moves.claim(call, by=by), by=by, note="switched_off")
        assert call.tries == number
    assert (call.state, call.result, states(notice)) == ("done", "no_answer", {"call": "failed"})
    assert fresh(notice).unreached_at is not None


def test_a_call_put_off_waits_two_working_hours() -> None:
    _notice, call = a_call()
    by = agent()
    with scope.within(by):
        moves.put_off(moves.claim(call, by=by), by=by)
    assert call.not_before == clock.now() + dt.timedelta(hours=2)
    with scope.within(HOUSE):
        assert not CallTask.objects.due().filter(pk=call.pk).exists()


def test_a_wrong_number_goes_to_the_next_address() -> None:
    from majlis.notifications.addressees import Point

    second = Point("landline", "+966112345678")
    notice, call = a_call(to=somebody(MOBILE, second))
    by = agent()
    with scope.within(by):
        moves.finish(moves.claim(call, by=by), "wrong_number", by=by)
    with scope.within(HOUSE):
        assert list(notice.deliveries.order_by("id").values_list("address", "state")) == [
            (MOBILE.value, "failed"),
            (second.value, "waiting"),
        ]


def test_no_man_rings_where_women_only_were_asked_for() -> None:
    notice = sent("test.call", somebody(women_only=True))
    call, man, woman = _call(notice), agent(), agent(woman=True)
    assert (rules.may_ring(man, call), rules.may_ring(woman, call)) == (False, True)
    with scope.within(man):
        assert not CallTask.objects.visible_to(man).filter(pk=call.pk).exists()
    with scope.within(woman):
        assert CallTask.objects.visible_to(woman).filter(pk=call.pk).exists()
    with scope.within(HOUSE):
        assert queries.calls_for_women_waiting() == 1


def test_the_respondent_rings_nobody_about_it() -> None:
    by = agent()
    notice = sent("test.call", barred=[by.token])
    assert not rules.may_ring(by, _call(notice))


def test_a_telephone_that_others_answer_gets_a_neutral_script() -> None:
    notice, call = a_call(to=somebody(replace(MOBILE, alone=False)))
    assert call.neutral
    assert "612" not in call.script
    assert "Appointment" not in call.script
    assert notice.told_at is None


def test_a_recalled_call_leaves_the_list_even_when_taken() -> None:
    _first, taken = a_call(about=("appointment", 5))
    by = agent()
    with scope.within(by):
        moves.claim(taken, by=by)
    with scope.within(HOUSE):
        moves.recall(("appointment", 5))
    with pytest.raises(Busy), scope.within(by):
        moves.finish(taken, "told", by=by)
    assert _call(_first).state == "dropped"
    assert states(_first) == {"call": "recalled"}


def test_a_call_is_dropped_when_it_would_come_too_late(morning: Any) -> None:
    notice, _made = a_call(not_after=clock.now() + dt.timedelta(hours=1))
    morning.shift(dt.timedelta(hours=2))
    engine.sweep()
    assert (_call(notice).state, states(notice)) == ("dropped", {"call": "recalled"})


def test_a_forgotten_call_goes_back_to_the_list(morning: Any) -> None:
    notice, call = a_call()
    by = agent()
    with scope.within(by):
        moves.claim(call, by=by)
    with scope.within(HOUSE):
        assert calls.free_forgotten(clock.now()) == 0
    morning.shift(dt.timedelta(minutes=31))
    engine.sweep()
    assert _call(notice).state == "open"


def test_the_case_page_says_what_became_of_it() -> None:
    notice = sent("test.call", about=("case", 88))
    with scope.within(HOUSE):
        [line] = parts.on_case(88, HOUSE)
        assert (line.mark, [way.state for way in line.ways]) == ("working", ["sent"])
        moves.told(notice, "officer", HOUSE)
        [line] = parts.on_case(88, HOUSE)
    assert (line.mark, str(line.how)) == ("done", "told by an officer")


@pytest.mark.parametrize("role", ROLES)
def test_the_calls_are_in_the_rail_of_those_who_ring(role: str) -> None:
    assert [line.code for line in parts.rail(a_viewer(role)) if line.code == "calls"] == ["calls"] * (
        role in rules.CALLERS
    )
