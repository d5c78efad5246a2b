"""The pages of the weekly session in a real browser: both languages, four widths, keyboard, no script at all."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext

from majlis.accounts.models import Staff
from majlis.accounts.tests.builders import a_staff
from majlis.audiences.models import Appointment
from majlis.audiences.moves import appointments
from majlis.audiences.states import State
from majlis.audiences.tests.builders import a_day, a_hall, a_place, a_sitting, a_waiting_case, at, today, told
from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE, a_person, in_state
from majlis.core.scope import within
from tests.pages.harness import Shown, browser, visitor, walk
from tests.pages.serving import serve

pytestmark = pytest.mark.journey
NAMES = [("أحمد", "القصاب"), ("فوزية", "الصمان"), ("أنور", "قاسم"), ("حصة", "الغدير"), ("فهد", "المرقاب")]


def _cookie(member: Staff) -> str:
    client = Client()
    client.force_login(member)
    return client.cookies["sessionid"].value


def _someone(number: int, **words: object) -> Case:
    given, family = NAMES[number % len(NAMES)]
    return a_waiting_case(beneficiary_id=a_person(given=given, family=family).pk, **words)


def _scene() -> tuple[Appointment, Appointment, Case]:
    """Return an appointment of a plan to come, one of today's sitting, and a case that waits."""
    ahead = a_sitting(pauses=["12:00-12:20"])
    hall = a_hall(ahead.place, women=True, name_ar="قاعة النساء", name_en="Women's hall")
    grave = a_place(in_state(_someone(0), "waiting", priority=0), ahead)
    told(a_place(_someone(1), ahead, at(ahead, 10, 20)))
    with within(HOUSE):
        appointments.confirm(told(a_place(_someone(2), ahead, at(ahead, 10, 40))), by=HOUSE)
    a_place(_someone(3, women_only=True), ahead, at(ahead, 11), hall=hall)
    near = a_sitting(a_day(7))
    now = today(told(a_place(_someone(4), near)))
    a_sitting(a_day(21))
    waiting = _someone(1)
    in_state(_someone(2, women_only=True), "waiting", priority=1, points=52)
    return grave, now, waiting


def _pages(plan: Appointment, now: Appointment, waiting: Case, cookie: str) -> list[Shown]:
    def sign_in(context: BrowserContext, base: str) -> None:
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])

    def shown(name: str, *args: object) -> Shown:
        return Shown(f"sittings-{name}", reverse(f"audiences:{name}", args=args), sign_in=sign_in)

    return [
        shown("list"),
        shown("new"),
        shown("plan", plan.sitting_id),
        shown("publication", plan.sitting_id),
        shown("cancellation", plan.sitting_id),
        shown("hours", plan.sitting_id),
        shown("place", plan.sitting_id, waiting.reference),
        shown("choose", waiting.reference),
        shown("appointment", plan.pk),
        shown("time", plan.pk),
        shown("day", now.sitting_id),
        shown("order", now.sitting_id),
        shown("ring"),
    ]


def test_pages_are_sound(committed: str, settings: object) -> None:
    plan, now, waiting = _scene()
    cookie = _cookie(a_staff("minister_office"))
    pages = _pages(plan, now, waiting, cookie)
    with serve() as base:
        faults = [str(report) for report in walk(base, pages)]
    assert faults == []


def test_day_is_worked_with_one_key_each(committed: str) -> None:
    _plan, now, _waiting = _scene()
    cookie = _cookie(a_staff("reception_officer", now.centre))
    with serve() as base, browser() as running, visitor(running, base, "ar") as context:
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
        page = context.new_page()
        page.goto(base + reverse("audiences:day", args=[now.sitting_id]), wait_until="networkidle")
        for key in ("KeyA", "KeyG", "KeyH"):
            with page.expect_navigation(wait_until="networkidle"):
                page.keyboard.press(key)
    with within(HOUSE):
        assert Appointment.objects.get(pk=now.pk).state == State.ATTENDED


def test_a_place_is_found_without_scripts(committed: str) -> None:
    plan, _now, waiting = _scene()
    cookie = _cookie(a_staff("minister_office"))
    with serve() as base, browser() as running, visitor(running, base, "en", java_script_enabled=False) as context:
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
        page = context.new_page()
        page.goto(base + reverse("audiences:plan", args=[plan.sitting_id]))
        page.locator(f"a[href*='{waiting.reference}']").first.click()
        page.get_by_role("button", name="Place him at this time").click()
        page.get_by_text("He has his place.").wait_for()
    with within(HOUSE):
        assert Appointment.objects.get(case=waiting).state == State.PROPOSED
