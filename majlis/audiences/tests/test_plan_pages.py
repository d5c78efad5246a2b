"""The pages of plans and promises: who opens them, what they show, how often they ask, what a post does."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff
from majlis.audiences import promises
from majlis.audiences.models import Appointment, Line, Plan, PlanWish, Sitting
from majlis.audiences.moves import plans
from majlis.audiences.states import PlanState
from majlis.audiences.tests.builders import a_place, a_sitting, a_waiting_case, at, today, told
from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE
from majlis.core import clock
from majlis.core.scope import within

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    """Return a browser in which an officer of the minister's office is signed in."""
    client.force_login(a_staff("minister_office"))
    client.cookies["majlis_language"] = "en"
    return client


def _text(client: Client, name: str, *args: Any, status: int = 200, **query: Any) -> str:
    answer = client.get(reverse(f"audiences:{name}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def _post(client: Client, name: str, *args: Any, **data: Any) -> int:
    data.setdefault("once", str(uuid.uuid4()))
    return client.post(reverse(f"audiences:{name}", args=args), data).status_code


def _plan(*sittings: Sitting) -> Plan:
    with within(HOUSE):
        plan = plans.ask(sittings or [a_sitting()], by=HOUSE, limit=5)
    plans.reckon(plan.pk, by=HOUSE)
    plan.refresh_from_db()
    return plan


def test_office_asks_for_a_plan_once(office: Client) -> None:
    sitting = a_sitting()
    assert "Which sessions" in _text(office, "plan_new")
    assert _post(office, "plan_new", sittings=[]) == 422
    given = {"sittings": [sitting.pk], "promise": "strong", "once": "the-key"}
    assert [_post(office, "plan_new", **given) for _each in range(2)] == [302, 302]
    plan = Plan.objects.get()
    assert (plan.state, plan.weights, list(plan.sittings.all())) == (PlanState.ASKED, {"step": 180.0}, [sitting])
    page = _text(office, "proposal", plan.pk)
    assert "waits for its turn" in page
    assert "Approve it" not in page


def test_progress_costs_nothing_while_nothing_changes(office: Client) -> None:
    plan = _plan()
    address = reverse("audiences:plan_progress", args=[plan.pk])
    first = office.get(address)
    assert "Show the plan" in first.content.decode()
    assert office.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_plan_shows_who_is_heard_and_why(office: Client) -> None:
    case = a_waiting_case()
    plan = _plan()
    page = _text(office, "proposal", plan.pk)
    assert "1 person gets a place; 0 persons wait on. Nobody who was told moves." in page
    assert "Within thirty days: day" in page
    detail = _text(office, "proposal_case", plan.pk, case.reference)
    assert "Why here" in detail
    assert "What another session would cost" in detail
    assert _text(office, "proposal_case", plan.pk, "6123456780", status=404)


def test_failed_plan_says_what_to_do(office: Client) -> None:
    plan = _plan()
    Plan.objects.update(state=PlanState.FAILED)
    assert "Ask for another one" in _text(office, "proposal", plan.pk)


@pytest.mark.parametrize("name", ["proposal", "plans", "plan_comparison"])
def test_page_asks_as_often_for_three_rows_as_for_one(office: Client, name: str) -> None:
    counted = []
    sittings = [a_sitting()]
    for more in (1, 2):
        for _each in range(more):
            a_waiting_case()
        plan, other = _plan(*sittings), _plan(*sittings)
        args = [] if name == "plans" else [plan.pk]
        query = {"with": other.pk} if name == "plan_comparison" else {}
        with CaptureQueriesContext(connection) as asked:
            _text(office, name, *args, **query)
        counted.append(len(asked))
    assert counted[1] <= counted[0] + (1 if name == "proposal" else 0)  # others to compare with appear


def test_two_plans_stand_side_by_side(office: Client) -> None:
    a_waiting_case()
    sitting = a_sitting()
    first, second = _plan(sitting), _plan(sitting)
    Line.objects.filter(plan=second).update(sitting=None, change="out")
    page = _text(office, "plan_comparison", first.pk, **{"with": second.pk})
    assert "Spared days of waiting" in page
    assert f"Plan <bdi>{second.pk}</bdi>" in page
    assert _text(office, "plan_comparison", first.pk, status=404)


def test_office_pins_approves_and_drops(office: Client) -> None:
    case, sitting = a_waiting_case(), a_sitting()
    plan, other = _plan(sitting), _plan(sitting)
    wanted = {"kind": "pin", "sitting": sitting.pk}
    assert _post(office, "proposal_case", plan.pk, case.reference, **wanted, reason="") == 422
    assert _post(office, "proposal_case", plan.pk, case.reference, **wanted, reason="كبير السن") == 302
    assert "كبير السن" in _text(office, "proposal_case", plan.pk, case.reference)
    assert _post(office, "wish_ending", PlanWish.objects.get().pk) == 302
    assert _post(office, "plan_dropping", other.pk) == 302
    assert _post(office, "plan_approval", plan.pk) == 302
    plans.lay_out(plan.pk, by=HOUSE)
    assert Appointment.objects.get().case_id == case.pk
    assert dict(Plan.objects.values_list("pk", "state")) == {plan.pk: "approved", other.pk: "dropped"}


def test_approval_without_the_reasons_says_so(office: Client) -> None:
    one, two = a_waiting_case(), a_waiting_case()
    plan = _plan()
    sitting = plan.sittings.get()
    found = {"case": one.pk, "by": two.pk, "sitting": sitting.pk, "reason": "price", "price": 1.0}
    Plan.objects.update(summary={**plan.summary, "overtaken": [found, found | {"reason": "promise"}]})
    assert "nobody can give the place up" in _text(office, "proposal", plan.pk)
    given = {"once": "a", "reason-promise": "كرسيه لا يدخل القاعة"}
    answer = office.post(reverse("audiences:plan_approval", args=[plan.pk]), given)
    assert answer.status_code == 422
    assert "Write first why" in answer.content.decode()
    assert "كرسيه لا يدخل القاعة" in answer.content.decode()
    assert Plan.objects.get().state == PlanState.PROPOSED


def test_operations_reads_plans_and_approves_none(client: Client) -> None:
    plan = _plan()
    client.force_login(a_staff("operations_officer", a_sitting().place))
    client.cookies["majlis_language"] = "en"
    assert "Approve it" not in _text(client, "proposal", plan.pk)
    assert _post(client, "plan_approval", plan.pk) == 403
    client.force_login(a_staff("audit_officer"))
    assert _text(client, "plans", status=403)


def test_report_counts_notice_waiting_moves_and_breaches(office: Client) -> None:
    sitting = a_sitting()
    one = told(a_place(a_waiting_case(), sitting))
    two = told(a_place(a_waiting_case(), sitting, at(sitting, 11)))
    with within(HOUSE):
        Case.objects.filter(pk=two.case_id).update(complete_at=clock.now() - dt.timedelta(days=40))
    today(one, state="attended")
    Appointment.objects.filter(pk=two.pk).update(state="attended")
    found = promises.report(clock.today() - dt.timedelta(days=1), clock.today())
    assert (found.heard, found.kept) == (2, 50)
    assert next(breach.kind for breach in found.breaches if breach.reference == two.case.reference) == "late"
    page = _text(office, "promises")
    assert "2 persons were heard" in page.replace("<bdi>", "").replace("</bdi>", "")
    assert two.case.reference.replace(" ", "")[:3] in page


def test_report_asks_as_often_for_three_as_for_one(office: Client) -> None:
    counted = []
    sitting = a_sitting()
    for hour in (10, 11):
        told(a_place(a_waiting_case(), sitting, at(sitting, hour)))
        with CaptureQueriesContext(connection) as asked:
            promises.report(clock.today(), sitting.day)
        counted.append(len(asked))
    assert counted[0] == counted[1]
