"""The exact price of another session: asked for, reckoned by the worker, shown in place of the estimate."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.audiences import reckoning
from majlis.audiences.models import Line, Plan, Sitting
from majlis.audiences.moves import plans, pricing
from majlis.audiences.tests.builders import a_place, a_sitting, a_waiting_case, at, told
from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE, in_state
from majlis.core import clock
from majlis.core.scope import within

pytestmark = pytest.mark.django_db


def a_plan() -> tuple[Plan, list[Sitting], Case]:
    """Return a plan of two weeks, the first session full, and a case that it puts into the second."""
    first = a_sitting(start=dt.time(10), end=dt.time(10, 20))
    second = a_sitting(first.day + dt.timedelta(weeks=1), place=first.place, principal=first.principal)
    urgent, last = a_waiting_case(), a_waiting_case()
    in_state(urgent, "waiting", points=60)
    with within(HOUSE):
        plan = plans.ask([first, second], by=HOUSE, limit=5)
    plans.reckon(plan.pk, by=HOUSE)
    plan.refresh_from_db()
    return plan, [first, second], last


def priced(plan: Plan, case: int) -> list[reckoning.Price]:
    """Return the prices of a case after the worker reckoned them."""
    with within(HOUSE):
        line = pricing.ask(plan, case, by=HOUSE)
    pricing.reckon(line.pk, by=HOUSE)
    with within(HOUSE):
        return reckoning.prices(plan, case)


def test_exact_price_takes_the_place_of_the_estimate() -> None:
    plan, ahead, case = a_plan()
    line = Line.objects.get(plan=plan, case=case)
    with within(HOUSE):
        assert [one.exact for one in reckoning.prices(plan, case.pk)] == [False, False]
    found = priced(plan, case.pk)
    here = [one for one in found if one.here]
    (other,) = [one for one in found if not one.here]
    assert len(here) == 1
    assert (other.exact, other.barred) == (True, "")
    assert here[0].day == next(one.day for one in ahead if one.pk == line.sitting_id)
    assert reckoning.progress(plan, case.pk) == (1, 1)


def test_price_counts_who_would_move_for_it() -> None:
    plan, ahead, _last = a_plan()
    lines = {one.sitting_id: one for one in Line.objects.filter(plan=plan)}
    assert ahead[1].pk in lines, "the first session has room for one only"
    (other,) = [one for one in priced(plan, lines[ahead[1].pk].case_id) if not one.here]
    assert other.moves + other.out >= 1


def test_told_person_has_no_price_and_says_why() -> None:
    first = a_sitting()
    second = a_sitting(first.day + dt.timedelta(weeks=1), place=first.place, principal=first.principal)
    one = told(a_place(a_waiting_case(), first, at(first, 10)))
    with within(HOUSE):
        plan = plans.ask([first, second], by=HOUSE, limit=5)
    plans.reckon(plan.pk, by=HOUSE)
    (other,) = [price for price in priced(plan, one.case_id) if not price.here]
    assert "told" in str(other.barred)


def test_who_waits_no_longer_has_no_price() -> None:
    plan, _ahead, case = a_plan()
    with within(HOUSE):
        line = pricing.ask(plan, case.pk, by=HOUSE)
    in_state(case, "closed", outcome="withdrawn", closed_at=clock.now())
    pricing.reckon(line.pk, by=HOUSE)
    line.refresh_from_db()
    assert {row[4] for row in line.prices["rows"]} == {"gone"}


def test_others_may_not_ask() -> None:
    plan, _ahead, case = a_plan()
    with pytest.raises(PermissionDenied):
        pricing.ask(plan, case.pk, by=a_viewer("audit_officer"))


def test_page_asks_the_worker_and_shows_what_it_found(client: Client) -> None:
    plan, _ahead, case = a_plan()
    client.force_login(a_staff("minister_office"))
    client.cookies["majlis_language"] = "en"
    where = reverse("audiences:proposal_case", args=[plan.pk, case.reference])
    assert "Reckon the exact price" in client.get(where).content.decode()
    part = reverse("audiences:prices", args=[plan.pk, case.reference])
    assert client.post(part, {"once": str(uuid.uuid4())}).headers["Location"] == where
    assert "is being reckoned" in client.get(part).content.decode()
    pricing.reckon(Line.objects.get(plan=plan, case=case).pk, by=HOUSE)
    shown = client.get(where).content.decode()
    assert "is being reckoned" not in shown
    assert "Reckon the exact price" not in shown
