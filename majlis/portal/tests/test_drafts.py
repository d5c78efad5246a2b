"""A draft: who may open it, what of it is asked of whoever signed in, and how it is put aside."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from majlis.cases.tests.builders import HOUSE
from majlis.core import clock
from majlis.core.scope import within
from majlis.intake.models import Draft
from majlis.notifications.models import Notice
from majlis.portal import drafts
from majlis.portal.tests.builders import (
    send,
    sent,
    step_at,
    the_case,
    the_draft,
    walk,
)

pytestmark = pytest.mark.django_db


def _sign_in(client: Client, person: Any) -> None:
    from majlis.people.states import Level

    session = client.session
    now = int(clock.now().timestamp())
    session["people.person"] = {
        "id": person.pk,
        "level": int(Level.NATIONAL),
        "since": now,
        "seen": now,
        "language": "ar",
    }
    session.save()


@pytest.mark.parametrize("path", ["/request/", "/request/words/", "/request/check/", "/request/later/"])
def test_without_a_draft_every_page_leads_to_the_first(client: Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (303, "/")


def test_guessed_draft_opens_nothing(client: Client) -> None:
    walk(client, until="you")
    key = the_draft().pk
    stranger = Client()
    for forged in (str(key), key.hex, client.cookies[drafts.COOKIE].value[:-1] + "x"):
        stranger.cookies[drafts.COOKIE] = forged
        assert stranger.get("/request/words/")["Location"] == "/"


def test_cookie_holds_nothing_that_was_typed(client: Client) -> None:
    walk(client)
    cookie = client.cookies[drafts.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert int(cookie["max-age"]) == 14 * 86_400
    from django.core import signing

    held = signing.loads(cookie.value, salt="majlis.portal.draft" + drafts.COOKIE)
    assert set(held) == {"d", "t"}


def test_draft_of_a_person_is_closed_to_another_who_signs_in(client: Client) -> None:
    from majlis.people.tests.builders import a_beneficiary

    walk(client, until="you")
    with within(HOUSE):
        Draft.objects.update(beneficiary_id=a_beneficiary().pk)
    _sign_in(client, a_beneficiary())
    assert client.get("/request/words/")["Location"] == "/"


def test_draft_stays_open_to_its_writer_when_his_record_became_part_of_another(client: Client) -> None:
    from majlis.people import moves
    from majlis.people.tests.builders import a_beneficiary

    walk(client, until="you")
    former, person = a_beneficiary(identity_kind="none"), a_beneficiary()
    with within(HOUSE):
        Draft.objects.update(beneficiary_id=former.pk)
        moves.merge(person, former, by=HOUSE, reason="said_so")
    _sign_in(client, person)
    assert client.get("/request/words/").status_code == 200


def test_thrown_away_draft_is_gone(client: Client) -> None:
    walk(client, until="you")
    client.post("/request/end/")
    with within(HOUSE):
        assert not Draft.objects.exists()
    assert not client.cookies[drafts.COOKIE].value


def test_one_who_signed_in_is_not_asked_what_is_known(client: Client) -> None:
    from majlis.people.tests.builders import a_beneficiary

    person = a_beneficiary(served_by="either")
    _sign_in(client, person)
    assert walk(client, "inquiry") == ["words", "urgent", "centre"]
    send(client)
    assert the_case(client).beneficiary_id == person.pk


def test_wish_and_contact_of_one_who_signed_in_are_written_down_once(client: Client) -> None:
    from majlis.people.tests.builders import a_beneficiary

    person = a_beneficiary(mobile="")
    _sign_in(client, person)
    asked = walk(client, "inquiry", you={"sex": "woman", "served_by": "women_only"})
    assert asked == ["words", "urgent", "you", "contact", "centre"]
    send(client)
    with within(HOUSE):
        person.refresh_from_db()
        assert person.served_by == "women_only"
        assert person.points.get().value == "+966501234567"
    assert the_case(client).women_only


def test_signing_in_midway_keeps_the_draft_and_asks_less(client: Client) -> None:
    from majlis.people.tests.builders import a_beneficiary

    walk(client, "inquiry", until="identity")
    assert "/identity/go/?next=/request/" in client.get("/request/identity/").content.decode()
    _sign_in(client, a_beneficiary(served_by="either"))
    assert step_at(client.get("/request/")) == "centre"


def test_link_goes_to_a_phone_that_is_the_writers_alone_and_opens_the_draft(client: Client) -> None:
    walk(client)
    assert step_at(client.post("/request/later/link/")) == "later"
    with within(HOUSE):
        notice = Notice.objects.get()
    assert notice.to["points"][0]["value"] == "+966501234567"
    token = drafts.token_of(the_draft())
    other = Client()
    assert other.get(f"/continue/{token}/").status_code == 303
    assert step_at(other.get("/request/")) == "check"


@pytest.mark.parametrize("contact", [{"mobile": "0501234567", "whose": "shared"}, {"never": "on"},
                                     {"mobile": "0501234567", "whose": "mine", "never": "on"}])  # fmt: skip
def test_link_is_sent_to_no_other_phone(client: Client, contact: dict[str, str]) -> None:
    walk(client, contact=contact)
    assert "/request/later/link/" not in client.get("/request/later/").content.decode()
    assert client.post("/request/later/link/").status_code == 422
    with within(HOUSE):
        assert not Notice.objects.exists()


def test_link_is_sent_three_times_at_most(client: Client) -> None:
    walk(client)
    for _time in range(3):
        assert step_at(client.post("/request/later/link/")) == "later"
    assert client.post("/request/later/link/").status_code == 422


@pytest.mark.parametrize("token", ["AAAAAAAAAAAAAAAAAAAAAA", "x", "%20"])
def test_wrong_link_opens_nothing(client: Client, token: str) -> None:
    assert client.get(f"/continue/{token}/").status_code == 404


def test_link_opens_nothing_after_the_request_was_sent(client: Client) -> None:
    sent(client)
    assert Client().get(f"/continue/{drafts.token_of(the_draft())}/").status_code == 404


def test_draft_is_kept_fourteen_days(client: Client, tmp_path: Any, settings: Any) -> None:
    walk(client, until="you")
    settings.CLOCK_FILE = str(tmp_path / "clock")
    (tmp_path / "clock").write_text(str(int(dt.timedelta(days=13).total_seconds())))
    assert step_at(client.get("/request/")) == "you"
    (tmp_path / "clock").write_text(str(int(dt.timedelta(days=15).total_seconds())))
    assert client.get("/request/")["Location"] == "/"
