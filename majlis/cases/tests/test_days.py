"""What happens to a case by itself, night by night; what several may do to one case without losing a word."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from majlis.accounts.tests.builders import a_viewer
from majlis.cases import moves, queries
from majlis.cases.models import Case, ChecklistItem, Paper, PaperRequest, Pending
from majlis.cases.moves import daily
from majlis.cases.moves.roads import put_on_paper
from majlis.cases.states import Priority, Road, State
from majlis.cases.tests.builders import HOUSE, a_case, in_state, the_service
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house, within
from majlis.core.viewer import Kind, Viewer
from majlis.notifications import moves as notifications
from majlis.notifications.models import Notice

pytestmark = pytest.mark.django_db


def _at(state: str, section: str, **words: Any) -> Case:
    return in_state(a_case(), state, section=section, turn=section, **words)


def _notices(case: Case) -> list[tuple[str, bool]]:
    with within(HOUSE):
        rows = Notice.objects.filter(about_kind="case", about_id=case.pk).order_by("id")
        return [(row.kind, row.recalled_at is not None) for row in rows]


def _asked(days: int) -> Case:
    case, auditor = _at(State.UNDER_AUDIT, "audit"), a_viewer("audit_officer")
    with within(auditor):
        due = clock.today() + dt.timedelta(days=days)
        moves.ask_for_papers(case, by=auditor, codes=[], words="صورة العقد", due_on=due)
    return case


def test_papers_are_reminded_once_and_lapse_after_their_day(time_machine: Any) -> None:
    case = _asked(5)
    with within(HOUSE):
        assert (daily.remind_of_papers(), daily.lapse_due(by=HOUSE)) == (0, 0)
    time_machine.move_to(clock.now() + dt.timedelta(days=3), tick=False)
    with within(HOUSE):
        assert (daily.remind_of_papers(), daily.remind_of_papers()) == (1, 0)
    time_machine.move_to(clock.now() + dt.timedelta(days=2), tick=False)
    with within(HOUSE):
        assert daily.lapse_due(by=HOUSE) == 0
    time_machine.move_to(clock.now() + dt.timedelta(days=1), tick=False)
    with within(HOUSE):
        assert daily.lapse_due(by=HOUSE) == 1
        case.refresh_from_db()
        assert (case.state, case.outcome) == (State.CLOSED, "lapsed")
        assert not PaperRequest.objects.filter(case=case, ended_at=None).exists()
    assert [kind for kind, _recalled in _notices(case)][-2:] == ["case.papers_reminder", "case.lapsed"]
    me, auditor = Viewer(kind=Kind.LINK, id=case.pk), a_viewer("audit_officer")
    with within(me):
        moves.object_(case, by=me, words="وصلتني الأوراق اليوم")
    with within(auditor):
        moves.ask_for_papers(case, by=auditor, codes=[], words="صورة أوضح", due_on=clock.today() + dt.timedelta(days=9))
    assert case.state == State.WAITING_PAPERS


def test_papers_never_lapse_without_a_reminder() -> None:
    case = _asked(5)
    with within(HOUSE), house():
        PaperRequest.objects.update(due_on=clock.today() - dt.timedelta(days=1))
    with within(HOUSE):
        assert daily.lapse_due(by=HOUSE) == 0
        case.refresh_from_db()
    assert case.state == State.WAITING_PAPERS


def test_nobody_is_asked_any_more_when_the_papers_came() -> None:
    case = _asked(2)
    with within(HOUSE):
        daily.remind_of_papers()
        moves.complete_papers(case, by=HOUSE)
    asking = ("case.papers_needed", "case.papers_reminder")
    assert [recalled for kind, recalled in _notices(case) if kind in asking] == [True, True]


def _approved() -> Case:
    case = _at(State.DIRECTED, "followup")
    follower, chief = a_viewer("followup_officer"), a_viewer("minister_office")
    with within(follower):
        moves.finish(case, by=follower, words="تم")
    with within(chief):
        moves.approve_result(case, by=chief)
    return case


def test_close_told_closes_whom_it_told_and_stops_at_nobody(time_machine: Any) -> None:
    told, untold, awaited = _approved(), _approved(), _approved()
    for case in (told, awaited):
        me = Viewer(kind=Kind.BENEFICIARY, id=case.beneficiary_id)
        with within(me):
            notifications.read_on_page(case.pk, me)
    with within(HOUSE):
        moves.await_(awaited, "task", "1", by=HOUSE)
        assert daily.close_told(by=HOUSE) == 1
        assert {case.pk: case.state for case in Case.objects.all()} == {
            told.pk: State.CLOSED,
            untold.pk: State.DONE,
            awaited.pk: State.DONE,
        }
    time_machine.move_to(clock.now() + dt.timedelta(days=5, minutes=1), tick=False)
    with within(HOUSE):
        assert daily.close_told(by=HOUSE) == 1
        untold.refresh_from_db()
    assert (untold.state, untold.outcome) == (State.CLOSED, "done")


def test_points_grow_in_batches_and_only_for_open_cases(monkeypatch: pytest.MonkeyPatch, time_machine: Any) -> None:
    monkeypatch.setattr(daily, "POINTS_BATCH", 2)
    cases = [a_case() for _each in range(5)]
    with within(HOUSE):
        moves.withdraw(cases[0], by=HOUSE, phone="8000000000")
    time_machine.move_to(clock.now() + dt.timedelta(days=7), tick=False)
    with within(HOUSE):
        assert daily.refresh_points() == 4
        assert sorted(set(Case.objects.exclude(pk=cases[0].pk).values_list("points", flat=True))) == [10]
        assert daily.refresh_points() == 0


def test_words_of_two_who_add_at_once_are_both_kept() -> None:
    case = a_case()
    me = Viewer(kind=Kind.LINK, id=case.pk)
    with within(me):
        first, second = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
        moves.add_words(first, by=me, words="أضفت أولًا")
        moves.add_words(second, by=me, words="وأضفت ثانيًا")
        kept = Case.objects.get(pk=case.pk).words
    assert "أضفت أولًا" in kept
    assert "وأضفت ثانيًا" in kept


@pytest.mark.parametrize(("to", "share"), [(Priority.URGENT, 2), (Priority.CRITICAL, 4)])
def test_deadline_follows_the_class(to: Priority, share: int) -> None:
    case, office = _at(State.ACCEPTED, "office"), a_viewer("minister_office")
    with within(HOUSE), house():
        Case.objects.filter(pk=case.pk).update(clock_left=2400, due_at=None)
        case.refresh_from_db()
    with within(office):
        moves.set_priority(case, by=office, to=to, reason="medical")
    assert case.clock_left == 2400 // share
    with within(office):
        moves.start_clock(case, by=office)
        assert case.due_at is not None
        if to is Priority.CRITICAL:
            assert case.due_at - clock.now() < dt.timedelta(minutes=600)


def test_what_is_late_stays_late_when_its_class_falls() -> None:
    case, office = _at(State.ACCEPTED, "office", priority=1), a_viewer("minister_office")
    due = clock.now() - dt.timedelta(days=3)
    with within(HOUSE), house():
        Case.objects.filter(pk=case.pk).update(due_at=due, clock_left=None)
        case.refresh_from_db()
    with within(office):
        moves.set_priority(case, by=office, to=Priority.LOW, reason="calm")
    assert case.due_at == due


def test_checklist_follows_the_service_and_keeps_what_came() -> None:
    case = a_case("petition")
    clerk = a_viewer("inquiries_officer", case.centre)
    with within(HOUSE), house():
        codes = list(ChecklistItem.objects.filter(case=case).values_list("code", flat=True))
        kept = ChecklistItem.objects.create(case=case, code="old_answered", name_ar="ورقة", name_en="Paper")
        Paper.objects.create(
            case=case, item=kept, name="x", media_type="image/png", size=1, sha256="0" * 64, by="link:1"
        )
    other = the_service("audience_person")
    with within(clerk):
        moves.sort(case, by=clerk, service=other, category=None)
    with within(HOUSE):
        now = set(ChecklistItem.objects.filter(case=case).values_list("code", flat=True))
    assert codes
    assert now == {"old_answered", *(paper.code for paper in other.papers)}


def test_road_is_changed_with_a_word_to_the_person_and_never_to_itself() -> None:
    case, office = _at(State.TO_PRESENT, "office", road=Road.PAPER), a_viewer("minister_office")
    with within(office):
        with pytest.raises(Refused, match="on this road already"):
            moves.change_road(case, by=office, road=Road.PAPER, reason="faster")
        moves.change_road(case, by=office, road=Road.DELEGATED, reason="standing")
    assert (case.state, case.road) == (State.ACCEPTED, Road.DELEGATED)
    assert _notices(case)[-1] == ("case.road_changed", False)


def test_person_is_told_when_the_minister_lets_him_come_or_he_gives_it_up() -> None:
    case, office = _at(State.PRESENTED, "office", road=Road.PAPER), a_viewer("minister_office")
    with within(office):
        moves.let_him_come(case, by=office)
    assert (case.state, case.road) == (State.WAITING, Road.AUDIENCE)
    with within(HOUSE):
        put_on_paper(case, by=HOUSE)
    assert (case.state, case.road) == (State.TO_PRESENT, Road.PAPER)
    assert [kind for kind, _recalled in _notices(case)].count("case.road_changed") == 2


def test_public_reads_what_is_awaited_of_him_and_nothing_of_the_house() -> None:
    case = _at(State.REFERRED, "followup")
    soon, later = clock.now() + dt.timedelta(days=1), clock.now() + dt.timedelta(days=9)
    with within(HOUSE):
        moves.await_(case, "directive", "1", by=HOUSE, due_at=soon)
        moves.await_(case, "task", "1", by=HOUSE, due_at=soon)
        moves.await_(case, "referral", "1", by=HOUSE, due_at=later)
        assert Pending.objects.filter(case=case).count() == 3
        standing = queries.standing(case)
    assert standing.awaited == ["the answer of the competent body"]
    assert standing.next_at == later


def test_what_is_awaited_is_named_in_the_language_of_the_page() -> None:
    case, follower = _at(State.ANSWERED, "followup"), a_viewer("followup_officer")
    with within(HOUSE):
        moves.await_(case, "task", "1", by=HOUSE)
        moves.await_(case, "referral", "1", by=HOUSE)
    with translation.override("ar"), within(follower), pytest.raises(Refused) as no:
        moves.finish(case, by=follower, words="تم")
    assert "task" not in str(no.value)
    assert "، " in str(no.value)
