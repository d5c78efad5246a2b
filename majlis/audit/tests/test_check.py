"""The check: what audit may decide, and who may not."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from majlis.accounts.queries import viewer_for
from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.audit import moves, queries, rules
from majlis.audit.checks import QUESTIONS, Answered
from majlis.audit.models import Check, HandoverList
from majlis.bodies.tests.builders import a_body
from majlis.cases import moves as cases
from majlis.cases.models import Case
from majlis.cases.states import State
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import Kind, Viewer

pytestmark = pytest.mark.django_db

FINE = Answered(dict.fromkeys(QUESTIONS, "yes"))


def _case(**words: Any) -> Case:
    return in_state(a_case("audience_person", **words), State.UNDER_AUDIT, section="audit", turn="audit")


def test_accept_sets_the_case_on_its_road_and_keeps_the_check() -> None:
    case, auditor = _case(), a_viewer("audit_officer")
    with within(auditor):
        moves.accept(case, by=auditor, answered=FINE)
    assert case.state == State.WAITING
    with within(HOUSE):
        assert [check.decision for check in queries.checks(case)] == ["accept"]


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"identity": "yes"}, "unanswered"), (dict.fromkeys(QUESTIONS, "yes") | {"papers": "no"}, "not_in_order")],
)
def test_accept_is_refused_when_the_check_is_not_whole(answers: dict[str, str], code: str) -> None:
    case, auditor = _case(), a_viewer("audit_officer")
    with within(auditor), pytest.raises(Refused) as no:
        moves.accept(case, by=auditor, answered=Answered(answers))
    assert no.value.code == code
    with within(HOUSE):
        assert not Check.objects.exists()


def test_accept_is_refused_until_a_missing_paper_is_waived() -> None:
    case, auditor = in_state(a_case("petition"), State.UNDER_AUDIT, section="audit"), a_viewer("audit_officer")
    with within(auditor):
        with pytest.raises(Refused, match="required paper is missing"):
            moves.accept(case, by=auditor, answered=FINE)
        moves.waive_paper(case, by=auditor, code="support", why="موجود لدينا في معاملة سابقة")
        moves.accept(case, by=auditor, answered=FINE)
    assert case.state == State.TO_PRESENT


@pytest.mark.parametrize("role", ["inquiries_officer", "operations_officer", "followup_officer", "gate_officer"])
def test_check_is_forbidden_to_other_desks(role: str) -> None:
    case = _case()
    viewer = a_viewer(role, case.centre if role in ("inquiries_officer", "operations_officer") else None)
    assert not rules.may_check(viewer, case)
    with within(viewer), pytest.raises(PermissionDenied):
        moves.accept(case, by=viewer, answered=FINE)


def test_check_is_forbidden_to_whoever_refused_it_before() -> None:
    case, first = _case(), a_viewer("audit_officer")
    with within(first):
        moves.refuse(case, by=first, answered=FINE, reason="proof", words="لم يثبت")
    me = Viewer(kind=Kind.LINK, id=case.pk)
    with within(me):
        cases.object_(case, by=me, words="عندي دليل")
    with within(first):
        assert not rules.may_check(first, case)
    assert rules.may_check(a_viewer("audit_officer"), case)


def test_list_is_numbered_without_a_gap_and_signed_by_the_other_side() -> None:
    auditor, chief = a_viewer("audit_officer"), a_viewer("minister_office")
    case, other = _case(), _case()
    with within(auditor):
        moves.accept(case, by=auditor, answered=FINE)
        moves.accept(other, by=auditor, answered=FINE)
        first, second = moves.make_list([case], by=auditor), moves.make_list([case, other], by=auditor)
        assert second.number == first.number + 1
        assert (queries.cases_on(first), queries.cases_on(second)) == ([case], [other])
        with pytest.raises(Refused, match="accepted cases"):
            moves.make_list([case, other], by=auditor)
        with pytest.raises(PermissionDenied):
            moves.sign_list(first, by=auditor)
    with within(chief):
        moves.sign_list(first, by=chief)
        with pytest.raises(Refused, match="signed already"):
            moves.sign_list(first, by=chief)
        with pytest.raises(PermissionDenied):
            moves.make_list([case], by=chief)


def _answers() -> dict[str, str]:
    return {f"q_{code}": "yes" for code in QUESTIONS}


def test_page_decides_when_the_form_is_whole(client: Client) -> None:
    case = _case()
    client.cookies["majlis_language"] = "en"
    client.force_login(a_staff("audit_officer"))
    address = reverse("audit:check", args=[case.reference])
    assert client.get(reverse("audit:list")).status_code == 200
    assert client.get(address).status_code == 200
    short = client.post(address, {**_answers(), "decision": "refuse", "version": case.version})
    assert short.status_code == 422
    assert "in plain words" in short.content.decode()
    sent = {**_answers(), "decision": "refuse", "refused": "proof", "words": "لم يثبت ما ذكرت", "version": case.version}
    done = client.post(address, sent | {"once": "k1"})
    assert (done.status_code, done["Location"]) == (303, reverse("audit:list"))
    again = client.post(address, sent | {"once": "k1"})
    assert (again.status_code, again["Location"]) == (303, reverse("audit:list"))
    assert client.post(address, sent).status_code == 404


def test_page_shows_all_that_the_check_is_judged_by(client: Client) -> None:
    case = in_state(a_case("petition"), State.UNDER_AUDIT, section="audit", answers={"wish": "زيارة الوالدة"})
    client.cookies["majlis_language"] = "en"
    client.force_login(a_staff("audit_officer"))
    page = client.get(reverse("audit:check", args=[case.reference])).content.decode()
    for wanted in (case.words, "زيارة الوالدة", "Papers", "Do without a missing paper", "Identity"):
        assert wanted in page
    keys = re.findall(r'data-key="([^"]+)"', page)
    assert sorted(keys) == sorted(set(keys))
    assert keys.count("Enter") == 1


def test_next_case_is_open_after_a_decision_and_what_a_colleague_has_is_left_to_him(client: Client) -> None:
    first, second, third = _case(), _case(), _case()
    other = a_staff("audit_officer")
    in_state(second, State.UNDER_AUDIT, claimed_by=other, claimed_at=clock.now())
    client.force_login(a_staff("audit_officer"))
    sent = {**_answers(), "decision": "accept", "version": first.version}
    assert client.post(reverse("audit:check", args=[first.reference]), sent)["Location"].endswith(f"{third.reference}/")
    held = client.post(reverse("audit:check", args=[second.reference]), {**sent, "version": second.version})
    assert held.status_code == 409
    assert other.name_ar in held.content.decode()


def test_second_of_two_auditors_is_told_who_decided_and_gets_his_words_back(client: Client) -> None:
    case, first = _case(), a_viewer("audit_officer", name_ar="سارة الغامدي")
    address = reverse("audit:check", args=[case.reference])
    client.force_login(a_staff("audit_officer"))
    assert client.get(address).status_code == 200
    with within(first):
        moves.accept(case, by=first, answered=FINE)
    sent = {**_answers(), "decision": "refuse", "refused": "proof", "words": "لم يثبت ما ذكرت لنا", "version": 1}
    late = client.post(address, sent)
    assert late.status_code == 409
    assert "سارة الغامدي" in late.content.decode()
    assert "لم يثبت ما ذكرت لنا" in late.content.decode()


def test_missing_paper_is_waived_on_the_page_with_a_reason(client: Client) -> None:
    case = in_state(a_case("petition"), State.UNDER_AUDIT, section="audit")
    client.force_login(a_staff("audit_officer"))
    address = reverse("audit:waiver", args=[case.reference])
    assert client.post(address, {"paper": "support", "why": " "}).status_code == 422
    assert client.post(address, {"paper": "nothing", "why": "x"}).status_code == 422
    assert client.post(address, {"paper": "support", "why": "رأيت الأصل بنفسي"}).status_code == 303
    assert client.get(reverse("audit:check", args=[case.reference])).context["lacking"] == []
    client.force_login(a_staff("minister_office"))
    assert client.post(address, {"paper": "support", "why": "x"}).status_code in (403, 404)


def test_list_is_made_printed_and_signed_on_its_pages(client: Client) -> None:
    case, other, auditor = _case(), _case(), a_staff("audit_officer", name_ar="ليلى الحزم")
    with within(viewer_for(auditor)):
        for one in (case, other):
            moves.accept(one, by=viewer_for(auditor), answered=FINE)
    client.cookies["majlis_language"] = "en"
    client.force_login(auditor)
    lists = reverse("audit:handovers")
    assert case.reference in client.get(lists).content.decode()
    assert client.post(lists, {"case": []})["Location"] == lists
    made = client.post(lists, {"case": [case.reference], "once": "k2"})
    again = client.post(lists, {"case": [case.reference], "once": "k2"})
    assert made["Location"] == again["Location"]
    sheet = client.get(made["Location"]).content.decode()
    assert "ليلى الحزم" in sheet
    assert "not yet signed" in sheet
    assert "Sign for the ministry" not in sheet
    assert client.post(f"{made['Location']}signature/").status_code == 403
    client.force_login(a_staff("minister_office", name_ar="ناصر الغدير"))
    assert "Sign for the ministry" in client.get(made["Location"]).content.decode()
    assert client.post(f"{made['Location']}signature/").status_code == 303
    assert "ناصر الغدير" in client.get(made["Location"]).content.decode()
    client.force_login(a_staff("followup_officer"))
    assert client.get(lists).status_code == 403
    assert client.get(made["Location"]).status_code == 404


@pytest.mark.parametrize("name", ["audit:handovers", "audit:handover"])
def test_handover_pages_ask_the_database_as_often_for_three_as_for_one(
    client: Client, django_assert_max_num_queries: Any, name: str
) -> None:
    auditor = a_staff("audit_officer")
    by = viewer_for(auditor)

    def accepted() -> Case:
        with within(by):
            return moves.accept(_case(), by=by, answered=FINE)

    def a_list(*cases: Case) -> HandoverList:
        with within(by):
            return moves.make_list(list(cases), by=by)

    client.force_login(auditor)
    one, three = a_list(accepted()), a_list(accepted(), accepted(), accepted())
    accepted()
    address = reverse(name, args=[one.pk] if name == "audit:handover" else [])
    client.get(address)
    with django_assert_max_num_queries(14) as few:
        client.get(address)
    accepted(), accepted()
    address = reverse(name, args=[three.pk] if name == "audit:handover" else [])
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_page_asks_for_papers_with_a_day_to_come(client: Client) -> None:
    case = in_state(a_case("petition"), State.UNDER_AUDIT, section="audit")
    client.force_login(a_staff("audit_officer"))
    due = clock.today() + dt.timedelta(days=10)
    sent = {
        **_answers(), "decision": "ask_for_papers", "papers": ["support"], "due_on_0": "gregorian",
        "version": case.version,
    }  # fmt: skip
    form_page = client.get(reverse("audit:check", args=[case.reference])).content.decode()
    names = {part: name for part in ("year", "month", "day") for name in [f"due_on_{part}"] if name in form_page}
    sent |= {names.get("year", "due_on_3"): due.year, names.get("month", "due_on_2"): due.month}
    sent |= {names.get("day", "due_on_1"): due.day}
    answer = client.post(reverse("audit:check", args=[case.reference]), sent)
    assert answer.status_code == 303, answer.content.decode()[:3000]
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).state == State.WAITING_PAPERS


def test_case_objected_to_is_not_on_the_list_of_whoever_had_a_part_in_it() -> None:
    case, first = _case(), a_viewer("audit_officer")
    with within(first):
        moves.refuse(case, by=first, answered=FINE, reason="proof", words="لم يثبت")
    me = Viewer(kind=Kind.LINK, id=case.pk)
    with within(me):
        cases.object_(case, by=me, words="عندي دليل")
    with within(first):
        assert list(queries.to_check(first)) == []
    second = a_viewer("audit_officer")
    with within(second):
        assert list(queries.to_check(second)) == [case]


def test_page_hands_over_to_a_body(client: Client) -> None:
    case, body = _case(), a_body()
    client.force_login(a_staff("audit_officer"))
    sent = {**_answers(), "decision": "not_ours", "body": body.pk, "version": case.version}
    assert client.post(reverse("audit:check", args=[case.reference]), sent).status_code == 303
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).outcome == "not_ours"


@pytest.mark.parametrize("role", ["minister", "inquiries_officer", "gate_officer", "security_reports_officer"])
def test_page_is_closed_to_other_roles(client: Client, role: str) -> None:
    case = _case()
    client.force_login(a_staff(role))
    assert client.get(reverse("audit:check", args=[case.reference])).status_code in (403, 404)


def test_list_asks_the_database_as_often_for_three_as_for_one(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(a_staff("audit_officer"))
    _case()
    with django_assert_max_num_queries(20) as one:
        client.get(reverse("audit:list"))
    _case(), _case()
    with django_assert_max_num_queries(len(one)):
        client.get(reverse("audit:list"))
