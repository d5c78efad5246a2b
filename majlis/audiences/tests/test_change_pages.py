"""The pages of a change: said, reckoned by the worker, shown side by side, chosen once."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff
from majlis.audiences import changes
from majlis.audiences.models import Plan, Sitting
from majlis.audiences.moves import plans
from majlis.audiences.tests.builders import a_place, a_sitting, a_waiting_case, told
from majlis.cases.tests.builders import HOUSE

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    """Return a browser in which an officer of the minister's office is signed in."""
    client.force_login(a_staff("minister_office"))
    client.cookies["majlis_language"] = "en"
    return client


def post(client: Client, name: str, pk: int, **data: Any) -> Any:
    data.setdefault("once", str(uuid.uuid4()))
    return client.post(reverse(f"audiences:{name}", args=[pk]), data)


def a_told_week() -> Sitting:
    """Return a sitting with one told person, and one a week later with room."""
    first = a_sitting()
    a_sitting(first.day + dt.timedelta(weeks=1), place=first.place, principal=first.principal)
    told(a_place(a_waiting_case(), first))
    return first


def test_change_is_reckoned_shown_and_chosen(office: Client) -> None:
    first = a_told_week()
    assert "nothing is done yet" in office.get(reverse("audiences:change", args=[first.pk])).content.decode()
    given = {"act": "cancel", "why": "travel", "once": "the-key"}
    sent = [post(office, "change", first.pk, **given) for _each in range(2)]
    plan = Plan.objects.earliest("pk")
    where = reverse("audiences:ways", args=[plan.pk])
    assert [one.headers["Location"] for one in sent] == [where, where]
    assert Plan.objects.count() == 2
    assert "It is being reckoned" in office.get(where).content.decode()
    for one in changes.alternatives(plan):
        plans.reckon(one.pk, by=HOUSE)
    shown = office.get(where).content.decode()
    assert "Must be told something new" in shown
    assert "With an extra session" in shown
    part = office.get(reverse("audiences:ways_reckoned", args=[plan.pk]))
    again = office.get(reverse("audiences:ways_reckoned", args=[plan.pk]), headers={"If-None-Match": part["ETag"]})
    assert (part.status_code, again.status_code) == (200, 304)
    done = post(office, "way_choice", plan.pk)
    assert done.status_code == 302
    first.refresh_from_db()
    assert first.state == "cancelled"
    assert "This way was chosen" in office.get(where).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"act": "hours", "why": "minister", "start": "11:00", "end": "10:00"}, "earlier time first"),
        ({"act": "hall", "why": "minister"}, "Choose the hall"),
        ({"why": "minister"}, "What changes?"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    office: Client, given: dict[str, str], said: str
) -> None:
    answer = post(office, "change", a_told_week().pk, **given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Plan.objects.exists()
    if "start" in given:
        assert 'value="11:00"' in answer.content.decode()


def test_page_of_a_plan_of_weeks_is_no_page_of_a_change(office: Client) -> None:
    plan = Plan.objects.create(asked_by="staff:1")
    assert office.get(reverse("audiences:ways", args=[plan.pk])).status_code == 404


def test_plan_of_a_change_leads_to_its_own_page(office: Client) -> None:
    first = a_told_week()
    post(office, "change", first.pk, act="cancel", why="travel")
    plan = Plan.objects.earliest("pk")
    answer = office.get(reverse("audiences:proposal", args=[plan.pk]))
    assert answer.headers["Location"] == reverse("audiences:ways", args=[plan.pk])


def test_operations_reads_and_does_not_choose(office: Client) -> None:
    first = a_told_week()
    post(office, "change", first.pk, act="cancel", why="travel")
    plan = Plan.objects.earliest("pk")
    plans.reckon(plan.pk, by=HOUSE)
    office.force_login(a_staff("operations_officer"))
    shown = office.get(reverse("audiences:ways", args=[plan.pk]))
    assert "Do it this way" not in shown.content.decode()
    assert post(office, "way_choice", plan.pk).status_code == 403
