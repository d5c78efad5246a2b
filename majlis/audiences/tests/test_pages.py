"""The pages of the weekly session: who opens them, what they show, what a post does."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from majlis.accounts.models import Staff
from majlis.accounts.tests.builders import a_staff
from majlis.audiences.models import Appointment, Sitting
from majlis.audiences.states import SittingState, State
from majlis.audiences.tests.builders import (
    a_day,
    a_hall,
    a_place,
    a_seat,
    a_sitting,
    a_waiting_case,
    at,
    today,
    told,
)
from majlis.cases.tests.builders import a_person, in_state
from majlis.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    """Return a browser in which an officer of the minister's office is signed in."""
    client.force_login(a_staff("minister_office"))
    client.cookies["majlis_language"] = "en"
    return client


def _as(member: Staff) -> Client:
    client = Client()
    client.force_login(member)
    client.cookies["majlis_language"] = "en"
    return client


def _text(client: Client, name: str, *args: Any, status: int = 200, **query: Any) -> str:
    answer = client.get(reverse(f"audiences:{name}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def _post(client: Client, name: str, *args: Any, **data: Any) -> int:
    data.setdefault("once", str(uuid.uuid4()))
    return client.post(reverse(f"audiences:{name}", args=args), data).status_code


def test_office_opens_a_sitting(office: Client) -> None:
    place, minister, day = a_seat(), a_staff("minister"), a_day()
    given = {
        "day_calendar": "gregorian",
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "start": "١٠:٠٠",
        "end": "13:00",
        "pauses": "12:05-12:25",
        "gap": "0",
        "place": place.pk,
        "principal": minister.pk,
        "once": "one-key",
    }
    assert "Who hears" in _text(office, "new")
    assert [_post(office, "new", **given) for _each in range(2)] == [302, 303]
    assert Sitting.objects.get().pauses == ["12:05-12:25"]


def test_office_is_told_why_a_sitting_cannot_be_opened(office: Client) -> None:
    answer = office.post(reverse("audiences:new"), {"start": "soon", "end": "09:00", "once": "k"})
    assert answer.status_code == 422
    assert "Write the hour as 10:30." in answer.content.decode()


def test_plan_shows_the_line_and_who_waits(office: Client) -> None:
    sitting = a_sitting(pauses=["12:00-12:20"])
    one = a_place(a_waiting_case(beneficiary_id=a_person(given="خالد", family="الدرعة").pk), sitting)
    waiting = a_waiting_case(beneficiary_id=a_person(given="سعاد", family="اليمامة").pk)
    text = _text(office, "plan", sitting.pk)
    assert "خالد الدرعة" in text
    assert "سعاد اليمامة" in text
    assert reverse("audiences:appointment", args=[one.pk]) in text
    assert reverse("audiences:place", args=[sitting.pk, waiting.reference]) in text
    assert "pause" in text


def test_plan_hides_the_persons_of_other_centres_from_operations() -> None:
    sitting = a_sitting()
    a_place(a_waiting_case(beneficiary_id=a_person(given="خالد", family="الدرعة").pk), sitting)
    text = _text(_as(a_staff("operations_officer")), "plan", sitting.pk)
    assert "خالد" not in text
    assert "Another centre&#x27;s person" in text or "Another centre's person" in text


def test_plan_hides_a_case_from_whom_it_bars() -> None:
    member, sitting = a_staff("minister_office"), a_sitting()
    case = in_state(
        a_waiting_case(beneficiary_id=a_person(given="خالد", family="الدرعة").pk),
        "waiting",
        barred=[f"staff:{member.pk}"],
    )
    one = a_place(case, sitting)
    client = _as(member)
    assert "خالد" not in _text(client, "plan", sitting.pk)
    _text(client, "appointment", one.pk, status=403)
    _text(client, "time", one.pk, status=404)


def test_place_offers_free_times_and_takes_one(office: Client) -> None:
    sitting, case = a_sitting(), a_waiting_case()
    a_place(a_waiting_case(), sitting)
    text = _text(office, "place", sitting.pk, case.reference, where="here", minutes=10)

    start = at(sitting, 10, 15).astimezone(dt.UTC).isoformat()
    assert start in text
    given = {"where": "here", "minutes": 10, "starts_at": start}
    assert _post(office, "place", sitting.pk, case.reference, **given) == 302
    assert Appointment.objects.filter(sitting=sitting).count() == 2


def test_place_says_kindly_that_a_time_was_taken_meanwhile(office: Client) -> None:
    sitting, case = a_sitting(), a_waiting_case()
    a_place(a_waiting_case(), sitting)
    start = sitting.starts_at.isoformat()
    answer = office.post(
        reverse("audiences:place", args=[sitting.pk, case.reference]),
        {"where": "here", "minutes": 10, "starts_at": start, "once": "k"},
    )
    assert answer.status_code == 422
    assert Appointment.objects.count() == 1


def test_place_by_video_chooses_a_womens_hall_of_her_centre(office: Client) -> None:
    sitting, case = a_sitting(), a_waiting_case(women_only=True)
    hall = a_hall(case.centre, women=True)
    given = {"where": f"hall-{hall.pk}", "minutes": 10, "starts_at": sitting.starts_at.isoformat()}
    assert _post(office, "place", sitting.pk, case.reference, **given) == 302
    assert Appointment.objects.get().hall == hall


def test_place_is_not_found_for_a_case_of_another_centre() -> None:
    sitting, case = a_sitting(), a_waiting_case()
    _text(_as(a_staff("operations_officer")), "place", sitting.pk, case.reference, status=404)
    _text(_as(a_staff("operations_officer", case.centre)), "place", sitting.pk, case.reference)


def test_choose_shows_the_first_free_time(office: Client) -> None:
    sitting, case = a_sitting(), a_waiting_case()
    text = _text(office, "choose", case.reference)
    assert reverse("audiences:place", args=[sitting.pk, case.reference]) in text


def test_publication_shows_who_is_told_and_tells_them(office: Client) -> None:
    sitting = a_sitting()
    one = a_place(a_waiting_case(beneficiary_id=a_person(given="خالد", family="الدرعة").pk), sitting)
    assert "خالد الدرعة" in _text(office, "publication", sitting.pk)
    assert _post(office, "publication", sitting.pk) == 302
    one.refresh_from_db()
    assert one.state == State.TOLD


def test_time_moves_an_appointment(office: Client) -> None:
    sitting = a_sitting()
    one = a_place(a_waiting_case(), sitting)
    other = a_sitting(a_day(21))
    assert "Place him" in _text(office, "time", one.pk, sitting=other.pk)
    given = {"sitting": other.pk, "where": "here", "minutes": 10, "starts_at": other.starts_at.isoformat()}
    assert _post(office, "time", one.pk, **given) == 302
    one.refresh_from_db()
    assert one.sitting == other


def test_exchange_swaps_two_persons(office: Client) -> None:
    sitting = a_sitting()
    one, other = a_place(a_waiting_case(), sitting), a_place(a_waiting_case(), sitting, at(sitting, 11))
    assert "Exchange" in _text(office, "appointment", one.pk)
    assert _post(office, "exchange", one.pk, other=other.pk) == 302
    one.refresh_from_db()
    assert one.starts_at == at(sitting, 11)


def test_cancellation_shows_the_consequences_first(office: Client) -> None:
    sitting = a_sitting()
    one = told(a_place(a_waiting_case(), sitting))
    assert "come" in _text(office, "cancellation", sitting.pk)
    assert _post(office, "cancellation", sitting.pk, why="") == 422
    assert _post(office, "cancellation", sitting.pk, why="travel") == 302
    one.refresh_from_db()
    sitting.refresh_from_db()
    assert (one.state, sitting.state) == (State.CANCELLED, SittingState.CANCELLED)


def test_hours_change_only_once_the_consequences_were_seen(office: Client) -> None:
    sitting = a_sitting()
    one = told(a_place(a_waiting_case(), sitting))
    given = {"start": "11:00", "end": "13:00", "pauses": ""}
    assert _post(office, "hours", sitting.pk, **given) == 200
    one.refresh_from_db()
    assert one.state == State.TOLD
    assert _post(office, "hours", sitting.pk, sure="yes", **given) == 302
    one.refresh_from_db()
    assert one.state == State.CANCELLED


def test_day_receives_a_person_by_one_button_each(office: Client) -> None:
    one = today(told(a_place(a_waiting_case(), a_sitting())))
    host = _as(a_staff("reception_officer", one.centre))
    for noun, state in (("arrival", State.ARRIVED), ("entry", State.IN), ("attendance", State.ATTENDED)):
        assert reverse("audiences:act", args=[one.pk, noun]) in _text(host, "day", one.sitting_id)
        assert _post(host, "act", one.pk, noun, back="day") == 302
        one.refresh_from_db()
        assert one.state == state
    assert _post(office, "holding", one.sitting_id) == 302
    assert Sitting.objects.get().state == SittingState.HELD


def test_day_says_who_did_not_come(office: Client) -> None:
    with clock.pretend(clock.now().replace(second=0, microsecond=0)):
        one = today(told(a_place(a_waiting_case(), a_sitting())))
        assert "5 minutes late" in _text(office, "day", one.sitting_id).replace("<bdi>", "").replace("</bdi>", "")
    assert _post(office, "act", one.pk, "absence") == 302
    one.refresh_from_db()
    assert one.state == State.ABSENT


def test_day_of_another_centre_is_empty_and_its_acts_not_found() -> None:
    case = a_waiting_case(beneficiary_id=a_person(given="خالد", family="الدرعة").pk)
    one = today(told(a_place(case, a_sitting())))
    stranger = _as(a_staff("gate_officer"))
    assert "خالد" not in _text(stranger, "day", one.sitting_id)
    assert _post(stranger, "act", one.pk, "arrival") == 404


def test_order_is_a_sheet_of_names_and_hours_for_the_gate() -> None:
    case = a_waiting_case(beneficiary_id=a_person(given="خالد", family="الدرعة").pk)
    one = today(told(a_place(case, a_sitting())))
    text = _text(_as(a_staff("gate_officer", one.centre)), "order", one.sitting_id)
    assert "خالد الدرعة" in text
    assert case.subject not in text
    assert case.reference not in text


def test_order_keeps_her_name_from_a_man_at_the_gate() -> None:
    case = a_waiting_case(beneficiary_id=a_person(given="سعاد", family="اليمامة").pk, women_only=True)
    one = today(told(a_place(case, a_sitting())))
    man, woman = a_staff("gate_officer", one.centre), a_staff("gate_officer", one.centre, woman=True)
    assert "سعاد" not in _text(_as(man), "order", one.sitting_id)
    assert "سعاد" in _text(_as(woman), "order", one.sitting_id)
    assert _post(_as(man), "act", one.pk, "arrival") == 403


@pytest.mark.parametrize("name", ["list", "new", "ring", "today"])
@pytest.mark.parametrize("role", ["audit_officer", "followup_officer", "toll_free_agent"])
def test_pages_are_closed_to_others(name: str, role: str) -> None:
    _text(_as(a_staff(role)), name, status=403)


def test_today_opens_the_day(office: Client) -> None:
    assert "No session today" in _text(office, "today")
    one = today(told(a_place(a_waiting_case(), a_sitting())))
    answer = office.get(reverse("audiences:today"))
    assert answer.headers["Location"] == reverse("audiences:day", args=[one.sitting_id])


@pytest.mark.parametrize("name", ["list", "plan", "day", "ring"])
def test_list_asks_the_same_with_one_row_and_with_three(office: Client, name: str) -> None:
    sitting = a_sitting()
    args = [sitting.pk] if name in {"plan", "day"} else []
    counts = []
    for minute in (0, 20, 40):
        told(a_place(a_waiting_case(), sitting, at(sitting, 10, minute)))
        a_waiting_case()
        with CaptureQueriesContext(connection) as caught:
            _text(office, name, *args)
        counts.append(len(caught))
    assert counts[1] == counts[2]
    assert counts[2] <= counts[0] + 1
