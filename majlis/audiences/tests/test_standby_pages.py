"""The page of freed places, and the answers that are taken down on the telephone or given on the status page."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff
from majlis.audiences.models import Offer
from majlis.audiences.tests.builders import a_day, a_freed_place, a_sitting, fresh, offered, who_waits
from majlis.cases.tests.builders import HOUSE
from majlis.core.scope import within

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    """Return a browser in which an officer of the minister's office is signed in."""
    client.force_login(a_staff("minister_office"))
    client.cookies["majlis_language"] = "en"
    return client


def page(client: Client) -> str:
    answer = client.get(reverse("audiences:standby"))
    assert answer.status_code == 200
    return answer.content.decode()


def answer(client: Client, offer: Offer, noun: str) -> Any:
    sent = {"once": str(uuid.uuid4()), "back": "standby"}
    return client.post(reverse("audiences:act", args=[offer.appointment_id, noun]), sent)


def test_office_sees_where_each_offer_stands_and_takes_the_answer_down(office: Client) -> None:
    freed = a_freed_place()
    who_waits(mail=False)
    assert "the next in line is sought" in page(office)
    offer = offered(freed)
    shown = page(office)
    assert "being offered" in shown
    assert "to be rung" in shown
    assert "He takes it" in shown
    with within(HOUSE):
        assert offer.appointment.case.beneficiary.name.display in shown
    assert answer(office, offer, "acceptance").headers["Location"] == reverse("audiences:standby")
    assert fresh(offer)[:2] == ("accepted", "confirmed")
    assert "No place is free" in page(office)


def test_answer_sent_twice_acts_once(office: Client) -> None:
    who_waits()
    offer = offered(a_freed_place())
    sent = {"once": str(uuid.uuid4()), "back": "standby"}
    for _each in range(2):
        where = reverse("audiences:act", args=[offer.appointment_id, "refusal"])
        assert office.post(where, sent).status_code in (302, 303)
    assert fresh(offer)[:2] == ("declined", "released")


def test_offer_taken_back_is_kept_until_the_office_offers_it_on(office: Client) -> None:
    freed = a_freed_place()
    who_waits(points=30), who_waits()
    answer(office, offered(freed), "release")
    assert "kept back by us" in page(office)
    sent = {"once": str(uuid.uuid4())}
    office.post(reverse("audiences:offering", args=[freed.pk]), sent)
    assert "being offered" in page(office)
    assert Offer.objects.filter(state="open").count() == 1


def test_page_asks_the_same_with_one_and_with_three(office: Client) -> None:
    sitting, counts = a_sitting(a_day(14)), []
    for hours in (["10:00"], ["10:30", "11:00"]):
        for hour in hours:
            freed = a_freed_place(sitting, hour)
            who_waits(points=90)
            offered(freed)
        page(office)
        with CaptureQueriesContext(connection) as asked:
            page(office)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_others_do_not_see_it(client: Client) -> None:
    client.force_login(a_staff("audit_officer"))
    assert client.get(reverse("audiences:standby")).status_code == 403


def test_appointment_page_of_an_offer_has_its_answers(office: Client) -> None:
    who_waits()
    offer = offered(a_freed_place())
    shown = office.get(reverse("audiences:appointment", args=[offer.appointment_id])).content.decode()
    assert "Offered until" in shown
    assert "It does not suit him" in shown
    assert "Give the place up" not in shown
