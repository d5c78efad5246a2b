"""A request is sent once: two presses, the back button, the confirmation and its PIN, the time that was spent."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from majlis.accounts.limits import allow
from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE
from majlis.core.scope import within
from majlis.intake.models import Incoming
from majlis.notifications.models import Notice
from majlis.portal import drafts
from majlis.portal.tests.builders import (
    ANSWERS,
    ONCE,
    begin,
    pin_of,
    send,
    sent,
    step_at,
    the_case,
    the_draft,
    the_house,
    walk,
)

pytestmark = pytest.mark.django_db


def _cases() -> int:
    with within(HOUSE):
        return Case.objects.count()


@pytest.fixture
def english(client: Client) -> Client:
    """Return a browser that reads English."""
    client.cookies["majlis_language"] = "en"
    return client


def test_two_presses_make_one_case_and_show_one_pin(client: Client) -> None:
    walk(client)
    found = ONCE.search(client.get("/request/check/").content.decode())
    assert found is not None
    cookie, pins = client.cookies[drafts.COOKIE].value, []
    for _press in range(2):
        client.cookies[drafts.COOKIE] = cookie
        assert step_at(client.post("/request/check/", {"once": found[1]})) == "sent"
        pins.append(pin_of(client))
    assert _cases() == 1
    assert pins[0] == pins[1] != ""


def test_form_of_another_key_shows_no_pin_of_a_sent_request(client: Client) -> None:
    walk(client)
    cookie = client.cookies[drafts.COOKIE].value
    send(client)
    client.cookies[drafts.COOKIE] = cookie
    assert step_at(client.post("/request/check/", {"once": "guessed"})) == "sent"
    assert pin_of(client) == ""
    assert _cases() == 1


def test_back_button_after_sending_leads_to_the_confirmation(client: Client) -> None:
    case = sent(client)
    for path in ("/request/", "/request/words/", "/request/check/"):
        assert step_at(client.get(path)) == "sent"
    assert step_at(client.post("/request/words/", {"words": "late"})) == "sent"
    assert _cases() == 1
    assert the_case(client).words == case.words


def test_confirmation_survives_reloading_until_the_pin_is_noted(client: Client) -> None:
    sent(client)
    assert pin_of(client) == pin_of(client) != ""
    client.post("/request/sent/pin/")
    assert pin_of(client) == ""
    assert the_case(client).pk


def test_confirmation_is_shown_for_an_hour_and_to_its_browser_alone(
    client: Client, tmp_path: Any, settings: Any
) -> None:
    sent(client)
    assert Client().get("/request/sent/")["Location"] == "/"
    settings.CLOCK_FILE = str(tmp_path / "clock")
    (tmp_path / "clock").write_text("3700")
    assert client.get("/request/sent/")["Location"] == "/"


def test_code_and_receipt_do_not_hold_the_pin(english: Client, settings: Any) -> None:
    case = sent(english)
    page = english.get("/request/sent/").content.decode()
    pin = pin_of(english)
    assert page.count(f"{pin[:3]} {pin[3:]}") == 1
    assert pin not in page
    box = page[page.index('<section class="pin') :]
    assert 'class="pin no-print"' in box
    assert case.reference not in page.split("<title>")[1].split("</title>")[0]


def test_sent_draft_keeps_nothing_of_what_was_typed(client: Client) -> None:
    case = sent(client)
    draft = the_draft()
    assert (draft.answers, draft.case_id) == ({}, case.pk)


def test_person_is_told_of_the_reference(client: Client) -> None:
    case = sent(client)
    with within(HOUSE):
        assert Notice.objects.get(case_id=case.pk).kind == "case.received"


def test_time_of_the_person_is_added_up_without_long_pauses(client: Client, tmp_path: Any, settings: Any) -> None:
    settings.CLOCK_FILE = str(tmp_path / "clock")
    passed = 0

    def wait(seconds: int) -> None:
        nonlocal passed
        passed += seconds
        (tmp_path / "clock").write_text(str(passed))

    the_house()
    begin(client, "inquiry")
    wait(40)
    client.post("/request/words/", ANSWERS["words"])
    wait(3600 * 5)
    client.post("/request/urgent/", ANSWERS["urgent"])
    wait(20)
    for code in ("identity", "name", "you", "needs", "contact"):
        client.post(f"/request/{code}/", ANSWERS[code])
    client.post("/request/centre/", {"centre": str(the_house()[0])})
    send(client)
    with within(HOUSE):
        said = Incoming.objects.get()
    assert said.seconds is not None
    assert 60 <= said.seconds < 120


def test_too_many_posts_are_asked_to_wait_and_nothing_is_lost(client: Client, settings: Any) -> None:
    walk(client)
    key = ONCE.search(client.get("/request/check/").content.decode())
    assert key is not None
    rate = settings.PORTAL_POSTS_A_MINUTE
    while allow("portal:send:127.0.0.1", rate_per_minute=rate, burst=rate * 5):
        pass
    assert client.post("/request/check/", {"once": key[1]}).status_code == 429
    assert _cases() == 0
    assert ANSWERS["words"]["words"] in client.get("/request/words/").content.decode()


def test_post_without_the_token_of_the_form_is_refused() -> None:
    the_house()
    assert Client(enforce_csrf_checks=True).post("/start/petition/").status_code == 403
