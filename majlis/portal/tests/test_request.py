"""The questions: what is refused at once and kept, and the way back and forth."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE
from majlis.core.scope import within
from majlis.portal import drafts
from majlis.portal.tests.builders import (
    ANSWERS,
    begin,
    step_at,
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


@pytest.mark.parametrize(
    ("step", "typed", "said", "kept"),
    [
        ("identity", {"identity_kind": "resident", "identity_number": "2000000007"}, "One digit", "2000000007"),
        ("identity", {"identity_kind": "national", "identity_number": "2000000006"}, "1", "2000000006"),
        ("contact", {"mobile": "050123456", "whose": "mine"}, "telephone number", "050123456"),
        ("contact", {"mobile": "0112345678", "whose": "mine"}, "not a mobile", "0112345678"),
        ("contact", {"email": "no at all", "never": ""}, "not an e-mail", "no at all"),
        ("name", {"given_name": "محمد 5"}, "letters only", "محمد 5"),
        ("urgent", {"urgent": "date", "passes_on_day": "31"}, "year", "31"),
    ],
)
def test_wrong_answer_is_said_at_once_and_what_was_typed_stays(
    english: Client, step: str, typed: dict[str, str], said: str, kept: str
) -> None:
    walk(english, until=step)
    response = english.post(f"/request/{step}/", typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in page
    assert said in page
    assert f'value="{kept}"' in page
    assert f'value="{kept}"' in english.get(f"/request/{step}/").content.decode()


def test_words_that_are_too_long_stay_in_the_box(english: Client) -> None:
    step_at(begin_at_home(english))
    response = english.post("/request/words/", {"words": "ك" * 6001})
    assert response.status_code == 422
    assert "ك" * 6001 in response.content.decode()


def begin_at_home(client: Client) -> Any:
    """Lay out the house and begin a petition."""
    the_house()
    return begin(client)


def test_title_tells_nothing_of_the_matter(english: Client) -> None:
    walk(english, "complaint_body", until="respondent")
    page = english.get("/request/respondent/").content.decode()
    title = page.split("<title>")[1].split("</title>")[0].strip()
    assert title.startswith("Question 5 of ")
    assert "complain" not in title.lower()


def test_emergency_number_stands_before_everything_else(client: Client) -> None:
    the_house()
    for path in ("/", "/help/", "/centres/", "/start/report/"):
        page = client.get(path).content.decode()
        assert page.index('href="tel:911"') < page.index("<main")


def test_later_keeps_what_is_not_finished(client: Client) -> None:
    walk(client, until="identity")
    unfinished = {"identity_kind": "resident", "identity_number": "2000", "later": "1"}
    assert step_at(client.post("/request/identity/", unfinished)) == "later"
    assert client.get("/request/later/").status_code == 200
    assert 'value="2000"' in client.get("/request/identity/").content.decode()


def test_back_leads_through_all_questions_to_the_first_page(client: Client) -> None:
    asked = walk(client)
    page = client.get("/request/check/").content.decode()
    for code in reversed(asked):
        assert f'class="back" href="/request/{code}/"' in page
        page = client.get(f"/request/{code}/").content.decode()
    assert 'class="back" href="/start/petition/"' in page


def test_changed_answer_leads_back_to_the_check_or_to_what_it_asks_for(client: Client) -> None:
    walk(client)
    words = {"words": "غيرت رأيي", "then": "check"}
    assert step_at(client.post("/request/words/", words)) == "check"
    assert step_at(client.post("/request/whom/", {"whom": "other", "then": "check"})) == "standing"
    assert step_at(client.post("/request/check/", {"once": "x"})) == "standing"
    assert _cases() == 0


def test_step_that_does_not_apply_leads_on(client: Client) -> None:
    begin_at_home(client)
    assert step_at(client.get("/request/withhold/")) == "words"
    assert step_at(client.get("/request/nonsense/")) == "words"


def test_check_is_not_shown_before_all_is_answered(client: Client) -> None:
    walk(client, until="contact")
    assert step_at(client.get("/request/check/")) == "contact"
    assert _cases() == 0


def test_draft_is_resumed_where_it_stopped(client: Client) -> None:
    walk(client, until="you")
    again = Client()
    again.cookies[drafts.COOKIE] = client.cookies[drafts.COOKIE].value
    assert step_at(again.get("/request/")) == "you"
    assert ANSWERS["words"]["words"] in again.get("/request/words/").content.decode()


def test_language_may_be_switched_midway(client: Client) -> None:
    walk(client, until="you")
    client.post("/language", {"language": "en", "next": "/request/you/"})
    page = client.get("/request/you/").content.decode()
    assert "Are you a woman or a man?" in page
    assert ANSWERS["words"]["words"] in client.get("/request/words/").content.decode()
