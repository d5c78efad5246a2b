"""Whole walks through the pages of the port, and who a request is afterwards."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from majlis.accounts import second_factor
from majlis.accounts.tests.builders import a_staff
from majlis.core import clock, scope
from majlis.core.viewer import Kind
from majlis.people import moves, sessions
from majlis.people.identity import simulator
from majlis.people.models import Beneficiary
from majlis.people.states import Level
from majlis.people.tests.builders import HOUSE, a_beneficiary

pytestmark = pytest.mark.django_db
SAMPLE = simulator.SAMPLES[1]
GO = "/identity/go/?next=/status/"


def later(**words: int) -> dt.datetime:
    return clock.now() + dt.timedelta(**words)


def depart(client: Client, **extra: Any) -> str:
    response = client.get(GO, **extra)
    assert response.status_code == 302
    page = client.get(response["Location"], **extra)
    assert page.status_code == 200
    return page.content.decode()


def answer_for(page: str, number: str = SAMPLE.number) -> str:
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        if number in form:
            found = re.search(r'name="id_token" value="([^"]+)"', form)
            assert found
            return html.unescape(found[1])
    raise AssertionError(number)


def test_a_person_signs_in_and_goes_on_in_the_session_that_he_left_with(client: Client) -> None:
    session = client.session
    session["draft"] = "kept"
    session.save()
    former = session.session_key
    token = answer_for(depart(client))
    back = client.post("/identity/back/", {"id_token": token})
    assert back["Location"] == "/identity/arrived/"
    assert "sessionid" not in back.cookies
    arrived = client.get("/identity/arrived/")
    assert arrived["Location"] == "/status/"
    with scope.within(HOUSE):
        person = Beneficiary.objects.get(identity_number=SAMPLE.number)
    kept = client.session
    assert kept["draft"] == "kept"
    assert kept["people.person"]["id"] == person.pk
    assert kept["people.person"]["level"] == Level.NATIONAL
    assert kept.session_key != former
    assert client.cookies["majlis_identity"].value == ""


def test_the_answer_is_taken_from_another_site_without_the_session(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    token = answer_for(depart(strict))
    strict.cookies.pop("sessionid", None)
    assert strict.post("/identity/back/", {"id_token": token}).status_code == 302


def test_an_answer_is_not_taken_twice(client: Client) -> None:
    token = answer_for(depart(client))
    client.post("/identity/back/", {"id_token": token})
    again = client.post("/identity/back/", {"id_token": token})
    assert again.status_code == 422
    assert 'data-code="not_verified"' in again.content.decode()
    client.get("/identity/arrived/")
    assert client.get("/identity/arrived/").status_code == 422


def test_an_answer_is_not_taken_in_another_browser(client: Client) -> None:
    token = answer_for(depart(client))
    stranger = Client()
    assert stranger.post("/identity/back/", {"id_token": token}).status_code == 422
    depart(stranger)
    assert stranger.post("/identity/back/", {"id_token": token}).status_code == 422
    client.post("/identity/back/", {"id_token": token})
    assert stranger.get("/identity/arrived/").status_code == 422
    assert "people.person" not in stranger.session


def test_an_answer_is_not_taken_when_the_cookie_was_made_up(client: Client) -> None:
    token = answer_for(depart(client))
    client.cookies["majlis_identity"] = "made-up"
    assert client.post("/identity/back/", {"id_token": token}).status_code == 422


def test_an_answer_is_not_taken_after_its_time(client: Client) -> None:
    token = answer_for(depart(client))
    with time_machine.travel(later(minutes=6)):
        assert client.post("/identity/back/", {"id_token": token}).status_code == 422


@pytest.mark.parametrize("data", [{}, {"id_token": "x"}, {"error": "access_denied"}])
def test_who_did_not_sign_in_is_told_that_he_may_go_on_without(client: Client, data: dict[str, str]) -> None:
    depart(client)
    response = client.post("/identity/back/", data, headers={"accept-language": "en"})
    assert response.status_code == 422
    assert "go on without it" in response.content.decode()


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "x"])
def test_a_sign_in_leads_to_no_other_site(client: Client, onward: str) -> None:
    response = client.get("/identity/go/", {"next": onward})
    token = answer_for(client.get(response["Location"]).content.decode())
    client.post("/identity/back/", {"id_token": token})
    assert client.get("/identity/arrived/")["Location"] == "/"


@pytest.mark.parametrize(("secure", "same_site"), [(True, "None"), (False, "Lax")])
def test_the_browser_is_known_again_by_a_cookie_of_its_own(client: Client, secure: bool, same_site: str) -> None:
    cookie = client.get(GO, secure=secure).cookies["majlis_identity"]
    assert (cookie["samesite"], bool(cookie["secure"]), cookie["httponly"]) == (same_site, secure, True)
    assert (cookie["path"], cookie["max-age"]) == ("/identity/", 600)


def test_nobody_is_sent_to_a_service_that_is_down(client: Client) -> None:
    with scope.within(HOUSE):
        moves.declare_down("national", by=HOUSE)
    response = client.get(GO)
    assert response.status_code == 422
    assert 'data-code="provider_down"' in response.content.decode()


def test_the_simulated_pages_are_not_found_where_the_settings_do_not_name_them(client: Client, settings: Any) -> None:
    address = client.get(GO)["Location"]
    settings.IDENTITY_NATIONAL = settings.IDENTITY_APPROVAL = ""
    assert client.get(address).status_code == 404
    assert client.get("/identity/simulated/app/").status_code == 404
    assert client.get(GO).status_code == 422


def test_the_simulated_authority_answers_no_request_but_ours(client: Client) -> None:
    assert client.get("/identity/simulated/", {"request": "x"}).status_code == 404
    assert client.get("/identity/simulated/").status_code == 404


def test_the_simulated_app_approves_what_is_picked(client: Client) -> None:
    from majlis.people.identity import approval

    with scope.within(HOUSE):
        asked = approval.provider().ask("national", SAMPLE.number)
    page = client.get("/identity/simulated/app/", {"number": SAMPLE.number}).content.decode()
    assert f'value="{asked.shown}"' in page
    picked = {"number": SAMPLE.number, "picked": asked.shown}
    done = client.post("/identity/simulated/app/", picked, headers={"accept-language": "en"})
    assert "Approved" in done.content.decode()
    with scope.within(HOUSE):
        assert approval.provider().answer(asked.handle) is not None


def test_a_sign_in_is_ended_by_the_person(client: Client) -> None:
    client.post("/identity/back/", {"id_token": answer_for(depart(client))})
    client.get("/identity/arrived/")
    client.post("/identity/leave/")
    assert "people.person" not in client.session
    assert client.get("/identity/leave/").status_code == 405


# ---- switching off -------------------------------------------------------------------------------------------


def a_signed_in(client: Client, role: str) -> None:
    member = a_staff(role)
    client.force_login(member)
    request = RequestFactory().get("/")
    request.session = client.session
    second_factor.vouch(request, member)
    request.session.save()


def test_a_duty_officer_switches_a_way_off_and_on_again(client: Client) -> None:
    a_signed_in(client, "duty_officer")
    assert client.get("/staff/identity/").status_code == 200
    off = client.post("/staff/identity/switch/", {"provider": "national", "off": "on"}, follow=True)
    assert 'data-state="held"' in off.content.decode()
    on = client.post("/staff/identity/switch/", {"provider": "national"}, follow=True)
    assert 'data-state="held"' not in on.content.decode()


@pytest.mark.parametrize("role", ["reception_officer", "minister", "centre_manager"])
def test_other_staff_switch_nothing_off(client: Client, role: str) -> None:
    a_signed_in(client, role)
    assert client.get("/staff/identity/").status_code == 403
    assert client.post("/staff/identity/switch/", {"provider": "national", "off": "on"}).status_code == 403


def test_the_public_switches_nothing_off(client: Client) -> None:
    assert client.get("/staff/identity/").status_code == 302
    assert client.post("/staff/identity/switch/", {"provider": "national", "off": "on"}).status_code == 302


# ---- who a request is ----------------------------------------------------------------------------------------


def a_request(reference: str = "", session: Any = None) -> HttpRequest:
    request = RequestFactory().get("/")
    SessionMiddleware(lambda _request: HttpResponse()).process_request(request)
    if session is not None:
        request.session = session
    kwargs = {"reference": reference} if reference else {}
    request.resolver_match = ResolverMatch(lambda: None, (), kwargs)
    return request


def test_a_request_is_nobodys_when_nobody_signed_in() -> None:
    assert sessions.viewer_of(a_request()) is None
    assert sessions.level_of(a_request()) is Level.NONE


def test_a_request_is_the_beneficiarys_after_he_signed_in() -> None:
    request = a_request()
    sessions.sign_in(request, a_beneficiary(), Level.CODE)
    viewer = sessions.viewer_of(request)
    assert viewer is not None
    assert (viewer.kind, viewer.extra) == (Kind.BENEFICIARY, (("level", "code"),))
    assert sessions.level_of(request) is Level.CODE


def test_a_sign_in_ends_after_twenty_idle_minutes_and_not_before() -> None:
    request = a_request()
    sessions.sign_in(request, a_beneficiary(), Level.NATIONAL)
    with time_machine.travel(later(minutes=19)):
        assert sessions.viewer_of(request) is not None
    with time_machine.travel(later(minutes=38)):
        assert sessions.viewer_of(request) is not None
    with time_machine.travel(later(minutes=59)):
        assert sessions.viewer_of(request) is None
        assert sessions.signed_in(request) is None


def test_a_sign_in_ends_after_eight_hours_however_busy() -> None:
    request = a_request()
    sessions.sign_in(request, a_beneficiary(), Level.NATIONAL)
    for minutes in range(0, 8 * 60, 15):
        with time_machine.travel(later(minutes=minutes)):
            assert sessions.signed_in(request)
    with time_machine.travel(later(hours=8, minutes=1)):
        assert sessions.signed_in(request) is None


def test_a_case_opened_with_its_pin_is_read_by_the_link_on_its_own_pages_only() -> None:
    request = a_request("6123456789")
    sessions.open_case(request, "6123456789", 17)
    viewer = sessions.viewer_of(request)
    assert viewer is not None
    assert viewer.token == "link:17"
    assert sessions.viewer_of(a_request("9999999999", request.session)) is None
    assert sessions.viewer_of(a_request("", request.session)) is None
    assert sessions.opened_case(request, 17)
    assert not sessions.opened_case(request, 18)


def test_a_case_opened_with_its_pin_closes_after_thirty_minutes() -> None:
    request = a_request("6123456789")
    sessions.open_case(request, "6123456789", 17)
    with time_machine.travel(later(minutes=29)):
        assert sessions.opened_reference(request, "6123456789") == 17
    with time_machine.travel(later(minutes=31)):
        assert sessions.viewer_of(request) is None
        assert not sessions.opened_case(request, 17)


def test_a_case_is_closed_when_the_person_leaves_it_or_signs_out() -> None:
    request = a_request("6123456789")
    sessions.open_case(request, "6123456789", 17)
    sessions.close_case(request, "6123456789")
    assert not sessions.opened_case(request, 17)
    sessions.open_case(request, "6123456789", 17)
    sessions.sign_in(request, a_beneficiary(), Level.CODE)
    sessions.sign_out(request)
    assert sessions.viewer_of(request) is None


def test_twenty_cases_stay_open_at_most() -> None:
    request = a_request()
    for number in range(25):
        with time_machine.travel(later(seconds=number)):
            sessions.open_case(request, str(number), number)
    assert [sessions.opened_case(request, number) for number in (4, 5, 24)] == [False, True, True]


@pytest.mark.parametrize("act", ["sign_in", "open_case"])
def test_the_session_gets_a_new_key_so_that_none_can_be_planted(act: str) -> None:
    request = a_request()
    request.session["planted"] = True
    request.session.save()
    former = request.session.session_key
    if act == "sign_in":
        sessions.sign_in(request, a_beneficiary(), Level.CODE)
    else:
        sessions.open_case(request, "6123456789", 17)
    assert request.session.session_key != former


def test_a_merged_person_is_signed_in_as_the_record_that_stands_for_him() -> None:
    keep, drop = a_beneficiary(), a_beneficiary(identity_kind="none")
    with scope.within(HOUSE):
        moves.merge(keep, drop, by=HOUSE, reason="said_so")
        drop.refresh_from_db()
    request = a_request()
    sessions.sign_in(request, drop, Level.CODE)
    viewer = sessions.viewer_of(request)
    assert viewer is not None
    assert viewer.id == keep.pk
