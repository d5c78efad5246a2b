"""The first pages: what can be asked for, what is needed, where help is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from majlis.cases.tests.builders import HOUSE
from majlis.core.scope import within
from majlis.intake.models import Draft
from majlis.portal.tests.builders import begin, pin_of, sent, the_house, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(client: Client) -> Client:
    """Return a browser that reads English."""
    client.cookies["majlis_language"] = "en"
    return client


def test_home_offers_every_service_of_the_portal_and_the_sealed_door(english: Client) -> None:
    the_house()
    page = english.get("/").content.decode()
    for code in ("audience_person", "audience_video", "petition", "complaint_body", "suggestion", "report", "inquiry"):
        assert f'href="/start/{code}/"' in page
    assert 'href="/safe/?in=en"' in page
    assert "About 5 minutes" in page.replace("<bdi>", "").replace("</bdi>", "")


def test_home_offers_to_go_on_where_something_was_begun(english: Client) -> None:
    the_house()
    assert "Go on with what you began" not in english.get("/").content.decode()
    begin(english)
    assert "Go on with what you began" in english.get("/").content.decode()


def test_start_names_the_papers_before_anything_is_asked(english: Client) -> None:
    the_house()
    page = english.get("/start/petition/").content.decode()
    assert "What supports your request" in page
    with within(HOUSE):
        assert not Draft.objects.exists()


@pytest.mark.parametrize("service", ["nothing", "security_report"])
def test_service_that_is_not_offered_is_not_found(client: Client, service: str) -> None:
    the_house()
    assert client.get(f"/start/{service}/").status_code == 404
    assert client.post(f"/start/{service}/").status_code == 404


def test_nothing_begins_where_no_centre_receives(client: Client) -> None:
    from majlis.cases.tests.builders import the_service

    the_service()
    assert begin(client).status_code == 422
    with within(HOUSE):
        assert not Draft.objects.exists()


def test_pages_need_few_queries_however_many_centres_there_are(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    the_house()
    client.get("/")
    with django_assert_max_num_queries(14):
        client.get("/centres/")
    walk(client, until="you")
    with django_assert_max_num_queries(12):
        client.get("/request/you/")


def test_number_and_pin_typed_on_the_first_page_open_the_request(client: Client) -> None:
    case = sent(client)
    pin = pin_of(client)
    page = client.get("/").content.decode()
    assert 'action="/s/"' in page
    response = Client().post("/s/", {"reference": case.reference, "pin": pin})
    assert response["Location"] == f"/s/{case.reference}/"


def test_first_page_stands_in_an_empty_house(client: Client) -> None:
    for path in ("/", "/centres/", "/help/"):
        assert client.get(path).status_code == 200
