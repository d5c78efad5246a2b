"""The house without a mouse: a request, the workbench and taking in with Tab, Space, Enter, letters and numbers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys import walks
from tests.journeys.house import House

pytestmark = pytest.mark.journey

MOST = 60
AT = "document.activeElement"


def test_request_is_made_by_keyboard_alone(house: House, visitor: walks.Sign) -> None:
    walks.in_the_morning(house)
    person, page = walks.a_person("الغامدي"), visitor("ar")
    page.goto("/")
    _tab_to(page, f"{AT}.matches('a[href$=\"/start/inquiry/\"]')")
    _enter(page)
    _tab_to(page, f"{AT}.matches('main button') && {AT}.innerText.includes('ابدأ')")
    _enter(page)
    _type(page, "words", "متى تفتحون؟")
    _onward(page)
    _pick(page, "urgent", "no")
    _onward(page)
    _pick(page, "identity_kind", "resident")
    _type(page, "identity_number", person.number)
    _onward(page)
    _type(page, "free_name", f"سالم {person.family}")
    _onward(page)
    _pick(page, "sex", "unsaid")
    _onward(page)
    _onward(page)  # language: as the page
    _type(page, "email", person.mail)
    _onward(page)
    assert walks.step_of(page) == "check", page.url
    _tab_to(page, f"{AT}.matches('main button') && {AT}.innerText.includes('أرسل الطلب')")
    _enter(page)
    assert len(walks.slip_on(page).reference) == 10
    walks.mail_arrives(house, person)


def test_workbench_is_worked_by_keys_alone(house: House, visitor: walks.Sign, staff: walks.Sign) -> None:
    walks.in_the_morning(house)
    for words in ("سؤال أول عن الإقامة", "سؤال ثانٍ عن الجواز"):
        walks.ask(visitor("ar"), "inquiry", walks.a_person(), words={"words": words})
    clerk = staff("clerk")
    clerk.goto("/desk/")
    _key(clerk, "j")
    first = _opened(clerk)
    _key(clerk, "j")
    second = _opened(clerk)
    assert first != second
    _key(clerk, "k")
    assert _opened(clerk) == first
    _key(clerk, "c")
    assert "محجوزة لك" in clerk.locator("#case").inner_text()


def test_case_is_sorted_by_keys_alone(house: House, visitor: walks.Sign, staff: walks.Sign) -> None:
    walks.in_the_morning(house)
    slip = walks.ask(visitor("ar"), "suggestion", walks.a_person(), words={"words": "أقترح موعدًا مسائيًّا"})
    clerk = staff("clerk")
    clerk.goto("/desk/")
    for _each in range(MOST):
        _key(clerk, "j")
        if slip.reference in walks.digits(clerk.locator(".reader__top").inner_text()):
            break
    clerk.locator("body[data-awake~=keys]").wait_for()
    clerk.keyboard.press("1")  # the likeliest category
    assert clerk.locator("#main-act input[type=radio]:checked").count()
    _key(clerk, "Enter")
    assert "حددت الاستفسارات الخدمة" in walks.state_of(staff("registrar"), slip)


def test_request_is_taken_in_by_keys_alone(house: House, staff: walks.Sign) -> None:
    walks.in_the_morning(house)
    person, clerk = walks.a_person("الدوسري"), staff("clerk")
    clerk.goto("/desk/new/")
    _key(clerk, "9")
    _type(clerk, "words", "هل أجدد إقامتي وجوازي منتهٍ؟")
    _choose(clerk, "identity_kind", "resident")
    _type(clerk, "identity_number", person.number)
    _tab_to(clerk, f"{AT}.name === 'card_seen'")
    clerk.keyboard.press("Space")
    _type(clerk, "given_name", "سالم")
    _type(clerk, "family", person.family)
    _choose(clerk, "r-channel", "email")
    _type(clerk, "r-value", person.mail)
    _choose(clerk, "r-whose", "mine")
    _tab_to(clerk, f"{AT}.value === 'send'")
    _enter(clerk)
    if clerk.locator('main button[value="send-new"]').count():
        _tab_to(clerk, f"{AT}.value === 'send-new'")
        _enter(clerk)
    assert len(walks.digits(clerk.locator(".receipt .ref").first.inner_text())) == 10
    walks.mail_arrives(house, person)


def _opened(page: Page) -> str:
    return str(page.locator(".inbox [aria-current=true]").get_attribute("id"))


def _key(page: Page, key: str) -> None:
    page.locator("body[data-awake~=keys]").wait_for()
    with page.expect_navigation():
        page.keyboard.press(key)


def _tab_to(page: Page, where: str) -> None:
    """Press Tab until the focus is there; it must be visible, and must not take for ever."""
    for _each in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate(where):
            return
    raise AssertionError(f"{MOST} presses of Tab do not reach {where} on {page.url}")


def _enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _type(page: Page, name: str, words: str) -> None:
    _tab_to(page, f"{AT}.name === '{name}'")
    page.keyboard.type(words)


def _pick(page: Page, name: str, value: str) -> None:
    """Choose with the arrows, as on any group of choices."""
    _tab_to(page, f"{AT}.name === '{name}'")
    page.keyboard.press("Space")
    for _each in range(MOST):
        if page.evaluate(f"{AT}.value === '{value}'"):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no choice {value} of {name}")


def _choose(page: Page, name: str, value: str) -> None:
    """Choose a line of a list with the arrows."""
    _tab_to(page, f"{AT}.name === '{name}'")
    for key in ["Home"] + ["ArrowDown"] * MOST:
        page.keyboard.press(key)
        if page.evaluate(f"{AT}.value === '{value}'"):
            return
    raise AssertionError(f"no choice {value} of {name}")


def _onward(page: Page) -> None:
    _tab_to(page, f"{AT}.matches('main button') && {AT}.innerText.includes('متابعة')")
    _enter(page)
