"""Someone is in danger: whoever is on duty is rung at any hour, then the next, until one has it in hand."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from majlis.accounts.models import Staff
from majlis.accounts.queries import viewer_for
from majlis.accounts.tests.builders import a_staff, a_turn
from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import ANONYMOUS
from majlis.intake import moves
from majlis.intake.models import DutyCall
from majlis.intake.moves.duty import ANSWER_WITHIN
from majlis.intake.tests.test_taking import _request
from majlis.notifications.models import Notice

pytestmark = pytest.mark.django_db
LATE = ANSWER_WITHIN + dt.timedelta(minutes=1)
NIGHT = dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def at_night(time_machine: Any) -> None:
    """It is half past two at night in Riyadh."""
    time_machine.move_to(NIGHT, tick=False)


def _rung(case: Case) -> list[int]:
    with within(HOUSE):
        return list(DutyCall.objects.filter(case_id=case.pk).order_by("first_at", "id").values_list("staff", flat=True))


def _ring(case: Case) -> None:
    with within(HOUSE):
        moves.ring_duty(case.pk)


def _next(time_machine: Any) -> None:
    time_machine.shift(LATE)
    with within(HOUSE):
        moves.ring_next()


def _two_on_duty() -> tuple[Staff, Staff]:
    first, second = a_staff("duty_officer", phone="+966501111111"), a_staff("duty_officer", phone="+966502222222")
    a_turn(first, rank=1)
    a_turn(second, rank=2)
    return first, second


def _jobs() -> list[dict[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'majlis.intake.tasks.ring_duty'")
        return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize("words", [{"danger": True}, {"passes_on": dt.date(2026, 12, 1)}])
def test_request_rings_at_night_when_someone_is_in_danger_or_a_date_is_near(words: dict[str, Any]) -> None:
    with within(ANONYMOUS):
        case = moves.take_in(_request(**words), key="form-4", by=ANONYMOUS).case
    assert _jobs() == [{"case": case.pk}]


def test_request_rings_nobody_when_its_date_is_far() -> None:
    with within(ANONYMOUS):
        moves.take_in(_request(passes_on=dt.date(2026, 12, 2)), key="form-5", by=ANONYMOUS)
    assert _jobs() == []


def test_the_next_is_rung_when_the_first_is_silent_for_fifteen_minutes(time_machine: Any) -> None:
    first, second = _two_on_duty()
    case = a_case(danger=True)
    _ring(case)
    assert _rung(case) == [first.pk]
    with within(HOUSE):
        assert Notice.objects.get(kind="intake.danger").urgent
        moves.ring_next()
    assert _rung(case) == [first.pk]
    _next(time_machine)
    assert _rung(case) == [first.pk, second.pk]


def test_duty_officers_off_duty_and_those_who_lead_are_rung_when_the_roster_is_empty(time_machine: Any) -> None:
    case = a_case(danger=True)
    asleep, elsewhere = a_staff("duty_officer"), a_staff("centre_manager")
    manager, director = a_staff("centre_manager", centre=case.centre), a_staff("programme_director")
    _ring(case)
    for _turn in range(2):
        _next(time_machine)
    assert _rung(case) == [asleep.pk, manager.pk, director.pk]
    assert elsewhere.pk not in _rung(case)


def test_the_first_is_rung_again_when_all_were_silent(time_machine: Any) -> None:
    first, second = _two_on_duty()
    case = a_case(danger=True)
    _ring(case)
    _next(time_machine)
    _next(time_machine)
    with within(HOUSE):
        assert list(DutyCall.objects.order_by("id").values_list("staff", "times")) == [(first.pk, 2), (second.pk, 1)]
        assert Notice.objects.filter(kind="intake.danger", to_id=first.pk).count() == 2


def test_nobody_is_rung_any_more_when_one_has_it_in_hand(time_machine: Any) -> None:
    first, second = _two_on_duty()
    case = a_case(danger=True)
    _ring(case)
    by = viewer_for(first)
    with within(by):
        moves.acknowledge(case, by=by)
    _next(time_machine)
    assert _rung(case) == [first.pk]
    other = viewer_for(second)
    with within(other), pytest.raises(Refused, match="not rung"):
        moves.acknowledge(case, by=other)


def test_ringing_ends_after_twelve_hours_and_when_the_case_is_closed(time_machine: Any) -> None:
    first, _second = _two_on_duty()
    case, closed = a_case(danger=True), in_state(a_case(danger=True), "closed", outcome="withdrawn")
    _ring(case)
    _ring(closed)
    assert _rung(closed) == []
    time_machine.shift(dt.timedelta(hours=13))
    with within(HOUSE):
        assert moves.ring_next() == 1
        assert moves.ring_next() == 0
    assert _rung(case) == [first.pk]


def test_nobody_is_rung_for_a_complaint_about_himself() -> None:
    first, second = _two_on_duty()
    case = in_state(a_case(danger=True), "submitted", barred=[f"staff:{first.pk}"])
    _ring(case)
    assert _rung(case) == [second.pk]


@pytest.mark.parametrize("wish", ["women_only", "women_readers"])
def test_a_woman_is_rung_first_when_the_person_asked_for_women(wish: str, time_machine: Any) -> None:
    man, woman = a_staff("duty_officer"), a_staff("duty_officer", woman=True)
    a_turn(man, rank=1)
    a_turn(woman, rank=2)
    words: dict[str, Any] = {"danger": True, wish: True}
    case = a_case(**words)
    _ring(case)
    assert _rung(case) == [woman.pk]
    _next(time_machine)
    assert _rung(case) == ([woman.pk, man.pk] if wish == "women_only" else [woman.pk])


def _signed_in(staff: Staff) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.cookies["majlis_language"] = "en"
    client.force_login(staff)
    return client


def test_officer_who_was_rung_answers_on_the_case_page() -> None:
    first, second = _two_on_duty()
    case = a_case(danger=True)
    _ring(case)
    client, address = _signed_in(first), f"/desk/duty/{case.reference}/"
    assert address in client.get(f"/desk/cases/{case.reference}/").content.decode()
    assert case.reference in client.get("/desk/duty/").content.decode().replace(" ", "")
    assert "I have it in hand" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    with within(HOUSE):
        assert DutyCall.objects.get().acknowledged_at is not None
    assert address not in client.get(f"/desk/cases/{case.reference}/").content.decode()
    assert client.post(address).status_code == 422
    assert _signed_in(a_staff("reception_officer")).get("/desk/duty/").status_code == 403
    assert "Nobody waits" in _signed_in(second).get("/desk/duty/").content.decode()


def test_list_of_calls_costs_the_same_for_one_and_for_three(django_assert_max_num_queries: Any) -> None:
    first, _second = _two_on_duty()
    client = _signed_in(first)
    _ring(a_case(danger=True))
    with django_assert_max_num_queries(20) as one:
        client.get("/desk/duty/")
    for _n in range(2):
        _ring(a_case(danger=True))
    with django_assert_max_num_queries(len(one)):
        assert client.get("/desk/duty/").content.count(b"item__what") == 3
