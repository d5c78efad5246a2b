"""What goes wrong in every office: two at once, pressing twice, going back, a wrong digit. Nothing is lost by it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.journeys import walks
from tests.journeys.house import House

pytestmark = pytest.mark.journey

WORDS = "كيف أسترد جوازي المحجوز؟"


def test_two_officers_press_at_once_and_one_is_told_kindly(
    house: House, visitor: walks.Sign, staff: walks.Sign
) -> None:
    walks.in_the_morning(house)
    slip = walks.ask(visitor("ar"), "inquiry", walks.a_person(), words={"words": WORDS})
    first, second = staff("clerk"), staff("clerk2")
    for officer, answer in ((first, "راجع الجوازات."), (second, "اتصل بالجوازات.")):
        officer.goto(f"/desk/cases/{slip.reference}/answer/")
        walks.put(officer, {"words": answer})
    walks.press(first, "أجب وأغلق")
    walks.press(second, "أجب وأغلق")
    said = walks.told(second)
    assert "هند الريحان" in said, said  # who was faster
    home = visitor("ar")
    walks.open_status(home, slip)
    assert "راجع الجوازات." in walks.told(home)
    assert "اتصل بالجوازات." not in walks.told(home)


def test_one_case_is_made_when_send_is_pressed_twice_and_after_going_back(
    house: House, visitor: walks.Sign, staff: walks.Sign
) -> None:
    walks.in_the_morning(house)
    person, page = walks.a_person("الزهراني"), visitor("ar")
    walks.prepare(page, "inquiry", person, words={"words": WORDS})
    with page.expect_navigation(url=re.compile("/request/sent/")):
        page.get_by_role("button", name="أرسل الطلب").dblclick()
    slip = walks.slip_on(page)
    page.go_back()
    if page.get_by_role("button", name="أرسل الطلب").count():
        walks.press(page, "أرسل الطلب")
    else:
        page.goto("/request/check/")
    assert slip.reference in walks.digits(walks.told(page))
    clerk = staff("clerk")
    clerk.goto(f"/desk/search/?q={person.number}")
    assert len(set(clerk.locator("main a[href*='/desk/cases/']").evaluate_all(_REFERENCES))) == 1


_REFERENCES = "(links) => links.map((one) => one.pathname)"


def test_wrong_digit_of_a_reference_is_told_at_once(visitor: walks.Sign) -> None:
    page = visitor("ar")
    page.goto("/s/")
    walks.put(page, {"reference": "1234567890", "pin": "123456"})
    walks.press(page, "اعرض الحالة")
    _is_told(page, "reference")
    assert page.locator('[name="reference"]').input_value().replace(" ", "") == "1234567890"


def test_wrong_digit_of_a_card_or_a_phone_is_told_at_once_and_nothing_is_lost(
    house: House, visitor: walks.Sign
) -> None:
    walks.in_the_morning(house)
    person, page = walks.a_person(), visitor("ar")
    wrong = person.number[:-1] + str((int(person.number[-1]) + 1) % 10)
    page.goto("/start/inquiry/")
    walks.press(page, "ابدأ")
    given = walks.ANSWERS | walks.answers_of(person) | {"words": {"words": WORDS}}
    walks.answer_until(page, given, "identity")
    walks.put(page, given["identity"] | {"identity_number": wrong})
    walks.press(page, "متابعة")
    _is_told(page, "identity_number")
    assert page.locator('[name="identity_number"]').input_value() == wrong
    walks.answer_until(page, given, "contact")
    walks.put(page, {"mobile": "05012", "email": person.mail})
    walks.press(page, "متابعة")
    _is_told(page, "mobile")
    assert page.locator('[name="mobile"]').input_value() == "05012"
    assert page.locator('[name="email"]').input_value() == person.mail
    walks.put(page, {"mobile": ""})
    walks.answer_until(page, given, "check")
    assert WORDS in walks.told(page)


def _is_told(page: Page, name: str) -> None:
    """The field is marked, the sentence stands beside it, and the list at the top leads to it."""
    field = page.locator(f'[name="{name}"]')
    assert field.get_attribute("aria-invalid") == "true", walks.told(page)
    described = (field.get_attribute("aria-describedby") or "").split()
    assert any(page.locator(f"#{one}.error").count() for one in described), described
    assert page.locator(f'a[href="#{field.get_attribute("id")}"]').count() == 1
