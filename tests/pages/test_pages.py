"""Every page, in both languages, at four widths, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.pages.harness import LANGUAGES, Shown, judge, visitor, weight
from tests.pages.pages import PAGES

HEAVIEST = 150_000
ROOM_FOR_THE_PAGE = 20_000
pytestmark = pytest.mark.pages


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_a_page_is_sound(served: str, running: Browser, shown: Shown, language: str) -> None:
    assert judge(running, served, shown, language).faults == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/no-such-page", "/look/refused/"])
def test_the_public_shell_leaves_room_in_the_weight_of_a_page(
    served: str, running: Browser, path: str, language: str
) -> None:
    assert weight(running, served, path, language) < HEAVIEST - ROOM_FOR_THE_PAGE


def test_escape_three_times_leaves_the_page(served: str, running: Browser) -> None:
    with visitor(running, served, "ar") as context:
        context.route("**/search?q=weather", lambda route: route.fulfill(body="weather"))
        page = context.new_page()
        page.goto(f"{served}/look/", wait_until="networkidle")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        assert page.url.startswith(served)
        page.keyboard.press("Escape")
        page.wait_for_url("**/search?q=weather")
        page.go_back()
        assert not page.url.startswith(f"{served}/look")


def test_a_key_works_by_its_place_whatever_the_layout_types(served: str, running: Browser) -> None:
    with visitor(running, served, "ar") as context:
        page = context.new_page()
        page.goto(f"{served}/look/desk/", wait_until="networkidle")
        page.evaluate(
            "() => document.dispatchEvent(new KeyboardEvent('keydown', {code: 'Slash', key: 'ظ', bubbles: true}))"
        )
        assert page.evaluate("() => document.activeElement.name") == "q"
        page.keyboard.press("?")
        assert page.locator("dialog[open]").count() == 0
        page.locator("h1").click()
        page.keyboard.press("Shift+Slash")
        assert page.locator("dialog[open] dd").count() == 4


def test_keys_can_be_switched_off(served: str, running: Browser) -> None:
    with visitor(running, served, "en") as context:
        page = context.new_page()
        page.goto(f"{served}/look/desk/", wait_until="networkidle")
        page.keyboard.press("Shift+Slash")
        page.locator("[data-keys-on]").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("Slash")
        assert page.evaluate("() => document.activeElement.name") != "q"


def test_what_was_written_is_still_there_after_coming_back(served: str, running: Browser) -> None:
    with visitor(running, served, "ar") as context:
        page = context.new_page()
        page.goto(f"{served}/look/", wait_until="networkidle")
        page.fill("#id_a-words", "كلمات لا تضيع")
        page.locator("[data-draft-said]").first.wait_for(state="visible")
        page.goto(f"{served}/offline")
        page.goto(f"{served}/look/", wait_until="networkidle")
        assert page.input_value("#id_a-words") == "كلمات لا تضيع"


def test_arabic_digits_are_shown_to_whoever_chose_them(served: str, running: Browser) -> None:
    with visitor(running, served, "ar") as context:
        context.add_cookies([{"name": "digits", "value": "arab", "url": served}])
        page = context.new_page()
        page.goto(f"{served}/look/", wait_until="networkidle")
        assert page.locator(".ref").first.inner_text() == "٦١٢ ٣٤٥ ٦٧٨٠"
        assert page.input_value("#id_b-pin") == "48"


def test_a_page_is_whole_without_scripts(served: str, running: Browser) -> None:
    with visitor(running, served, "ar", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{served}/look/")
        assert page.locator("input[type=file]").first.is_visible()
        page.locator("button[name=language]").first.click()
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.url.endswith("/look/")
