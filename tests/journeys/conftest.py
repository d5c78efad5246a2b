"""The house and the people who walk through it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.house import House, opened
from tests.journeys.scene import PASSWORD
from tests.pages import harness

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def house(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Open one house for all journeys of this worker."""
    name = f"journeys_{re.sub(r'[^a-z0-9]', '', os.environ.get('PYTEST_XDIST_WORKER', f'main{os.getpid()}'))}"
    with opened(name, tmp_path_factory.mktemp("house")) as one:
        yield one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run a browser for the journeys of a module."""
    with harness.browser() as one:
        yield one


Visitor = Callable[..., Page]


def _context(browser: Browser, house: House, language: str, size: dict[str, int]) -> BrowserContext:
    context = browser.new_context(viewport=size, locale="ar-SA" if language == "ar" else "en-GB", base_url=house.url)  # type: ignore[arg-type]
    context.add_cookies([{"name": "majlis_language", "value": language, "url": house.url}])
    context.set_default_timeout(15_000)
    return context


@pytest.fixture
def visitor(browser: Browser, house: House) -> Iterator[Visitor]:
    """Return a function that opens a page for somebody from outside: visitor("ar", phone=True)."""
    contexts = []

    def come(language: str = "ar", *, phone: bool = False) -> Page:
        context = _context(browser, house, language, PHONE if phone else DESK)
        contexts.append(context)
        return context.new_page()

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def staff(browser: Browser, house: House) -> Iterator[Visitor]:
    """Return a function that signs a part of the scene in at the real page: staff("clerk").

    Whoever signed in before is met where he is; `again` lets him sign in anew, as after a night.
    """
    contexts: dict[tuple[str, str], Page] = {}

    def sign_in(part: str, language: str = "ar", *, again: bool = False) -> Page:
        former = contexts.pop((part, language), None) if again else contexts.get((part, language))
        if former and not again:
            return former
        if former:
            former.context.close()
        page = _context(browser, house, language, DESK).new_page()
        page.goto("/staff/login/")
        page.fill("input[name=login]", house.mails[part])
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(re.compile(r"/(desk|body|safe|staff)"))
        contexts[part, language] = page
        return page

    yield sign_in
    for page in contexts.values():
        page.context.close()
