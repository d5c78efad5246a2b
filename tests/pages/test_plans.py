"""The plans of the weekly session and the report on promises in a real browser, for the minister's office."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown
from tests.pages.serving import serve
from tests.pages.test_staff import _sign_in

pytestmark = pytest.mark.pages


@pytest.fixture
def planned(committed: str) -> list[Shown]:
    """Fill the database with two plans of two sessions too short for all; return the pages to look at."""
    from majlis.accounts.queries import viewer_for
    from majlis.accounts.tests.builders import a_staff
    from majlis.audiences.models import Plan
    from majlis.audiences.moves import plans, wishes
    from majlis.audiences.states import WishKind
    from majlis.audiences.tests.builders import a_hall, a_place, a_sitting, a_waiting_case, at, told
    from majlis.cases.models import Case
    from majlis.cases.tests.builders import HOUSE
    from majlis.core import clock
    from majlis.core.scope import within

    hours: dict[str, Any] = {"start": dt.time(10), "end": dt.time(11)}
    first = a_sitting(**hours)
    ahead = [first]
    ahead.append(a_sitting(first.day + dt.timedelta(weeks=1), place=first.place, principal=first.principal, **hours))
    a_hall(first.place)
    told(a_place(a_waiting_case(), first, at(first, 10, 30)))
    cases = [a_waiting_case() for _each in range(14)]
    officer = a_staff("minister_office", name_ar="هند الرشيد", name_en="Hind Alrashid")
    office = viewer_for(officer)
    with within(HOUSE):
        Case.objects.filter(pk__in=[case.pk for case in cases[:5]]).update(
            complete_at=clock.now() - dt.timedelta(days=20), points=30
        )
    with within(office):
        wishes.take(cases[0].pk, WishKind.PIN, ahead[1], reason="يسافر قبلها ويعود في يومها", by=office)
        asked = [plans.ask(ahead, by=office, limit=3), plans.ask(ahead[1:], by=office, limit=3)]
        waits = plans.ask(ahead, by=office)
    for plan in asked:
        plans.reckon(plan.pk, by=HOUSE)
    found = {"case": cases[6].pk, "by": cases[0].pk, "sitting": ahead[1].pk, "reason": "price", "price": 3.0}
    one = Plan.objects.get(pk=asked[0].pk)
    Plan.objects.filter(pk=one.pk).update(summary={**one.summary, "overtaken": [found]})
    base = "/desk/sittings/plans/"
    paths = [
        base, f"{base}new/", f"{base}{one.pk}/", f"{base}{one.pk}/?session={ahead[1].pk}", f"{base}{waits.pk}/",
        f"{base}{one.pk}/cases/{cases[0].reference}/", f"{base}{one.pk}/cases/{cases[13].reference}/",
        f"{base}{one.pk}/comparison/?with={asked[1].pk}", "/desk/sittings/promises/",
    ]  # fmt: skip
    said = "هند الرشيد يسافر قبلها ويعود في يومها"
    names = (*said.split(), "Hind", "Alrashid", "centre", "Centre", "example")
    return [Shown(path, path, sign_in=_sign_in(officer), allowed=names) for path in paths]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_plans_and_promises_is_sound(planned: list[Shown], language: str) -> None:
    with serve() as base, harness.browser() as running:
        reports = [harness.judge(running, base, shown, language) for shown in planned]
    assert "\n".join(str(report) for report in reports if report.faults) == ""
