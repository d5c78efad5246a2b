"""Chases, the ladder, and a list on which nobody is forgotten, on real rows and real days."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.bodies.models import HEAD_OFFICE
from majlis.bodies.tests.builders import a_body, a_contact
from majlis.cases.tests.builders import HOUSE
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import within
from majlis.core.viewer import Viewer
from majlis.followup import moves, parts, queries
from majlis.followup.models import Chase, DayLine, Escalation, Track
from majlis.followup.states import How, Result, Rung, Why
from majlis.followup.views import today
from majlis.notifications.models import Notice
from majlis.referrals import moves as referrals
from majlis.referrals.models import Promise, Referral
from majlis.referrals.tests.builders import a_directed_case, a_liaison, a_referral

pytestmark = pytest.mark.django_db

SUNDAY = dt.datetime(2026, 11, 22, 6, tzinfo=dt.UTC)


def _at(day: int, hour: int = 6) -> Any:
    return time_machine.travel(dt.datetime(2026, 11, day, hour, tzinfo=dt.UTC), tick=False)


def _list(viewer: Viewer) -> list[tuple[int, str]]:
    with within(viewer):
        return [(line.referral.pk, line.why) for line in queries.today_list(viewer)]


def _chase(one: Referral, by: Viewer, result: Result = Result.NO_ANSWER, **words: Any) -> Chase:
    with within(by):
        return moves.chase(one, by=by, how=How.PHONE, result=result, **words)


def test_list_follows_the_days_over_a_weekend() -> None:
    with _at(22):
        officer = a_viewer("followup_officer")
        one = a_referral(by=officer, due_on=dt.date(2026, 11, 27))
        assert _list(officer) == []
    with _at(24):
        assert _list(officer) == [(one.pk, "unseen")]
        _chase(one, officer, Result.REACHED)
        assert _list(officer) == []
    with _at(25):
        assert _list(officer) == []
    with _at(26):
        assert _list(officer) == [(one.pk, "next")]
        _chase(one, officer, Result.PROMISED, promised_on=dt.date(2026, 11, 28))
        assert _list(officer) == []
    with _at(27):
        assert _list(officer) == []
    with _at(29):
        assert _list(officer) == [(one.pk, "broken")]
        _chase(one, officer)
        assert _list(officer) == []
    with _at(30):
        assert _list(officer) == [(one.pk, "broken")]


def test_answered_referral_leaves_the_list_and_settles_its_line() -> None:
    body = a_body()
    with _at(22):
        officer, speaker = a_viewer("followup_officer"), a_liaison(body)
        one = a_referral(body, by=officer, due_on=dt.date(2026, 11, 24))
    with _at(24):
        with within(HOUSE):
            assert moves.open_day(by=HOUSE) == 1
        with within(speaker):
            referrals.answer(one, by=speaker, words="تم")
        assert _list(officer) == []
        with within(HOUSE):
            assert DayLine.objects.get(referral=one).looked == "settled"
            assert moves.close_day(by=HOUSE) == 0


def test_day_is_opened_once_looked_at_by_rule_and_what_is_left_over_is_told() -> None:
    with _at(22):
        director = a_staff("programme_director")
        due, calm = a_referral(due_on=dt.date(2026, 11, 24)), a_referral(due_on=dt.date(2026, 12, 20))
        with within(HOUSE):
            Referral.objects.filter(pk=calm.pk).update(seen_at=clock.now(), heard_at=clock.now())
    with _at(24), within(HOUSE):
        a_contact(due.body)
        assert moves.open_day(by=HOUSE) == 1
        assert moves.open_day(by=HOUSE) == 0
        assert {line.referral_id: line.looked for line in DayLine.objects.all()} == {due.pk: "", calm.pk: "rule"}
        assert Notice.objects.filter(kind="referral.reminder").count() == 1
        assert moves.close_day(by=HOUSE) == 1
        assert Notice.objects.get(kind="followup.left_over").to_id == director.pk
    with _at(27), within(HOUSE):
        assert moves.open_day(by=HOUSE) == 0
        assert not DayLine.objects.filter(day=clock.today()).exists()


def test_question_of_the_body_is_on_the_list_first_and_chasing_waits_for_it() -> None:
    body = a_body()
    officer, speaker = a_viewer("followup_officer"), a_liaison(body)
    with _at(22):
        one = a_referral(body, by=officer, due_on=dt.date(2026, 11, 24))
        with within(speaker):
            referrals.ask(one, by=speaker, words="ما رقم القيد؟")
        assert _list(officer) == [(one.pk, "question")]
        with pytest.raises(Refused, match="Answer its question first"):
            _chase(one, officer)
        with within(officer):
            referrals.tell(one, by=officer, words="12")
        assert _list(officer) == []


def test_promise_noted_by_phone_stands_with_the_referral() -> None:
    officer, one = a_viewer("followup_officer"), a_referral()
    with pytest.raises(Refused, match="which day"):
        _chase(one, officer, Result.PROMISED)
    day = clock.today() + dt.timedelta(days=4)
    _chase(one, officer, Result.PROMISED, promised_on=day)
    with within(HOUSE):
        assert Promise.objects.get(referral=one).day == day
        one.refresh_from_db()
        assert (one.promised_on, one.state) == (day, "promised")


def test_ladder_goes_up_rung_by_rung_and_tells_each() -> None:
    body = a_body()
    officer, head = a_viewer("followup_officer"), a_contact(body, level=HEAD_OFFICE)
    director, office = a_staff("programme_director"), a_staff("minister_office")
    one = a_referral(body, by=officer)
    for _rung in range(3):
        with within(officer):
            moves.raise_(one, by=officer, why="overdue")
    with within(officer), pytest.raises(Refused, match="already"):
        moves.raise_(one, by=officer, why="overdue")
    with within(HOUSE):
        assert sorted(Escalation.objects.values_list("rung", flat=True)) == [2, 3, 4]
        told = Notice.objects.filter(kind__startswith="followup.").order_by("id").values_list("kind", "to_id")
        assert list(told) == [
            ("followup.head_asked", head.pk), ("followup.raised", director.pk), ("followup.raised", office.pk),
        ]  # fmt: skip


def test_rule_takes_it_to_the_head_after_three_calls_in_vain() -> None:
    body = a_body()
    with _at(22):
        officer = a_viewer("followup_officer")
        one = a_referral(body, by=officer, due_on=dt.date(2026, 11, 23))
    for day in (23, 24, 25):
        with _at(day):
            _chase(one, officer)
    with _at(26):
        with within(HOUSE):
            moves.open_day(by=HOUSE)
            assert Track.objects.get(referral=one).rung == Rung.HEAD
            assert Escalation.objects.get(referral=one).why == "no_answer"
        assert _list(officer) == [(one.pk, "overdue")]


def test_line_is_left_with_a_reason_and_comes_again() -> None:
    with _at(22):
        officer = a_viewer("followup_officer")
        one = a_referral(by=officer, due_on=dt.date(2026, 11, 24))
    with _at(24):
        with within(officer), pytest.raises(Refused, match="Say why"):
            moves.leave(one, by=officer, why="tired")
        with within(officer):
            moves.leave(one, by=officer, why="closed_there")
        assert _list(officer) == []
    with _at(25):
        assert _list(officer) == [(one.pk, "overdue")]


@pytest.mark.parametrize("role", ["programme_director", "minister_office", "body_liaison", "audit_officer"])
def test_chase_raise_and_leave_are_forbidden_to_others(role: str) -> None:
    one, viewer = a_referral(), a_viewer(role)
    with pytest.raises(PermissionDenied):
        _chase(one, viewer)
    with within(viewer), pytest.raises(PermissionDenied):
        moves.raise_(one, by=viewer, why="overdue")
    with within(viewer), pytest.raises(PermissionDenied):
        moves.leave(one, by=viewer, why="agreed")


def test_chase_of_an_ended_referral_is_busy() -> None:
    officer, one = a_viewer("followup_officer"), a_referral()
    with within(officer):
        referrals.withdraw(one, by=officer)
    with pytest.raises(Busy):
        _chase(one, officer)


def test_liaison_reads_nothing_of_how_his_body_is_chased() -> None:
    body = a_body()
    officer, speaker, one = a_viewer("followup_officer"), a_liaison(body), None
    one = a_referral(body, by=officer)
    _chase(one, officer)
    with within(officer):
        assert Chase.objects.count() == 1
    with within(speaker):
        assert Referral.objects.count() == 1
        assert (Chase.objects.count(), Track.objects.count(), DayLine.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("many", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(many: int, django_assert_max_num_queries: Any) -> None:
    with _at(22):
        officer = a_viewer("followup_officer")
        for _n in range(many):
            one = a_referral(by=officer, due_on=dt.date(2026, 11, 23))
            a_contact(one.body)
    with _at(24):
        with within(officer):
            queries.today_list(officer)
        with within(officer), django_assert_max_num_queries(6):
            assert len(queries.today_list(officer)) == many


def test_pages_of_the_day_take_an_outcome_and_open_the_next(client: Client) -> None:
    with _at(22):
        member = a_staff("followup_officer")
        rows = [a_referral(due_on=dt.date(2026, 11, 23)) for _n in range(2)]
    with _at(24):
        client.force_login(member)
        page = client.get(reverse("followup:list"))
        assert page.status_code == 200
        assert page.content.decode().count("ref-row") == 2
        first, second = (reverse("followup:chase", args=[one.pk]) for one in rows)
        assert client.get(first).status_code == 200
        wrong = client.post(first, {"how": "phone", "result": "promised"})
        assert wrong.status_code == 422
        done = client.post(first, {"how": "phone", "result": "no_answer", "note": "لم يرد"})
        assert (done.status_code, done["Location"]) == (302, second)
        left = client.post(reverse("followup:leaving", args=[rows[1].pk]), {"why": "agreed"})
        assert left["Location"] == reverse("followup:list")


def test_list_is_turned_over_page_by_page(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(today, "SIZE", 2)
    with _at(22):
        member = a_staff("followup_officer")
        rows = [a_referral(due_on=dt.date(2026, 11, 23)) for _n in range(3)]
    with _at(24):
        client.force_login(member)
        shown = {
            page: client.get(reverse("followup:list"), {"page": page}).content.decode()
            for page in ("", "2", "9", "0", "x")
        }
    links = {page: [one for one in rows if reverse("followup:chase", args=[one.pk]) in shown[page]] for page in shown}
    assert links == {"": rows[:2], "2": rows[2:], "9": rows[2:], "0": rows[:2], "x": rows[:2]}
    assert ("?page=2" in shown[""], "?page=1" in shown["2"]) == (True, True)


def test_parts_show_the_follow_up_to_its_readers_only() -> None:
    officer, one = a_viewer("followup_officer"), a_referral()
    auditor = a_viewer("audit_officer")
    with within(officer):
        shown = parts.on_case(one.case, officer)
        assert shown is not None
        assert [act.code for act in parts.acts_on_case(one.case, officer)] == [f"chase-{one.pk}"]
        assert [line.code for line in parts.rail(officer)] == ["followup"]
    with within(auditor):
        assert parts.on_case(one.case, auditor) is None
        assert parts.rail(auditor) == []


def test_why_names_are_in_the_order_of_pressure() -> None:
    assert list(Why)[:3] == [Why.QUESTION, Why.BROKEN, Why.OVERDUE]


def test_a_directed_case_has_no_follow_up_yet() -> None:
    officer, case = a_viewer("followup_officer"), a_directed_case()
    with within(officer):
        assert parts.on_case(case, officer) is None
        assert parts.acts_on_case(case, officer) == []
