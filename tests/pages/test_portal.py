"""The public pages until a request is sent, in a real browser: each question, what is wrong told, the confirmation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page

from majlis.portal.tests.builders import a_photo, send, the_house, walk
from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown, visitor
from tests.pages.serving import serve
from tests.pages.test_pages import HEAVIEST

pytestmark = pytest.mark.pages
WHO = ("identity", "name", "you", "needs", "contact", "centre")
OTHER = {"whom": {"whom": "other"}, "standing": {"name": "خالد الحربي", "standing": "agent"}}
BAD = {
    "words": {"words": ""},
    "urgent": {"urgent": "date", "passes_on_day": "31"},
    "identity": {"identity_kind": "resident", "identity_number": "2000000007"},
    "name": {"family": "الحربي"},
    "you": {"sex": "woman"},
    "contact": {"mobile": "05012", "hours_from": "09:00"},
    "centre": {},
    "papers": {},
}


@pytest.fixture
def portal(committed: str) -> Iterator[str]:
    """Fill the database with two centres and the catalogue, and serve it; returns the address."""
    from majlis.bodies.tests.builders import a_body
    from majlis.centres.models import Centre
    from majlis.centres.moves import Shift, set_week
    from majlis.centres.tests.builders import a_hall
    from majlis.core.viewer import system

    first, _second = the_house()
    centre = Centre.objects.get(pk=first)
    a_hall(centre)
    shifts = [Shift(day, dt.time(8), dt.time(16)) for day in (6, 0, 1, 2, 3)]
    set_week(centre, shifts, by=system("test"))
    a_body(name_ar="المديرية العامة للجوازات", name_en="General Directorate of Passports")
    with serve() as base:
        yield base


def _with(client: Client) -> harness.SignIn:
    kept = {name: morsel.value for name, morsel in client.cookies.items() if name.startswith("majlis_")}

    def sign(context: BrowserContext, base: str) -> None:
        cookies = [
            {"name": name, "value": value, "url": base} for name, value in kept.items() if "language" not in name
        ]
        context.add_cookies(cookies)  # type: ignore[arg-type]

    return sign


def _at(step: str, service: str, **answers: Any) -> Client:
    client = Client()
    walk(client, service, until=step, **answers)
    return client


def _question(step: str, service: str = "petition", **answers: Any) -> list[Shown]:
    """Return a question as it is first shown, and with what is wrong told."""
    path = f"/request/{step}/"
    found = [Shown(f"request-{step}", path, sign_in=_with(_at(step, service, **answers)))]
    if step in BAD:
        client = _at(step, service, **answers)
        assert client.post(path, BAD[step]).status_code == 422
        found.append(Shown(f"request-{step}-wrong", path, sign_in=_with(client)))
    return found


def _first() -> list[Shown]:
    paths = {"home": "/", "centres": "/centres/", "help": "/help/", "start": "/start/petition/"}
    return [Shown(name, path) for name, path in paths.items()]


def _questions() -> list[Shown]:
    steps = ("words", "urgent", "q-wish", "whom", "papers", *WHO)
    return [shown for step in steps for shown in _question(step)]


def _complaint() -> list[Shown]:
    steps = ("q-happened", "q-tried", "respondent", "withhold", "standing")
    return [shown for step in steps for shown in _question(step, "complaint_body", **OTHER)]


def _end() -> list[Shown]:
    with_files, whole, done = (
        _at("papers", "petition"),
        _at("check", "complaint_body", **OTHER),
        _at("check", "petition"),
    )
    with_files.post("/request/papers/", {"paper_support": [a_photo("report.jpg")]})
    send(done)
    return [
        Shown("request-papers-sent", "/request/papers/", sign_in=_with(with_files), allowed=("report", "jpg")),
        Shown("request-check", "/request/check/", sign_in=_with(whole)),
        Shown("request-later", "/request/later/", sign_in=_with(whole)),
        Shown("request-sent", "/request/sent/", sign_in=_with(done)),
    ]


def _pages() -> list[Shown]:
    return [*_first(), *_questions(), *_complaint(), *_end()]


@pytest.mark.parametrize("pages", [_first, _questions, _complaint, _end], ids=lambda pages: pages.__name__.strip("_"))
def test_every_public_page_is_sound(portal: str, pages: Callable[[], list[Shown]]) -> None:
    reports = harness.walk(portal, pages())
    assert not reports, "\n".join(str(report) for report in reports)


def test_first_visit_is_light(portal: str) -> None:
    with harness.browser() as running:
        heaviest = max(harness.weight(running, portal, "/", language) for language in LANGUAGES)
    assert heaviest < HEAVIEST


def test_what_was_written_without_a_line_is_there_again_and_arrives(portal: str) -> None:
    words = "طلبت زيارة والدتي مرتين"
    with harness.browser() as running:
        context = running.new_context(locale="ar-SA", viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.goto(f"{portal}/start/petition/")
        _press(page, page.locator("form button.btn--primary"))
        page.evaluate("() => navigator.serviceWorker.ready")
        page.locator("textarea").fill(words)
        context.set_offline(True)
        page.locator("form.question button.btn--primary").click()
        page.locator("h1", has_text="لا اتصال").wait_for()
        context.set_offline(False)
        page.locator("a.btn").click()
        page.locator("textarea").wait_for()
        page.wait_for_load_state("networkidle")
        assert page.locator("textarea").input_value() == words
        _press(page, page.locator("form.question button.btn--primary"))
        page.goto(f"{portal}/request/words/")
        page.wait_for_load_state("networkidle")
        assert page.locator("textarea").input_value() == words
        assert page.evaluate("() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))") == []
        context.close()


def test_a_request_is_sent_by_keyboard_without_scripts(portal: str) -> None:
    with harness.browser() as running, visitor(running, portal, "en", 390, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{portal}/start/inquiry/")
        _press(page, page.get_by_role("button", name="Begin"))
        page.get_by_role("textbox").fill("When are you open?")
        _go_on(page)
        page.get_by_label("No", exact=True).press("Space")
        _go_on(page)
        page.get_by_label("No paper at hand").press("Space")
        _go_on(page)
        page.get_by_label("Whole name").fill("Salem")
        _go_on(page)
        page.get_by_label("I would rather not say").press("Space")
        _go_on(page)
        _go_on(page)
        page.get_by_label("Never contact me: I will ask").press("Space")
        _go_on(page)
        page.get_by_label("Riyadh centre").press("Space")
        _go_on(page)
        _press(page, page.get_by_role("button", name="Send the request"))
        assert page.locator(".receipt .ref").is_visible()
        _press(page, page.get_by_role("button", name="I have written it down"))
        assert page.locator(".pin").count() == 0


def _press(page: Page, button: Locator) -> None:
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _go_on(page: Page) -> None:
    _press(page, page.get_by_role("button", name="Continue"))
