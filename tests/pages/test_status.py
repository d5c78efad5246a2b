"""A request as its person sees it, in a real browser: before it is opened, at each state, and each act."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext

from majlis.audiences.models import GateNote
from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE, a_case
from majlis.core.scope import within
from majlis.people.tests.builders import a_point
from majlis.portal.tests import test_status as status
from tests.pages import harness
from tests.pages.harness import Shown
from tests.pages.serving import serve

pytestmark = pytest.mark.pages


@pytest.fixture
def served_own(committed: str) -> Iterator[str]:
    """Serve a database of this test's own; returns the address."""
    with serve() as base:
        yield base


def _with(client: Client) -> harness.SignIn:
    kept = {name: morsel.value for name, morsel in client.cookies.items() if "language" not in name}

    def sign(context: BrowserContext, base: str) -> None:
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in kept.items()])

    return sign


def _at(name: str, case: Case, *acts: str) -> list[Shown]:
    with within(HOUSE):
        codes = GateNote.objects.filter(appointment__case=case).values_list("code", flat=True)
        passes = [run for code in codes for half in (code[:4], code[4:]) for run in re.findall("[A-Z]+", half)]
    sign = _with(status.opened(case))
    paths = ["", *(f"{act}/" for act in acts)]
    names = [f"status-{name}-{one.strip('/').replace('/', '-')}".strip("-") for one in paths]
    # the messages hold the address of the house and the code of a pass, which are not translated
    told = ("http", "localhost", *passes)
    return [
        Shown(name, f"/s/{case.reference}/{one}", sign_in=sign, allowed=told)
        for name, one in zip(names, paths, strict=True)
    ]


def _pages() -> list[Shown]:
    asking = status.a_browser()
    asking.post("/s/code/wanted/", {"reference": a_case().reference})
    person = a_case()
    with within(HOUSE):
        a_point(person.beneficiary)
        signed_in = _with(status.signed_in(person.beneficiary))
    place, _appointment = status.with_appointment()
    free, _offer = status.with_offer()
    return [
        Shown("status-ask", "/s/"),
        Shown("status-code-wanted", "/s/code/wanted/"),
        Shown("status-code", "/s/code/", sign_in=_with(asking)),
        Shown("mine-sign-in", "/mine/"),
        Shown("mine", "/mine/", sign_in=signed_in),
        Shown("mine-contact", "/mine/contact/", sign_in=signed_in),
        *_at("new", a_case(), "words", "withdrawal", "receipt"),
        *_at("papers", status.waiting_for_papers(2), "papers"),
        *_at("appointment", place, "appointment/another", "appointment/end"),
        *_at("offer", free),
        *_at("closed", status.closed(), "objection", "opinion"),
    ]


def test_every_page_of_a_request_is_sound(served_own: str) -> None:
    reports = harness.walk(served_own, _pages())
    assert not reports, "\n".join(str(report) for report in reports)
