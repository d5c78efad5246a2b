"""The pages of the administration: who may open them, what they do, what they say when it goes wrong."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from majlis.accounts import moves, queries
from majlis.accounts.models import Grant, Staff
from majlis.accounts.tests.asking import HOUSE, _as, _date, _words
from majlis.accounts.tests.builders import a_grant, a_staff, a_turn
from majlis.bodies.tests.builders import a_body
from majlis.centres.models import Centre, ClosedDate, Season
from majlis.centres.moves import close_on, set_season
from majlis.centres.tests.builders import a_centre
from majlis.core import clock

pytestmark = pytest.mark.django_db
KEEPERS = {"minister", "programme_director", "system_administrator"}
EVERY_ROLE = [
    "minister",
    "programme_director",
    "system_administrator",
    "security_reports_officer",
    "centre_manager",
    "minister_office",
    "duty_officer",
    "followup_officer",
    "reception_officer",
    "body_liaison",
    "",
]


# ---- who may open what ----------------------------------------------------------------------------------------------

OPEN_TO = {
    "/staff/me/": set(EVERY_ROLE),
    "/staff/people/": KEEPERS | {"centre_manager", "security_reports_officer"},
    "/staff/people/new/": KEEPERS | {"centre_manager"},
    "/staff/duty/": {
        "minister",
        "programme_director",
        "system_administrator",
        "minister_office",
        "duty_officer",
        "followup_officer",
    },
    "/staff/centres/": {"programme_director", "system_administrator", "centre_manager"},
    "/staff/holidays/": {"programme_director", "system_administrator"},
}


@pytest.mark.parametrize("page", sorted(OPEN_TO))
@pytest.mark.parametrize("role", EVERY_ROLE)
def test_each_page_when_opened_by_each_role(page: str, role: str) -> None:
    client, _member = _as(role)
    assert client.get(page).status_code == (200 if role in OPEN_TO[page] else 403)
    assert Client().get(page).status_code == 302


def test_every_act_when_done_by_somebody_who_may_not() -> None:
    centre = a_centre("here")
    member, turn = a_staff("duty_officer", home=centre), a_turn(a_staff("duty_officer"))
    closed = close_on(centre, clock.today(), by=HOUSE, reason_ar="أ", reason_en="A")
    season = set_season(centre, by=HOUSE, name_ar="أ", name_en="A", first=clock.today(), last=clock.today(), shifts=[])
    acts = [f"people/{member.pk}/{act}/" for act in ("edit", "grants", "loans", "stop", "password", "factors")]
    acts += [f"grants/{member.grants.get().pk}/end/", f"duty/{turn.pk}/end/", "holidays/month/"]
    acts += [f"centres/here/{act}/" for act in ("hours", "breaks", "seasons", "closed")]
    acts += [f"centres/here/closed/{closed.pk}/remove/", f"centres/here/seasons/{season.pk}/remove/"]
    before = list(Staff.objects.order_by("pk").values())
    for role, place in (("reception_officer", centre), ("centre_manager", a_centre()), ("audit_officer", None)):
        client, own = _as(role, place)
        for act in acts:
            answer = client.post(f"/staff/{act}", {})
            assert answer.status_code in {403, 404}, (role, act)
        assert own.grants.count() == 1
    assert list(Staff.objects.filter(pk__in=[row["id"] for row in before]).order_by("pk").values()) == before
    assert ClosedDate.objects.exists()
    assert Season.objects.exists()


# ---- staff ----------------------------------------------------------------------------------------------------------


def test_the_list_when_longer_than_a_page_and_searched() -> None:
    client, _own = _as("system_administrator")
    found = [a_staff("audit_officer", name_en=f"Person {n:02}") for n in range(55)]
    first = client.get("/staff/people/")
    assert "Person 48" in _words(first)
    assert "Person 54" not in _words(first)
    assert "Person 54" in _words(client.get(f"/staff/people/?page={first.context['page'].next}"))
    searched = _words(client.get("/staff/people/?q=person 54"))
    assert "Person 54" in searched
    assert "Person 53" not in searched
    assert found[54].email in _words(client.get(f"/staff/people/{found[54].pk}/"))


def test_the_list_when_its_queries_are_counted() -> None:
    client, _own = _as("system_administrator")
    centre = a_centre()
    counts = []
    for _n in range(3):
        a_staff("reception_officer", centre)
        with CaptureQueriesContext(connection) as queries_made:
            client.get("/staff/people/")
        counts.append(len(queries_made))
    assert len(set(counts)) == 1


def _person(**changed: Any) -> dict[str, Any]:
    given = {
        "name_ar": "نورة بنت صالح",
        "name_en": "Noura",
        "email": "Noura@Majlis.example",
        "phone": "٠٥٠ ١٢٣ ٤٥٦٧",
        "woman": "yes",
        "language": "ar",
        "home": "",
        "speaks": ["ur", "sdl"],
    }
    return given | changed


def test_taking_in_when_the_form_is_right_and_then_changing() -> None:
    client, _own = _as("system_administrator")
    centre = a_centre()
    done = client.post("/staff/people/new/", _person(home=centre.pk))
    member = Staff.objects.get(email="noura@majlis.example")
    assert done["Location"] == f"/staff/people/{member.pk}/"
    assert (member.woman, member.phone, member.speaks, member.home) == (True, "+966501234567", ["ur", "sdl"], centre)
    page = client.get(f"/staff/people/{member.pk}/edit/")
    assert page.context["form"]["speaks"].value() == ["ur", "sdl"]
    changed = _person(email="n@majlis.example", version=page.context["member"].version)
    assert client.post(f"/staff/people/{member.pk}/edit/", changed).status_code == 302
    again = client.post(f"/staff/people/{member.pk}/edit/", changed)
    assert "just changed this" in _words(again, 422)
    assert Staff.objects.get(pk=member.pk).email == "n@majlis.example"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name_ar": ""}, "Name in Arabic"),
        ({"email": "x"}, "email address"),
        ({"woman": ""}, "Who is it?"),
        ({"phone": "12"}, "too short"),
        ({"speaks": ["klingon"]}, "Languages spoken"),
        ({"email": "taken@majlis.example"}, "has this e-mail"),
    ],
)
def test_taking_in_when_something_is_wrong(wrong: dict[str, Any], sentence: str) -> None:
    client, _own = _as("system_administrator")
    a_staff(email="taken@majlis.example")
    assert sentence in _words(client.post("/staff/people/new/", _person(**wrong)), 422)


def test_taking_in_when_manager_of_a_centre() -> None:
    centre, other = a_centre(), a_centre()
    client, _own = _as("centre_manager", centre)
    assert client.post("/staff/people/new/", _person(home=other.pk)).status_code == 422
    assert client.post("/staff/people/new/", _person(home="")).status_code == 422
    assert client.post("/staff/people/new/", _person(home=centre.pk)).status_code == 302


def test_granting_and_ending_when_on_the_page_of_a_member() -> None:
    client, own = _as("programme_director")
    member, centre, body = a_staff(), a_centre(), a_body()
    page = f"/staff/people/{member.pk}/"
    assert (
        client.post(f"{page}grants/", {"grant-role": "reception_officer", "grant-centre": centre.pk})["Location"]
        == page
    )
    assert "Reception officer" in _words(client.get(page))
    again = client.post(f"{page}grants/", {"grant-role": "reception_officer", "grant-centre": centre.pk})
    assert "holds this role here already" in _words(again, 422)
    assert "does not belong there" in _words(client.post(f"{page}grants/", {"grant-role": "reception_officer"}), 422)
    assert client.post(f"{page}grants/", {"grant-role": "minister"}).status_code == 422
    last = clock.today() + dt.timedelta(days=9)
    sent = {"grant-role": "body_liaison", "grant-body": body.pk, **_date("grant-until", last)}
    assert client.post(f"{page}grants/", sent).status_code == 302
    assert member.grants.get(role="body_liaison").until == clock.start_of(last + dt.timedelta(days=1))
    row = member.grants.get(role="reception_officer")
    assert client.post(f"/staff/grants/{row.pk}/end/")["Location"] == page
    assert Grant.objects.get(pk=row.pk).ended_by_id == own.pk


def test_lending_when_on_the_page_of_a_member() -> None:
    client, own = _as("programme_director")
    member = a_staff()
    sent = {"loan-role": "audit_officer", "loan-hours": "3", "loan-why": "the auditor is away today"}
    assert client.post(f"/staff/people/{member.pk}/loans/", sent).status_code == 302
    assert member.grants.get().approved_by_id == own.pk
    assert "the auditor is away today" in _words(client.get(f"/staff/people/{member.pk}/"))
    bad = client.post(f"/staff/people/{member.pk}/loans/", sent | {"loan-why": "x", "loan-role": "toll_free_agent"})
    assert "why the role is needed" in _words(bad, 422)


def test_borrowing_and_giving_back_when_on_one_s_own_page() -> None:
    centre = a_centre()
    client, own = _as("reception_officer", centre)
    sent = {"role": "operations_officer", "centre": centre.pk, "hours": "2", "why": "two colleagues are ill"}
    assert client.post("/staff/me/borrow/", sent)["Location"] == "/staff/me/"
    page = _words(client.get("/staff/me/"))
    assert "Operations officer" in page
    assert "Borrowed" in page
    row = own.grants.get(borrowed=True)
    assert client.post(f"/staff/grants/{row.pk}/end/")["Location"] == "/staff/me/"
    assert not queries.viewer_for(own).holds("operations_officer")
    assert client.post("/staff/me/borrow/", sent | {"role": "minister"}).status_code == 422
    assert client.post("/staff/me/borrow/", sent | {"centre": ""}).status_code == 403


def test_borrowed_power_when_shown_in_the_shell() -> None:
    client, own = _as("reception_officer")
    moves.borrow(own, "audit_officer", by=HOUSE, why="the auditor is away", hours=1)
    page = client.get("/staff/me/")
    assert page.context["strips"][0] in _words(page)
    assert "You have borrowed this role: Audit officer" in _words(page)
    assert "strips" in client.get("/staff/me/").context
    with time_machine.travel(clock.now() + dt.timedelta(hours=1), tick=False):
        assert client.get("/staff/me/").context["strips"] == []


def test_granting_when_it_would_be_to_oneself() -> None:
    client, own = _as("programme_director")
    page = f"/staff/people/{own.pk}/"
    assert "Grant a role" not in _words(client.get(page))
    assert client.post(f"{page}grants/", {"grant-role": "audit_officer"}).status_code == 422
    assert client.post(f"{page}stop/").status_code == 403
    assert not own.grants.filter(role="audit_officer").exists()


def test_a_first_password_when_given_on_the_page() -> None:
    client, _own = _as("system_administrator")
    member = a_staff()
    page = _words(client.post(f"/staff/people/{member.pk}/password/"))
    kept = Staff.objects.get(pk=member.pk)
    (given,) = [line for line in page.split("<bdi") if 'translate="no">' in line and "size-6" in line]
    assert kept.check_password(given.split('translate="no">')[1].split("<")[0])
    refused = client.post(f"/staff/people/{member.pk}/factors/")
    assert "Somebody else must do this one" in _words(refused, 422)


def test_stopping_and_letting_in_again_when_on_the_page() -> None:
    client, _own = _as("system_administrator")
    member = a_staff()
    for active in (False, True):
        assert client.post(f"/staff/people/{member.pk}/stop/").status_code == 302
        assert Staff.objects.get(pk=member.pk).active is active


# ---- centres --------------------------------------------------------------------------------------------------------


@pytest.fixture
def here() -> Centre:
    return a_centre("here")


def test_a_member_when_several_powers_are_shown() -> None:
    client, _own = _as("system_administrator")
    member = a_staff("section_head", a_centre(), "operations")
    a_grant(member, "body_liaison")
    page = _words(client.get(f"/staff/people/{member.pk}/"))
    for words in ("Section head", "Operations", "Body liaison", "Directorate General of Passports"):
        assert words in page
