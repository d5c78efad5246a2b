"""A person shows his card and asks after an earlier request."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from majlis.accounts.tests.builders import a_staff
from majlis.cases.models import Share
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import house, within
from majlis.people.tests.builders import a_beneficiary
from majlis.trail.models import Entry, Look

pytestmark = pytest.mark.django_db


def test_cases_of_any_centre_are_open_for_the_visit_when_the_card_was_seen(client: Client) -> None:
    person = a_beneficiary()
    case, other = a_case(beneficiary_id=person.pk), a_case()
    officer = a_staff("reception_officer", a_centre())
    client.force_login(officer)
    found = client.post("/desk/visit/", {"find": person.identity_number}).content.decode()
    assert f'value="{person.pk}"' in found
    assert client.post("/desk/visit/", {"pick": person.pk}).status_code == 422
    assert client.get(f"/desk/cases/{case.reference}/").status_code == 404
    assert client.post("/desk/visit/", {"pick": person.pk, "seen": "on"}).status_code == 303
    assert str(case) in client.get("/desk/visit/").content.decode()
    assert client.get(f"/desk/cases/{case.reference}/").status_code == 200
    assert client.get(f"/desk/cases/{other.reference}/").status_code == 404
    assert client.post("/desk/visit/ending/").status_code == 303
    assert client.get(f"/desk/cases/{case.reference}/").status_code == 404


def test_nothing_is_opened_when_a_man_would_serve_who_is_served_by_women_only(client: Client) -> None:
    hers = a_beneficiary(served_by="women_only", sex="woman")
    a_case(beneficiary_id=hers.pk, women_only=True)
    client.force_login(a_staff("reception_officer", woman=False))
    assert client.post("/desk/visit/", {"pick": hers.pk, "seen": "on"}).status_code == 422
    with within(HOUSE), house():
        assert not Share.objects.exists()


def test_case_stays_closed_when_it_bars_the_officer(client: Client) -> None:
    person, officer = a_beneficiary(), a_staff("reception_officer")
    in_state(a_case(beneficiary_id=person.pk), "submitted", barred=[f"staff:{officer.pk}"])
    client.force_login(officer)
    client.post("/desk/visit/", {"pick": person.pk, "seen": "on"})
    with within(HOUSE), house():
        assert not Share.objects.exists()


def test_page_is_refused_when_somebody_receives_nobody(client: Client) -> None:
    client.force_login(a_staff("audit_officer"))
    assert client.get("/desk/visit/").status_code == 403
    assert client.post("/desk/visit/ending/").status_code == 403


def test_page_asks_as_often_for_three_cases_as_for_one(client: Client) -> None:
    person = a_beneficiary()
    a_case(beneficiary_id=person.pk)
    client.force_login(a_staff("reception_officer", a_centre()))
    asked = []
    for more in (0, 2):
        for _each in range(more):
            a_case(beneficiary_id=person.pk)
        client.post("/desk/visit/", {"pick": person.pk, "seen": "on"})
        client.get("/desk/visit/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/desk/visit/")
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_opening_for_a_visit_and_each_reading_stand_in_the_book(client: Client) -> None:
    person, officer = a_beneficiary(), a_staff("reception_officer", a_centre())
    case = a_case(beneficiary_id=person.pk)
    client.force_login(officer)
    client.post("/desk/visit/", {"pick": person.pk, "seen": "on"})
    client.get(f"/desk/cases/{case.reference}/")
    with within(HOUSE):
        opened = Entry.objects.filter(case_id=case.pk, kind="case.shared").get()
        looked = Look.objects.filter(case_id=case.pk).get()
    assert (opened.actor_id, looked.viewer) == (officer.pk, f"staff:{officer.pk}")
