"""The public pages until a request is sent, in a real browser: each question, what is wrong told, the confirmation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext

from majlis.portal.tests.builders import a_photo, send, the_house, walk
from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown
from tests.pages.test_pages import HEAVIEST
from tests.pages.test_staff import _server

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
def portal(committed: str) -> Iterator[tuple[str, str]]:
    """Fill the database with two centres and the catalogue, and serve it; returns the address and a centre's id."""
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
    with _server() as base:
        yield base, str(first)


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


def _pages() -> list[Shown]:
    pages = [Shown("home", "/"), Shown("centres", "/centres/"), Shown("help", "/help/")]
    pages += [Shown("start", "/start/petition/")]
    for step in (
        "words",
        "urgent",
        "q-wish",
        "whom",
        "papers",
        "identity",
        "name",
        "you",
        "needs",
        "contact",
        "centre",
    ):
        pages += _question(step)
    for step in ("q-happened", "q-tried", "respondent", "withhold", "standing"):
        pages += _question(step, "complaint_body", **OTHER)
    with_files = _at("papers", "petition")
    with_files.post("/request/papers/", {"paper_support": [a_photo("report.jpg")]})
    pages.append(Shown("request-papers-sent", "/request/papers/", sign_in=_with(with_files), allowed=("report", "jpg")))
    whole = _at("check", "complaint_body", **OTHER)
    pages.append(Shown("request-check", "/request/check/", sign_in=_with(whole)))
    pages.append(Shown("request-later", "/request/later/", sign_in=_with(whole)))
    done = _at("check", "petition")
    send(done)
    pages.append(Shown("request-sent", "/request/sent/", sign_in=_with(done)))
    return pages


def test_every_public_page_is_sound(portal: tuple[str, str]) -> None:
    pages = _pages()
    with harness.browser() as running:
        reports = harness.walk(portal[0], pages, running=running)
        assert not reports, "\n".join(str(report) for report in reports)
        heaviest = max(harness.weight(running, portal[0], "/", language) for language in LANGUAGES)
    assert heaviest < HEAVIEST
