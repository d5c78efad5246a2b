"""A citizen's petition with papers: returned once for a missing one, put before the minister, referred, answered."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys import walks
from tests.journeys.house import House
from tests.journeys.walks import Slip

pytestmark = pytest.mark.journey

MISSING = "نحتاج صورة واضحة من هويتك"
RESULT = "صدرت الموافقة على طلبك."


def test_petition_goes_before_the_minister_and_comes_back(house: House, visitor: walks.Sign, staff: walks.Sign) -> None:
    today = walks.in_the_morning(house)
    citizen = walks.a_person("القحطاني", first="1")
    sent = {"paper_support": walks.a_paper(), "none_identity": True}
    slip = walks.ask(visitor("ar"), "petition", citizen, papers=sent)
    walks.sort(staff("clerk"), slip)
    walks.register(staff("registrar"), slip)

    before = len(house.letters.to(citizen.mail))
    due = walks.working_day(today, 10)
    walks.check(
        staff("auditor"), slip, "ask_for_papers", papers="identity", missing=MISSING, **walks.day_of(due, "due_on")
    )
    walks.mail_arrives(house, citizen, more_than=before)
    _complete_on_a_phone(visitor("ar", phone=True), slip)
    walks.check(staff("auditor"), slip, "accept")

    _put_before_the_minister(staff("office"), slip)
    _direct(staff("minister"), slip)
    walks.refer(staff("follower"), slip, "المديرية العامة للجوازات", due=due)
    walks.answer_for_body(staff("passports"), "تأشيرة زيارة لوالدتي", "لا مانع لدينا.")
    walks.finish(staff("follower"), staff("office"), slip, RESULT)

    walks.mail_arrives(house, citizen, more_than=before + 1)
    home = visitor("ar", phone=True)
    walks.open_status(home, slip)
    assert RESULT in walks.told(home)
    walks.act(staff("follower"), slip, "closing", "أغلق المعاملة")


def _complete_on_a_phone(home: Page, slip: Slip) -> None:
    walks.open_status(home, slip)
    walks.press(home, "إرسال ما ينقص")
    assert MISSING in walks.told(home)
    walks.put(home, {"paper_identity": walks.a_paper("identity.jpg")})
    walks.press(home, "إرسال")
    assert walks.step_of(home) == slip.reference, walks.told(home)
    assert home.get_by_role("link", name="إرسال ما ينقص").count() == 0
    assert home.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def _put_before_the_minister(office: Page, slip: Slip) -> None:
    office.goto(f"/desk/office/{slip.reference}/brief/")
    walks.put(office, {"lines": "مواطن يطلب الموافقة على زيارة والدته", "proposed": "الموافقة"})
    walks.press(office, "احفظ ملف العرض")
    with office.expect_download() as download:
        office.goto(f"/desk/office/{slip.reference}/brief/")
        office.locator(f'a[href$="/{slip.reference}/brief.pdf"]').click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    office.goto("/desk/office/")
    walks.put(office, {"case": slip.reference})
    walks.press(office, "اجمع المختارة في حافظة")
    walks.press(office, "عُرض على الوزير")


def _direct(minister: Page, slip: Slip) -> None:
    minister.goto(f"/desk/office/{slip.reference}/directive/")
    walks.put(minister, {"decision": "refer", "words": "تُدرس ويُفاد"})
    walks.press(minister, "قرر")
    assert walks.step_of(minister) == slip.reference, walks.told(minister)
