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
from majlis.accounts.models import Duty, Grant, Staff
from majlis.accounts.tests.builders import a_grant, a_staff, a_turn
from majlis.bodies.tests.builders import a_body
from majlis.centres.models import Centre, ClosedDate, HijriCorrection, Hours, Pause, Season
from majlis.centres.moves import Shift, close_on, set_season, set_week
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.viewer import system
from majlis.core.working_time import SUNDAY

pytestmark = pytest.mark.django_db
HOUSE = system("test")
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


def _as(role: str, *place: Any, **words: Any) -> tuple[Client, Staff]:
    client, member = Client(headers={"Accept-Language": "en"}), a_staff(role, *place, **words)
    client.cookies["majlis_language"] = "en"
    client.force_login(member)
    return client, member


def _words(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[-2000:]
    return str(response.content.decode())


def _date(name: str, day: dt.date) -> dict[str, Any]:
    parts = {"calendar": "gregorian", "day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": value for part, value in parts.items()}


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


# ---- duty -----------------------------------------------------------------------------------------------------------


def _turn(member: Staff, **changed: Any) -> dict[str, Any]:
    tomorrow = clock.today() + dt.timedelta(days=1)
    given = {"staff": member.pk, "begins": "16:00", "hours": "16", "rank": "1", **_date("day", tomorrow)}
    return given | changed


def test_the_roster_when_set_on_its_page() -> None:
    client, _own = _as("minister_office")
    officer = a_staff("duty_officer", name_en="Saleh")
    assert "Nobody is on duty now" in _words(client.get("/staff/duty/"))
    assert client.post("/staff/duty/", _turn(officer)).status_code == 302
    turn = Duty.objects.get()
    assert turn.until - turn.begins == dt.timedelta(hours=16)
    assert turn.begins.astimezone(clock.RIYADH).hour == 16
    assert "already" in _words(client.post("/staff/duty/", _turn(officer, rank="2")), 422)
    assert "stands in this place" in _words(client.post("/staff/duty/", _turn(a_staff("duty_officer"))), 422)
    assert "Enter the hours" in _words(client.post("/staff/duty/", _turn(officer, hours="no")), 422)
    assert client.post("/staff/duty/", _turn(a_staff("audit_officer"))).status_code == 422
    assert client.post(f"/staff/duty/{turn.pk}/end/").status_code == 302
    assert not Duty.objects.exists()


def test_the_roster_when_only_looked_at() -> None:
    client, own = _as("duty_officer", name_en="Saleh")
    a_turn(own)
    page = client.get("/staff/duty/")
    assert "Saleh" in _words(page)
    assert page.context["form"] is None
    assert client.post("/staff/duty/", _turn(own)).status_code == 200
    assert Duty.objects.count() == 1


# ---- centres --------------------------------------------------------------------------------------------------------


@pytest.fixture
def here() -> Centre:
    return a_centre("here")


def test_hours_when_written_by_the_manager(here: Centre) -> None:
    client, _own = _as("centre_manager", here)
    sent = {"day6": "8-12، ١٦:٠٠ – ٢٠:٣٠", "day0": "8:00-24:00", "day1": ""}
    assert client.post("/staff/centres/here/hours/", sent)["Location"] == "/staff/centres/here/"
    kept = [(row.weekday, f"{row.opens:%H:%M}", f"{row.closes:%H:%M}") for row in Hours.objects.filter(centre=here)]
    assert kept == [(0, "08:00", "00:00"), (6, "08:00", "12:00"), (6, "16:00", "20:30")]
    page = _words(client.get("/staff/centres/here/hours/"))
    assert "8-12, 16-20:30" in page
    assert 'value="8-24"' in page
    assert "20:30" in _words(client.get("/staff/centres/here/"))


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ("8 to 12", "Write hours like"),
        ("8:00", "Write hours like"),
        ("25-26", "from 0:00 to 24:00"),
        ("8:75-9", "from 0:00 to 24:00"),
        ("12-8", "must end after it begins"),
        ("8-12, 11-13", "overlap"),
        ("8-12 <script>", "Write hours like"),
    ],
)
def test_hours_when_written_wrong(here: Centre, hours: str, sentence: str) -> None:
    set_week(here, [Shift(SUNDAY, dt.time(9), dt.time(10))], by=HOUSE)
    client, _own = _as("centre_manager", here)
    assert sentence in _words(client.post("/staff/centres/here/hours/", {"day6": hours}), 422)
    assert Hours.objects.get(centre=here).opens == dt.time(9)


def _breaks(*rows: tuple[str, str, str]) -> dict[str, str]:
    sent = {"form-TOTAL_FORMS": "6", "form-INITIAL_FORMS": "0"}
    for place, (name_ar, name_en, hours) in enumerate(rows):
        sent |= {f"form-{place}-name_ar": name_ar, f"form-{place}-name_en": name_en, f"form-{place}-hours": hours}
    return sent


def test_breaks_when_written_and_emptied(here: Centre) -> None:
    client, _own = _as("centre_manager", here)
    sent = _breaks(("الظهر", "Noon prayer", "12:00-12:30"), ("", "", ""), ("العصر", "Afternoon", "15:15-15:45"))
    assert client.post("/staff/centres/here/breaks/", sent).status_code == 302
    assert [row.name_en for row in Pause.objects.filter(centre=here)] == ["Noon prayer", "Afternoon"]
    assert "12-12:30" in _words(client.get("/staff/centres/here/breaks/"))
    assert "one span" in _words(client.post("/staff/centres/here/breaks/", _breaks(("الظهر", "", "12-13"))), 422)
    twice = _breaks(("أ", "A", "12-13"), ("ب", "B", "12:30-14"))
    assert "overlap" in _words(client.post("/staff/centres/here/breaks/", twice), 422)
    assert client.post("/staff/centres/here/breaks/", _breaks()).status_code == 302
    assert not Pause.objects.filter(centre=here).exists()


def test_seasons_and_closed_dates_when_added_and_removed(here: Centre) -> None:
    client, _own = _as("centre_manager", here)
    first, last = clock.today() + dt.timedelta(days=9), clock.today() + dt.timedelta(days=39)
    sent = {"name_ar": "رمضان", "name_en": "Ramadan", "day6": "10-15", **_date("first", first), **_date("last", last)}
    assert client.post("/staff/centres/here/seasons/", sent).status_code == 302
    assert "already have other hours" in _words(client.post("/staff/centres/here/seasons/", sent), 422)
    reasons = {"reason_ar": "صيانة", "reason_en": "Repairs", **_date("day", first)}
    assert client.post("/staff/centres/here/closed/", reasons).status_code == 302
    assert "already closed" in _words(client.post("/staff/centres/here/closed/", reasons), 422)
    page = _words(client.get("/staff/centres/here/"))
    assert "Ramadan" in page
    assert "Repairs" in page
    season, closed = Season.objects.get(), ClosedDate.objects.get()
    assert client.post(f"/staff/centres/here/seasons/{season.pk}/remove/").status_code == 302
    assert client.post(f"/staff/centres/here/closed/{closed.pk}/remove/").status_code == 302
    assert client.post(f"/staff/centres/here/closed/{closed.pk}/remove/").status_code == 404
    assert not Season.objects.exists()
    assert not ClosedDate.objects.exists()


def test_a_centre_when_its_page_is_only_looked_at(here: Centre) -> None:
    client, _own = _as("system_administrator")
    assert "/hours/" not in _words(client.get("/staff/centres/here/"))
    assert client.post("/staff/centres/here/hours/", {"day6": "8-9"}).status_code == 403


def test_holidays_when_added_and_a_month_declared(here: Centre) -> None:
    client, _own = _as("programme_director")
    assert client.post("/staff/holidays/", {"year": "٢٠٢٦"}).status_code == 302
    assert ClosedDate.objects.filter(centre=here).count() > 5
    assert "2000" in _words(client.post("/staff/holidays/", {"year": "1999"}), 422)
    assert "four digits" in _words(client.post("/staff/holidays/", {"year": "next"}), 422)
    month = {"month-year": "1448", "month-month": "9", "month-begins": "2027-02-09"}
    assert client.post("/staff/holidays/month/", month).status_code == 302
    assert HijriCorrection.objects.get().begins == dt.date(2027, 2, 9)
    assert "Ramadan" in _words(client.get("/staff/holidays/"))
    wrong = client.post("/staff/holidays/month/", month | {"month-begins": "2027-06-09"})
    assert "two days" in _words(wrong, 422)


def test_a_member_when_several_powers_are_shown() -> None:
    client, _own = _as("system_administrator")
    member = a_staff("section_head", a_centre(), "operations")
    a_grant(member, "body_liaison")
    page = _words(client.get(f"/staff/people/{member.pk}/"))
    for words in ("Section head", "Operations", "Body liaison", "Directorate General of Passports"):
        assert words in page
