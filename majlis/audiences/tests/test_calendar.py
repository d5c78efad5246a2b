"""The calendar page, the pages that change a week, and the feed that calendar programs read."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.audiences.models import Exceptional, Pattern, Sitting
from majlis.audiences.moves import sittings
from majlis.audiences.tests.builders import a_day, a_place, a_seat, a_sitting, a_waiting_case, told
from majlis.core import clock
from majlis.core.scope import within

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(a_staff("minister_office"))
    client.cookies["majlis_language"] = "en"
    return client


def _date(name: str, day: dt.date) -> dict[str, Any]:
    return {
        f"{name}_calendar": "gregorian",
        f"{name}_day": day.day,
        f"{name}_month": day.month,
        f"{name}_year": day.year,
    }


def _page(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(f"audiences:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_calendar_shows_the_sessions_of_its_month(office: Client) -> None:
    sitting = a_sitting()
    shown = _page(office, "calendar", month=f"{sitting.day:%Y-%m}")
    assert reverse("audiences:plan", args=[sitting.pk]) in shown
    assert reverse("audiences:other_day", args=[sitting.pk]) in shown
    assert "AH" in shown or "14" in shown


def test_calendar_asks_as_often_for_one_session_as_for_three(office: Client) -> None:
    first = a_sitting(a_day(14))
    month = f"{first.day:%Y-%m}"
    with CaptureQueriesContext(
        connection,
    ) as one:
        _page(office, "calendar", month=month)
    for ahead in (1, 2):
        a_sitting(first.day + dt.timedelta(days=ahead * 7), place=first.place)
    with CaptureQueriesContext(connection) as three:
        _page(office, "calendar", month=month)
    assert len(three) == len(one)


@pytest.mark.parametrize("month", ["", "soon", "2026-13", "99999-01"])
def test_calendar_opens_this_month_when_none_is_named_rightly(office: Client, month: str) -> None:
    assert f"month={(clock.today().replace(day=1) - dt.timedelta(days=1)):%Y-%m}" in _page(
        office, "calendar", month=month
    )


def test_office_lays_down_a_week_once(office: Client) -> None:
    given = {
        "weekday": 2, "every": 1, "place": a_seat().pk, "principal": a_staff("minister").pk, "start": "10:00",
        "end": "13:00", "gap": 2, "capacity": 20, "reserve": 20, "once": str(uuid.uuid4()),
        **_date("since", clock.today()),
    }  # fmt: skip
    for _time in range(2):
        assert office.post(reverse("audiences:pattern_new"), given).status_code == 302
    pattern = Pattern.objects.get()
    assert Sitting.objects.filter(pattern=pattern).count() >= 11
    assert "Days without a session" in _page(office, "pattern", pattern.pk)


def test_office_leaves_a_day_out_and_takes_it_back(office: Client) -> None:
    given = {
        "weekday": 2, "every": 1, "place": a_seat().pk, "principal": a_staff("minister").pk, "start": "10:00",
        "end": "13:00", "gap": 2, "capacity": 20, "reserve": 20, **_date("since", clock.today()),
    }  # fmt: skip
    office.post(reverse("audiences:pattern_new"), given | {"once": str(uuid.uuid4())})
    pattern = Pattern.objects.get()
    day = a_day(100)
    page = reverse("audiences:pattern", args=[pattern.pk])
    assert office.post(page, {"why": "travel", **_date("day", day + dt.timedelta(days=1))}).status_code == 422
    assert office.post(page, {"why": "travel", **_date("day", day)}).status_code == 302
    kept = Exceptional.objects.get()
    assert kept.day == day
    assert office.post(reverse("audiences:taking_back", args=[kept.pk])).status_code == 302
    assert not Exceptional.objects.exists()


def test_office_moves_a_session_and_is_told_whom_it_met(office: Client) -> None:
    sitting = a_sitting()
    told(a_place(a_waiting_case(), sitting))
    page = reverse("audiences:other_day", args=[sitting.pk])
    assert "was told of this session" in office.get(page, {"to": "2031-01-01"}).content.decode()
    day = sitting.day + dt.timedelta(days=7)
    given = {"start": "10:00", "end": "13:00", "why": "minister", **_date("day", day)}
    answer = office.post(page, given, follow=True)
    assert "1 person has another time or place." in answer.content.decode()
    sitting.refresh_from_db()
    assert sitting.day == day


def test_office_is_told_why_a_session_cannot_move_there(office: Client) -> None:
    sitting = a_sitting()
    friday = sitting.day + dt.timedelta(days=2)
    given = {"start": "10:00", "end": "13:00", "why": "minister", **_date("day", friday)}
    answer = office.post(reverse("audiences:other_day", args=[sitting.pk]), given)
    assert answer.status_code == 422
    assert "no working day" in answer.content.decode()


def test_office_changes_the_seat(office: Client) -> None:
    sitting, place = a_sitting(), a_seat()
    answer = office.post(reverse("audiences:seat", args=[sitting.pk]), {"place": place.pk, "why": "minister"})
    assert answer.status_code == 302
    sitting.refresh_from_db()
    assert sitting.place_id == place.pk


def test_feed_is_read_by_a_calendar_library_and_strikes_out_what_is_cancelled(office: Client) -> None:
    sitting = a_sitting()
    first = _only(_feed(office))
    by = a_viewer("minister_office")
    with within(by):
        sittings.cancel(sitting, why="minister", by=by)
    cancelled = _only(_feed(office))
    assert first["UID"] == cancelled["UID"]
    assert int(cancelled["SEQUENCE"]) > int(first["SEQUENCE"])
    assert (str(first["STATUS"]), str(cancelled["STATUS"])) == ("TENTATIVE", "CANCELLED")
    assert first.decoded("DTSTART") == sitting.starts_at


def _feed(office: Client) -> Calendar:
    shown = office.post(reverse("audiences:feed_address")).content.decode()
    address = re.search(r"/desk/sittings/calendar/[\w-]+\.ics", shown)
    assert address
    answer = Client().get(address[0])
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content)


def _only(calendar: Calendar) -> Any:
    (event,) = calendar.walk("VEVENT")
    return event


def test_feed_answers_nobody_without_its_key_and_none_after_it_is_taken_back(office: Client) -> None:
    assert Client().get(reverse("audiences:feed", args=["guessed"])).status_code == 404
    shown = office.post(reverse("audiences:feed_address")).content.decode()
    address = re.search(r"/desk/sittings/calendar/[\w-]+\.ics", shown)
    assert address
    assert Client().get(address[0]).status_code == 200
    office.post(reverse("audiences:feed_ending"))
    assert Client().get(address[0]).status_code == 404


def test_feed_ends_with_the_officers_service() -> None:
    member = a_staff("minister_office")
    client = Client()
    client.force_login(member)
    client.cookies["majlis_language"] = "en"
    shown = client.post(reverse("audiences:feed_address")).content.decode()
    address = re.search(r"/desk/sittings/calendar/[\w-]+\.ics", shown)
    assert address
    member.active = False
    member.save()
    assert Client().get(address[0]).status_code == 404
