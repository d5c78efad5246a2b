"""The search leads from a number to the person's record, for those who look people up."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff
from majlis.cases.models import Case
from majlis.cases.tests.builders import a_case, in_state
from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.people.models import Beneficiary
from majlis.people.tests.builders import a_beneficiary, a_mobile
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db
NUMBER = "1000000008"


@pytest.fixture
def here() -> Centre:
    return a_centre()


@pytest.fixture
def person() -> Beneficiary:
    return a_beneficiary(identity_kind="national", identity_number=NUMBER, mobile=a_mobile())


def _case(person: Beneficiary, centre: Centre) -> Case:
    return in_state(a_case(beneficiary_id=person.pk, centre=centre), "submitted", section="operations")


def _sought(client: Client, text: str) -> str:
    answer = client.get("/desk/search/", {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_number_leads_to_the_record_of_its_person(client: Client, here: Centre, person: Beneficiary) -> None:
    _case(person, here)
    client.force_login(a_staff("operations_officer", here))
    for typed in (NUMBER, "١٠٠٠٠٠٠٠٠٨"):
        page = _sought(client, typed)
        assert reverse("people:record", args=[person.pk]) in page
        assert (person.masked_number in page, f">{NUMBER}<" in page) == (True, False)
    assert "person.looked_up" in reading.kinds(subject_kind="beneficiary", subject_id=person.pk)


def test_the_record_is_not_opened_to_who_reads_no_case_of_the_person(
    client: Client, here: Centre, person: Beneficiary
) -> None:
    _case(person, a_centre())
    client.force_login(a_staff("operations_officer", here))
    page = _sought(client, NUMBER)
    assert reverse("people:record", args=[person.pk]) not in page
    assert "The record opens to whoever reads a case of this person" in page


def test_a_woman_who_is_served_by_women_is_handed_over(client: Client, here: Centre) -> None:
    her = a_beneficiary(identity_kind="national", identity_number=NUMBER, given="نورة", served_by="women_only")
    _case(her, here)
    client.force_login(a_staff("operations_officer", here, woman=False))
    page = _sought(client, NUMBER)
    assert "hand this to a woman on duty" in page
    assert "نورة" not in page
    assert reverse("people:record", args=[her.pk]) not in page


@pytest.mark.parametrize("role", ["followup_officer", "interpreter", "programme_director"])
def test_who_does_not_look_people_up_is_told_of_nobody(
    role: str, client: Client, here: Centre, person: Beneficiary
) -> None:
    client.force_login(a_staff(role))
    assert "On record with this number" not in _sought(client, NUMBER)
    assert reading.kinds(subject_kind="beneficiary", subject_id=person.pk) == []


def test_words_seek_nobody_by_number(client: Client, here: Centre) -> None:
    client.force_login(a_staff("operations_officer", here))
    assert "On record with this number" not in _sought(client, "تأشيرة")


def test_the_search_asks_as_often_for_three_holders_as_for_one(client: Client, here: Centre) -> None:
    client.force_login(a_staff("operations_officer", here))
    asked: list[int] = []
    for _round in range(2):
        for _n in range(1 + len(asked) * 2):
            _case(a_beneficiary(identity_number="2000000006", identity_level=0, mobile=""), here)
        _sought(client, "2000000006")
        with CaptureQueriesContext(connection) as seen:
            _sought(client, "2000000006")
        asked.append(sum("INSERT" not in one["sql"] for one in seen))
    assert asked[0] == asked[1]
