"""The page on which a grave case gets its place, in a real browser, for the minister's office."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown
from tests.pages.serving import serve
from tests.pages.test_audiences import _said
from tests.pages.test_staff import _sign_in

pytestmark = pytest.mark.pages


@pytest.fixture
def grave(committed: str) -> list[Shown]:
    """Fill the database with a grave case and a full session, whose people may be asked to give way."""
    from majlis.accounts.tests.builders import a_staff
    from majlis.audiences.tests.builders import a_place, a_sitting, a_waiting_case, at, told
    from majlis.cases.tests.builders import in_state

    sitting = a_sitting(start=dt.time(10), end=dt.time(10, 25))
    places = [told(a_place(a_waiting_case(), sitting, at(sitting, 10, minute))) for minute in (0, 10)]
    case = in_state(a_waiting_case(), "waiting", priority=0)
    member = a_staff("minister_office", name_ar="هند الرشيد", name_en="Hind Alrashid")
    path = f"/desk/sittings/graver/{case.reference}/"
    return [Shown(path, path, sign_in=_sign_in(member), allowed=_said(places))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_of_a_grave_case_is_sound(grave: list[Shown], language: str) -> None:
    with serve() as base, harness.browser() as running:
        reports = [harness.judge(running, base, shown, language) for shown in grave]
    assert "\n".join(str(report) for report in reports if report.faults) == ""
