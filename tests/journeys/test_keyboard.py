"""The house without a mouse: a request with Tab, Space and Enter; the workbench with J, K, C and Enter."""

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
    _type(page, "given_name", "سالم")
    _type(page, "family", person.family)
    _onward(page)
    _onward(page)  # woman or man: left open
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


def test_case_is_led_from_the_desk_through_audit_by_keys_alone(
    house: House, visitor: walks.Sign, staff: walks.Sign
) -> None:
    walks.in_the_morning(house)
    slips = [walks.ask(visitor("ar"), "audience_person", walks.a_person()) for _each in range(2)]
    clerk = staff("clerk")
    clerk.goto("/desk/?list=inquiries")
    _until(clerk, slips[0])
    _awake(clerk)
    clerk.keyboard.press("1")  # what it is about: the likeliest
    clerk.keyboard.press("6")  # how it is to be seen
    _key(clerk, "Enter")
    assert "أُحيلت إلى العمليات" in clerk.locator(".toast").inner_text()
    assert _reference(clerk) != slips[0].reference, "the next case is not open"
    _key(clerk, "z")
    assert _reference(clerk) == slips[0].reference, "it did not come back"
    _key(clerk, "o")
    assert f"/desk/cases/{slips[0].reference}/" in clerk.url
    _key(clerk, "u")
    assert _reference(clerk) == slips[0].reference
    _awake(clerk)
    clerk.keyboard.press("1")
    clerk.keyboard.press("6")
    _key(clerk, "Enter")

    registrar = staff("registrar")
    registrar.goto("/desk/?list=operations")
    _until(registrar, slips[0])
    _key(registrar, "Enter")
    assert "أُحيلت إلى التدقيق" in registrar.locator(".toast").inner_text()

    auditor = staff("auditor")
    auditor.goto(f"/desk/audit/{slips[0].reference}/")
    _awake(auditor)
    for number in range(1, 9):
        auditor.keyboard.press(str(number))
    auditor.keyboard.press("a")
    _key(auditor, "Enter")
    assert slips[0].reference not in auditor.url, walks.told(auditor)
    assert "تم القرار" in walks.told(auditor)


def test_keys_are_shown_and_switched_off(house: House, visitor: walks.Sign, staff: walks.Sign) -> None:
    walks.in_the_morning(house)
    walks.ask(visitor("ar"), "inquiry", walks.a_person(), words={"words": "متى تفتحون أبوابكم؟"})
    clerk = staff("clerk")
    clerk.goto("/desk/?list=inquiries")
    _awake(clerk)
    clerk.keyboard.press("Shift+Slash")
    shown = clerk.locator("dialog[open]")
    shown.wait_for()
    assert {"J", "/", "?"} <= set(shown.locator("kbd").all_inner_texts())
    shown.get_by_role("checkbox").uncheck()
    clerk.keyboard.press("Escape")
    before = clerk.url
    clerk.keyboard.press("j")
    clerk.wait_for_timeout(500)
    assert clerk.url == before, "a key that is switched off still acts"
    clerk.locator("[data-opens-keys]").press("Enter")
    shown.get_by_role("checkbox").check()
    clerk.keyboard.press("Escape")
    _key(clerk, "j")
    assert clerk.url != before


def test_person_before_the_officer_is_taken_in_by_keyboard_alone(house: House, staff: walks.Sign) -> None:
    walks.in_the_morning(house)
    person, clerk = walks.a_person("الشهراني"), staff("clerk")
    clerk.goto("/desk/new/")
    _key(clerk, "3")
    assert clerk.evaluate(f"{AT}.name") == "words", "the officer cannot begin to type at once"
    clerk.keyboard.type("أريد نقل أخي السجين قريبًا من والدتي")
    _type(clerk, "find", person.number)
    _enter(clerk)
    assert clerk.evaluate(f"{AT}.name") == "identity_kind", "nobody is on record, and the officer does not go on there"
    _turn(clerk, "resident")
    _type(clerk, "identity_number", person.number)
    _tab_to(clerk, f"{AT}.name === 'card_seen'")
    clerk.keyboard.press("Space")
    _type(clerk, "given_name", "سالم")
    _type(clerk, "family", person.family)
    _tab_to(clerk, f"{AT}.name === 'r-channel'")
    _turn(clerk, "email")
    _type(clerk, "r-value", person.mail)
    _tab_to(clerk, f"{AT}.name === 'r-whose'")
    _turn(clerk, "mine")
    with clerk.expect_navigation():
        clerk.keyboard.press("Control+Enter")
    assert clerk.locator(".receipt .ref").count(), walks.told(clerk)
    assert len(walks.digits(clerk.locator(".slip__pin").inner_text())) == 6


def _turn(page: Page, value: str) -> None:
    """Turn the list that has the focus with the arrow until a value is chosen."""
    page.keyboard.press("Home")
    for _each in range(MOST):
        if page.evaluate(f"{AT}.value === '{value}'"):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no choice {value}")


def _until(page: Page, slip: walks.Slip) -> None:
    """Press J until a case is open; it must lie on the list."""
    for _each in range(MOST):
        _key(page, "j")
        if _reference(page) == slip.reference:
            return
    raise AssertionError(f"{slip.reference} does not lie on {page.url}")


def _reference(page: Page) -> str:
    """Return the number of the case that is open in the pane."""
    return _opened(page).removeprefix("item-")


def _opened(page: Page) -> str:
    return str(page.locator(".inbox [aria-current=true]").get_attribute("id"))


def _key(page: Page, key: str) -> None:
    _awake(page)
    with page.expect_navigation():
        page.keyboard.press(key)


def _awake(page: Page) -> None:
    """Wait until the page hears its keys."""
    page.wait_for_selector("html[data-awake]", state="attached")


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


def _onward(page: Page) -> None:
    _tab_to(page, f"{AT}.matches('main button') && {AT}.innerText.includes('متابعة')")
    _enter(page)
