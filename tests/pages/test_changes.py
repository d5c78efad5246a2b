"""A change of the minister's week in a real browser: what it would cost, side by side, for the minister's office."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown
from tests.pages.serving import serve
from tests.pages.test_audiences import _said
from tests.pages.test_staff import _sign_in

pytestmark = pytest.mark.pages


@pytest.fixture
def changed(committed: str) -> list[Shown]:
    """Fill the database with a told week and the ways to cancel it, one of them not reckoned yet."""
    from majlis.accounts.queries import viewer_for
    from majlis.accounts.tests.builders import a_staff
    from majlis.audiences import changes
    from majlis.audiences.changes import Change
    from majlis.audiences.moves import changes as moves
    from majlis.audiences.moves import plans
    from majlis.audiences.tests.builders import a_hall, a_place, a_sitting, a_waiting_case, at, told
    from majlis.cases.tests.builders import HOUSE
    from majlis.core.scope import within

    first = a_sitting()
    a_hall(first.place)
    hours: dict[str, Any] = {"start": dt.time(10), "end": dt.time(10, 20)}
    a_sitting(first.day + dt.timedelta(weeks=1), place=first.place, principal=first.principal, **hours)
    places = [told(a_place(a_waiting_case(), first, at(first, 10, minute))) for minute in (0, 10, 20)]
    member = a_staff("minister_office", name_ar="هند الرشيد", name_en="Hind Alrashid")
    office = viewer_for(member)
    with within(office):
        asked = [moves.ask(Change(first.pk, "cancel", "travel"), by=office) for _each in range(2)]
    for one in changes.alternatives(asked[0]):
        plans.reckon(one.pk, by=HOUSE)
    paths = [f"/desk/sittings/{first.pk}/change/", *(f"/desk/sittings/changes/{one.pk}/" for one in asked)]
    return [Shown(path, path, sign_in=_sign_in(member), allowed=_said(places)) for path in paths]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_change_is_sound(changed: list[Shown], language: str) -> None:
    with serve() as base, harness.browser() as running:
        reports = [harness.judge(running, base, shown, language) for shown in changed]
    assert "\n".join(str(report) for report in reports if report.faults) == ""
