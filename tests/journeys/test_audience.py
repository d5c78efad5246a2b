"""A walk-in resident asks for an audience: from the desk to the minister, to two bodies, and to the answer."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page

from tests.journeys import walks
from tests.journeys.house import House
from tests.journeys.walks import Slip

pytestmark = pytest.mark.journey

RESULT = "صدرت الموافقة على زيارة الوالدة، ويمكن إصدار التأشيرة عبر المنصة."


def test_audience_goes_from_the_desk_to_the_answer(house: House, visitor: walks.Sign, staff: walks.Sign) -> None:
    today = walks.in_the_morning(house)
    person = walks.a_person("العتيبي")
    slip = walks.walk_in(staff("clerk"), "audience_person", person, {"q-wish": "الموافقة على الزيارة"})
    walks.register(staff("registrar"), slip)
    walks.check(staff("auditor"), slip, "accept")

    day = walks.working_day(today + dt.timedelta(days=7))
    plan = _open_session(staff("office"), day)
    _place(staff("registrar"), plan, slip)
    before = len(house.letters.to(person.mail))
    _publish(staff("office"), plan)
    letter = walks.mail_arrives(house, person, more_than=before)
    assert "text/calendar" in [part.get_content_type() for part in letter.walk()]

    home = visitor("ar", phone=True)
    walks.open_status(home, slip)
    walks.press(home, "أؤكد حضوري")
    assert home.get_by_role("button", name="أؤكد حضوري").count() == 0

    walks.shift_to(house, dt.datetime.combine(day, dt.time(9, 50), walks.RIYADH))
    _come_and_be_heard(staff("host", again=True), plan)
    _direct(staff("office", again=True), staff("minister"), slip)
    _refer_and_chase(house, staff, slip, day)
    walks.finish(staff("follower"), staff("office"), slip, RESULT)

    walks.mail_arrives(house, person, more_than=before + 1)
    home = visitor("ar", phone=True)
    walks.open_status(home, slip)
    assert RESULT in walks.told(home)
    house.do("majlis.cases.tasks.close_told")
    walks.be_satisfied(home, slip)


def _open_session(office: Page, day: dt.date) -> str:
    """Open a session on a day; returns the address of its plan."""
    office.goto("/desk/sittings/new/")
    walks.put(office, walks.day_of(day, "day"))
    walks.press(office, "افتحها لتحديد الأماكن")
    assert re.search(r"/desk/sittings/\d+/$", office.url), walks.told(office)
    return office.url


def _place(operations: Page, plan: str, slip: Slip) -> None:
    operations.goto(plan)
    with operations.expect_navigation():
        operations.locator(f'a[href$="/places/{slip.reference}/"]').click()
    walks.press(operations, "ثبّته في هذا الوقت")
    assert operations.url == plan, walks.told(operations)


def _publish(office: Page, plan: str) -> None:
    office.goto(f"{plan}publication/")
    walks.press(office, "اعتمد وأبلغهم")


def _come_and_be_heard(host: Page, plan: str) -> None:
    host.goto(f"{plan}day/")
    for words in ("حضر", "يدخل", "سُمع منه"):
        with host.expect_navigation():
            host.get_by_role("main").get_by_role("button", name=re.compile(f"^{words}")).click()


def _direct(office: Page, minister: Page, slip: Slip) -> None:
    """Note the minister's directive; it moves nothing until he confirms it."""
    office.goto(f"/desk/office/{slip.reference}/directive/")
    walks.put(office, {"decision": "refer", "words": "تُدرس الحالة وتُيسّر زيارة الوالدة"})
    walks.press(office, "دوّنه واطلب التأكيد")
    walks.confirm_directive(minister, slip)


def _refer_and_chase(house: House, staff: walks.Sign, slip: Slip, day: dt.date) -> None:
    follower = staff("follower")
    due = walks.working_day(day, 5)
    walks.refer(follower, slip, "المديرية العامة للجوازات", "وكالة الأحوال المدنية", due=due)

    walks.in_the_morning(house, after=3)
    house.do("majlis.followup.tasks.open_day")
    follower = staff("follower", again=True)
    follower.goto("/desk/followup/")
    with follower.expect_navigation():
        ours = follower.get_by_role("article").filter(has_text=walks.shown(slip.reference))
        ours.get_by_role("link", name="المديرية العامة للجوازات").click()
    with follower.expect_navigation():
        follower.get_by_role("main").locator('button[name="result"][value="reached"]').click()

    walks.answer_for_body(staff("passports"), "مقابلة الوزير", "لا مانع من منح التأشيرة.")
    walks.take_down_answer(follower, slip, "سُجلت صلة القرابة.")
    staff("office", again=True)
