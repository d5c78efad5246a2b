"""The pages of duty, of centres and of their times: what they do, what they say when it goes wrong."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from majlis.accounts.models import Duty, Staff
from majlis.accounts.tests.asking import HOUSE, _as, _date, _words
from majlis.accounts.tests.builders import a_staff, a_turn
from majlis.centres.models import Centre, ClosedDate, HijriCorrection, Hours, Pause, Season
from majlis.centres.moves import Shift, set_week
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.working_time import SUNDAY

pytestmark = pytest.mark.django_db


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
