"""Other ends: refused and objected to, thanked, joined, sealed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys import walks
from tests.journeys.house import House

pytestmark = pytest.mark.journey

REFUSED = "الموضوع منظور أمام القضاء، ولا تنظر فيه الوزارة ما دام كذلك."
THANKED = "شكرًا لك، ستوضع اللوحات هذا الشهر."
OBJECTED = "صدر الحكم وانتهت القضية، وأرفقت صورته."

WISH: dict[str, Any] = {"q-wish": "الموافقة على الزيارة"}


def test_refused_complaint_goes_to_another_auditor_when_objected(
    house: House, visitor: walks.Sign, staff: walks.Sign
) -> None:
    walks.in_the_morning(house)
    person = walks.a_person("الدوسري")
    slip = walks.ask(visitor("ar"), "complaint_body", person)
    walks.sort(staff("clerk"), slip, "worker_rights")
    walks.register(staff("registrar"), slip)
    first = staff("auditor")
    walks.check(first, slip, "refuse", refused="court", words=REFUSED)

    home = visitor("ar", phone=True)
    walks.open_status(home, slip)
    assert REFUSED in walks.told(home)
    home.goto(f"/s/{slip.reference}/objection/")
    walks.put(home, {"words": OBJECTED})
    walks.press(home, "إرسال الاعتراض")
    assert walks.step_of(home) == slip.reference, walks.told(home)

    answer = first.goto(f"/desk/audit/{slip.reference}/")
    assert answer is not None
    assert answer.status in {403, 404}  # whoever refused does not decide again
    second = staff("auditor2")
    assert OBJECTED in walks.state_of(second, slip)
    walks.check(second, slip, "accept")


def test_suggestion_is_thanked_by_the_director(house: House, visitor: walks.Sign, staff: walks.Sign) -> None:
    walks.in_the_morning(house)
    person = walks.a_person("الشهري")
    words = {"words": "أقترح لوحات بلغات أكثر في صالة المركز"}
    slip = walks.ask(visitor("ar"), "suggestion", person, words=words)
    walks.sort(staff("clerk"), slip, "service_quality")
    walks.register(staff("registrar"), slip)
    walks.check(staff("auditor"), slip, "accept")

    director = staff("director")
    director.goto("/desk/office/service/")
    assert slip.reference in walks.digits(director.get_by_role("main").inner_text())
    director.goto(f"/desk/office/{slip.reference}/directive/")
    walks.put(director, {"decision": "thank", "words": THANKED})
    walks.press(director, "قرر")
    walks.finish(staff("follower"), director, slip, THANKED)
    home = visitor("ar")
    walks.open_status(home, slip)
    assert THANKED in walks.told(home)


def test_duplicate_is_joined_to_the_earlier_case(house: House, visitor: walks.Sign, staff: walks.Sign) -> None:
    walks.in_the_morning(house)
    clerk, person = staff("clerk"), walks.a_person("المطيري")
    main = walks.walk_in(clerk, "petition", person, WISH)
    again = walks.walk_in(clerk, "petition", person, WISH, known=True)
    registrar = staff("registrar")
    walks.act(registrar, again, "joining", "اضممها", reference=main.reference)
    home = visitor("ar")
    walks.open_status(home, again)
    assert main.reference in walks.digits(walks.told(home))
    walks.open_status(home, main)
    assert "نعمل عليه" in walks.told(home)


def test_security_report_is_read_back_by_the_seven_words_alone(house: House, visitor: walks.Sign) -> None:
    page = visitor("ar")
    words = _report(page, "شاحنة تقف كل ليلة قرب المستودع القديم")
    assert len(words) == 7
    assert {one["name"] for one in page.context.cookies()} <= {"majlis_language"}  # the one that it came with
    back = visitor("ar")
    assert "لم تُفتح بعد" in _come_back(back, words)
    wrong = _come_back(back, words[::-1])
    assert "غير معروفة" in wrong
    assert "لم تُفتح بعد" not in wrong


def _report(page: Page, said: str) -> list[str]:
    page.goto("/safe/?in=ar")
    page.get_by_role("main").locator("a.btn--primary").click()
    page.get_by_role("textbox").first.fill(said)
    with page.expect_navigation():
        page.get_by_role("main").locator("form button").last.click()
    return [word.split("\n")[-1].strip() for word in page.locator(".seven li bdi:last-child").all_inner_texts()]


def _come_back(page: Page, words: list[str]) -> str:
    page.goto("/safe/answer/?in=ar")
    walks.put(page, {"code": " ".join(words)})
    walks.press(page, "متابعة")
    return walks.told(page)
