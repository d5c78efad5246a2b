"""The officer who is rung because somebody is in danger answers on the page of the case."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff, a_turn
from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import within
from majlis.desk.tests.builders import a_case_of
from majlis.intake import moves
from majlis.intake.models import DutyCall

pytestmark = pytest.mark.django_db


@pytest.fixture
def rung(client: Client) -> Case:
    """Return a case of danger for which the officer who is signed in was rung."""
    officer = a_staff("duty_officer", phone="+966501111111", name_en="Faisal")
    a_turn(officer)
    case = a_case_of(centre=a_centre(), danger=True)
    with within(HOUSE):
        moves.ring_duty(case.pk)
    client.force_login(officer)
    return case


def test_case_stands_on_the_list_of_whom_it_rang_and_is_answered_there(client: Client, rung: Case) -> None:
    home = client.get(reverse("desk:home"), {"open": rung.reference}).content.decode()
    assert rung.subject in home
    assert "has not answered yet" in home
    assert "I have it in hand" in home
    answer = client.post(reverse("intake:duty", args=[rung.reference]))
    assert answer.status_code in (302, 303)
    page = client.get(answer["Location"]).content.decode()
    assert "has it in hand since" in page
    assert "I have it in hand" not in page
    with within(HOUSE):
        assert DutyCall.objects.get(case_id=rung.pk).acknowledged_at is not None


def test_answer_is_refused_to_whoever_was_not_rung(client: Client, rung: Case) -> None:
    client.force_login(a_staff("inquiries_officer", rung.centre))
    assert client.post(reverse("intake:duty", args=[rung.reference])).status_code == 403
    client.force_login(a_staff("duty_officer"))
    assert client.post(reverse("intake:duty", args=[rung.reference])).status_code == 422
    client.force_login(a_staff("hall_host", rung.centre))
    assert client.post(reverse("intake:duty", args=[rung.reference])).status_code == 404
