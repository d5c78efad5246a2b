"""Directives: by whom, how known, and what moves."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.cases import moves as cases
from majlis.cases.models import Case, Paper, Pending
from majlis.cases.states import Road, State
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house, within
from majlis.notifications.models import Notice
from majlis.office import moves, queries, rules
from majlis.office.models import Brief, Directive, Task
from majlis.office.moves import Said, telling
from majlis.office.states import EFFECTS, FOLDER_MOVES, MOVES, Decision, FolderState
from majlis.office.states import State as DirectiveState

pytestmark = pytest.mark.django_db

YES = Said(Decision.APPROVE, "يوافق على ما طلب")


def _on_table(state: str = State.PRESENTED, **words: Any) -> Case:
    return in_state(a_case(), state, section="office", turn="office", **words)


@pytest.mark.parametrize(("name", "state"), list(itertools.product(MOVES, DirectiveState.values)))
def test_directive_move_is_allowed_when_the_table_says_so(name: str, state: str) -> None:
    assert MOVES[name].allows(state) == (state == DirectiveState.UNCONFIRMED)


@pytest.mark.parametrize(("name", "state"), list(itertools.product(FOLDER_MOVES, FolderState.values)))
def test_folder_move_is_allowed_when_the_table_says_so(name: str, state: str) -> None:
    later = {"return": {FolderState.PRESENTED}, "put_back": {FolderState.PRESENTED, FolderState.RETURNED}}
    assert FOLDER_MOVES[name].allows(state) == (state in later.get(name, {FolderState.OPEN}))


@pytest.mark.parametrize(("name", "role"), list(itertools.product(("confirm", "disown", "take_back"), ROLES)))
def test_directive_is_settled_by_the_roles_of_the_table_alone(name: str, role: str) -> None:
    case, officer, viewer = _on_table(), a_viewer("minister_office"), a_viewer(role)
    with within(officer):
        noted = moves.note(case, YES, by=officer)
    act = {"confirm": moves.confirm, "disown": moves.disown, "take_back": moves.take_back_note}[name]
    if role in MOVES[name].roles:
        with within(viewer):
            act(noted, by=viewer)
        assert noted.state == MOVES[name].ends
        return
    with within(HOUSE), pytest.raises(PermissionDenied):
        act(noted, by=viewer)


ON_THE_TABLE = ("accepted", "scheduled", "presented")


@pytest.mark.parametrize(("decision", "state"), list(itertools.product(Decision.values, ON_THE_TABLE)))
def test_decision_is_taken_only_where_it_fits(decision: str, state: str) -> None:
    case, minister = _on_table(state, road=Road.PAPER), a_viewer("minister")
    said = Said(Decision(decision), "كما طُلب", clock.today() + dt.timedelta(days=20))
    with within(minister):
        if state in EFFECTS[decision].states:
            moves.give(case, said, by=minister)
            assert case.state != state
        else:
            with pytest.raises(Refused, match="where the case stands now"):
                moves.give(case, said, by=minister)


@pytest.mark.parametrize("act", ["give", "note", "write_brief", "set_task"])
def test_whoever_is_complained_of_decides_writes_and_sets_nothing(act: str) -> None:
    viewer = a_viewer("minister" if act == "give" else "minister_office")
    case = _on_table(barred=[viewer.token])
    acts = {
        "give": lambda: moves.give(case, YES, by=viewer),
        "note": lambda: moves.note(case, YES, by=viewer),
        "write_brief": lambda: moves.write_brief(case, {"lines": "x", "asked": "x"}, by=viewer),
        "set_task": lambda: moves.set_task(case, by=viewer, words="x", due_on=clock.today()),
    }
    with within(HOUSE), pytest.raises(PermissionDenied):
        acts[act]()


def test_unconfirmed_note_is_asked_for_at_once_and_reminded_of_when_late(time_machine: Any) -> None:
    minister, case, officer = a_staff("minister"), _on_table(), a_viewer("minister_office")
    with within(officer):
        noted = moves.note(case, YES, by=officer)
    with within(HOUSE):
        asked = Notice.objects.filter(about_kind="directive", about_id=noted.pk)
        assert list(asked.values_list("kind", "to_id")) == [("office.confirm", minister.pk)]
        assert telling.remind_of_unconfirmed() == 0
    time_machine.move_to(clock.now() + dt.timedelta(days=6), tick=False)
    with within(HOUSE):
        assert telling.remind_of_unconfirmed() == 1
        assert telling.remind_of_unconfirmed() == 0
        assert set(asked.values_list("kind", flat=True)) == {"office.confirm", "office.confirm_late"}
        assert Case.objects.get(pk=case.pk).state == State.PRESENTED
    with within(officer):
        moves.take_back_note(noted, by=officer)
    with within(HOUSE):
        assert not asked.filter(recalled_at=None).exists()
        assert not Pending.objects.filter(case=case, ended_at__isnull=True).exists()


def test_minister_gets_word_of_what_his_office_decided() -> None:
    officer, minister = a_viewer("minister_office"), a_viewer("minister")
    case, today = _on_table(State.ACCEPTED, road=Road.DELEGATED), clock.today()
    with within(HOUSE):
        assert telling.send_the_list() == 0
    with within(minister):
        moves.give_standing(by=minister, category=None, words="x", limits="", begins_on=today, ends_on=today)
    with within(officer):
        moves.decide_delegated(case, YES, by=officer)
    with within(HOUSE):
        assert telling.send_the_list() == 1
        assert Notice.objects.get(kind="office.decided_for_you").to_id == minister.id


def test_withdrawn_case_leaves_neither_a_note_nor_a_task_open() -> None:
    case, officer = _on_table(), a_viewer("minister_office")
    with within(officer):
        noted = moves.note(case, YES, by=officer)
        moves.set_task(case, by=officer, words="اتصل بالمستشفى", due_on=clock.today())
    with within(HOUSE):
        cases.withdraw(case, by=HOUSE, phone="8000000000")
        assert Directive.objects.get(pk=noted.pk).state == DirectiveState.TAKEN_BACK
    with within(officer):
        assert not queries.unconfirmed(officer).exists()
        assert not queries.tasks_due(officer).exists()


def test_sealed_case_leaves_no_word_of_the_office() -> None:
    case, minister, officer = _on_table(), a_viewer("minister"), a_viewer("minister_office")
    with within(officer), house():
        page = Paper.objects.create(
            case=case, name="p", media_type="image/png", size=1, sha256="0" * 64, by="x", staff_only=True
        )
    with within(officer):
        brief = moves.write_brief(case, {"lines": "سر", "asked": "سر"}, by=officer)
        moves.give_by_page(case, Said(Decision.APPROVE, "سر"), by=officer, scan=page, brief=brief)
        moves.set_task(case, by=officer, words="سر", due_on=clock.today())
    with within(minister):
        cases.seal(case, by=minister)
    with within(HOUSE):
        assert Brief.objects.get(case=case).lines == ""
        assert Directive.objects.get(case=case).words == ""
        assert Task.objects.get(case=case).words == ""
        assert not Paper.objects.filter(case=case).exists()


def _in_a_folder(officer: Any, *cases_: Case) -> Any:
    with within(officer):
        for case in cases_:
            moves.write_brief(case, {"lines": "ثلاثة أسطر", "asked": "الموافقة"}, by=officer)
        return moves.make_folder(list(cases_), by=officer)


def test_case_lies_in_one_open_folder_at_a_time_and_can_be_taken_out() -> None:
    officer, case, other = a_viewer("minister_office"), _on_table(State.TO_PRESENT), _on_table(State.TO_PRESENT)
    folder = _in_a_folder(officer, case, other)
    with within(officer):
        with pytest.raises(Refused, match="whose brief is written"):
            moves.make_folder([case], by=officer)
        moves.take_out(folder, queries.briefs_in(folder, officer)[0], by=officer)
        second = moves.make_folder([case, other], by=officer)
        assert len(queries.briefs_in(folder, officer)) == len(queries.briefs_in(second, officer)) == 1


def test_what_was_put_before_the_minister_stays_as_he_saw_it() -> None:
    officer, minister, case = a_viewer("minister_office"), a_viewer("minister"), _on_table(State.TO_PRESENT)
    first = _in_a_folder(officer, case)
    until = clock.today() + dt.timedelta(days=9)
    with within(officer):
        moves.present(first, by=officer)
        with within(HOUSE):
            case.refresh_from_db()
    with within(minister):
        moves.give(case, Said(Decision.KEEP, "", until), by=minister)
        assert list(queries.to_present(minister)) == []
        assert [vars(row)["not_before"] for row in queries.to_present(minister, kept=True)] == [until]
    with within(officer):
        mended = moves.write_brief(case, {"lines": "أسطر أخرى", "asked": "الموافقة"}, by=officer)
        again = moves.make_folder([case], by=officer)
        old, new = queries.briefs_in(first, officer), queries.briefs_in(again, officer)
    assert [brief.lines for brief in (*old, *new)] == ["ثلاثة أسطر", "أسطر أخرى"]
    assert old[0].code != new[0].code
    assert new[0].pk == mended.pk


def test_case_without_a_directive_goes_back_into_the_file_with_a_day() -> None:
    officer, case = a_viewer("minister_office"), _on_table(State.TO_PRESENT)
    folder = _in_a_folder(officer, case)
    with within(HOUSE):
        brief = folder.briefs.get()
    until = clock.today() + dt.timedelta(days=7)
    with within(officer):
        with pytest.raises(Busy):
            moves.put_back(folder, brief, by=officer, until=until)
        moves.present(folder, by=officer)
        moves.take_back(folder, by=officer)
        moves.put_back(folder, brief, by=officer, until=until)
        with pytest.raises(Busy):
            moves.put_back(folder, brief, by=officer, until=until)
        assert [vars(row)["not_before"] for row in queries.to_present(officer, kept=True)] == [until]
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).state == State.TO_PRESENT


def test_folder_of_which_nothing_is_left_is_not_presented() -> None:
    officer, case = a_viewer("minister_office"), _on_table(State.TO_PRESENT)
    folder = _in_a_folder(officer, case)
    with within(HOUSE):
        cases.withdraw(case, by=HOUSE, phone="8000000000")
    with within(officer), pytest.raises(Refused, match="Make a new one"), transaction.atomic():
        moves.present(folder, by=officer)
    folder.refresh_from_db()
    assert folder.state == FolderState.OPEN


@pytest.mark.parametrize("role", [role for role in ROLES if role != "minister"])
def test_give_is_forbidden_to_everyone_but_the_minister(role: str) -> None:
    case, viewer = _on_table(), a_viewer(role)
    with within(HOUSE), pytest.raises(PermissionDenied):
        moves.give(case, YES, by=viewer)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "minister_office"])
def test_note_is_forbidden_to_everyone_but_the_office(role: str) -> None:
    case, viewer = _on_table(), a_viewer(role)
    with within(HOUSE), pytest.raises(PermissionDenied):
        moves.note(case, YES, by=viewer)


@pytest.mark.parametrize("decision", Decision.values)
def test_give_moves_the_case_when_the_minister_decides(decision: str) -> None:
    case, minister = _on_table(), a_viewer("minister")
    until = clock.today() + dt.timedelta(days=20)
    with within(minister):
        moves.give(case, Said(Decision(decision), "كما طُلب", until), by=minister)
    expected = {Decision.KEEP: State.TO_PRESENT, Decision.LET_COME: State.WAITING}
    assert case.state == expected.get(Decision(decision), State.DIRECTED)
    assert set(EFFECTS) == set(Decision)


def test_note_moves_nothing_until_the_minister_confirms() -> None:
    case, officer, minister = _on_table(), a_viewer("minister_office"), a_viewer("minister")
    with within(officer):
        noted = moves.note(case, YES, by=officer)
        with pytest.raises(PermissionDenied):
            moves.confirm(noted, by=officer)
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).state == State.PRESENTED
        assert Pending.objects.filter(case=case, kind="directive", ended_at__isnull=True).exists()
        assert noted.confirm_by is not None
        assert noted.confirm_by > clock.now()
    with within(minister):
        with pytest.raises(Refused, match="waits for the minister"):
            moves.give(case, YES, by=minister)
        assert [row.pk for row in queries.unconfirmed(minister)] == [noted.pk]
        moves.confirm(noted, by=minister)
        with pytest.raises(Busy):
            moves.confirm(noted, by=minister)
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).state == State.DIRECTED
        assert not Pending.objects.filter(case=case, ended_at__isnull=True).exists()


def test_disown_leaves_the_case_where_it_was() -> None:
    case, officer, minister = _on_table(), a_viewer("minister_office"), a_viewer("minister")
    with within(officer):
        noted = moves.note(case, YES, by=officer)
    with within(minister):
        moves.disown(noted, by=minister)
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).state == State.PRESENTED
        assert Directive.objects.get(pk=noted.pk).state == DirectiveState.DISOWNED


def test_page_that_was_scanned_back_counts_for_its_own_case_only() -> None:
    case, other, officer = _on_table(State.TO_PRESENT), _on_table(), a_viewer("minister_office")
    with within(officer):
        brief = moves.write_brief(case, {"lines": "زيارة عائلية", "asked": "الموافقة"}, by=officer)
        folder = moves.make_folder([case], by=officer)
        moves.present(folder, by=officer)
        with house():
            page = {"name": "p", "media_type": "image/png", "size": 1, "sha256": "0" * 64, "by": "x"}
            wrong, right = Paper.objects.create(case=other, **page), Paper.objects.create(case=case, **page)
        with within(HOUSE):
            case.refresh_from_db()
        with pytest.raises(Refused, match="another case"):
            moves.give_by_page(case, YES, by=officer, scan=wrong, brief=brief)
        moves.give_by_page(case, YES, by=officer, scan=right, brief=brief)
    assert case.state == State.DIRECTED


def test_office_decides_only_what_a_standing_directive_covers_today() -> None:
    officer, minister = a_viewer("minister_office"), a_viewer("minister")
    case = _on_table(State.ACCEPTED, road=Road.DELEGATED)
    today = clock.today()
    with within(officer), pytest.raises(Refused, match="No standing directive"):
        moves.decide_delegated(case, YES, by=officer)
    with within(officer), pytest.raises(PermissionDenied):
        moves.give_standing(by=officer, category=None, words="x", limits="", begins_on=today, ends_on=today)
    with within(minister):
        given = moves.give_standing(
            by=minister, category=None, words="يوافق على الحالات الصحية", limits="", begins_on=today, ends_on=today
        )
        assert queries.standing_for(case, today + dt.timedelta(days=1)) is None
        moves.end_standing(given, by=minister)
        assert queries.standing_for(case) is None
        moves.give_standing(by=minister, category=None, words="x", limits="", begins_on=today, ends_on=today)
    with within(officer):
        moves.decide_delegated(case, YES, by=officer)
    assert case.state == State.DIRECTED
    with within(HOUSE):
        assert len(queries.decided_under_standing(today)) == 1


def test_level_above_decides_unless_it_is_complained_of() -> None:
    director = a_viewer("programme_director")
    case = _on_table(State.ACCEPTED, road=Road.SERVICE)
    barred = _on_table(State.ACCEPTED, road=Road.SERVICE, barred=[director.token])
    with within(HOUSE):
        with pytest.raises(PermissionDenied):
            moves.decide_service(barred, Said(Decision.THANK), by=director)
        with pytest.raises(PermissionDenied):
            moves.decide_service(_on_table(), Said(Decision.THANK), by=director)
    with within(director):
        moves.decide_service(case, Said(Decision.THANK), by=director)
    assert case.state == State.DIRECTED


def test_folder_takes_only_cases_with_a_brief_the_gravest_first() -> None:
    officer = a_viewer("minister_office")
    plain, grave, bare = (_on_table(State.TO_PRESENT) for _ in range(3))
    in_state(grave, State.TO_PRESENT, priority=0)
    words = {"lines": "ثلاثة أسطر", "asked": "الموافقة"}
    with within(officer):
        for case in (plain, grave):
            moves.write_brief(case, words, by=officer)
        with pytest.raises(Refused, match="three lines"):
            moves.write_brief(bare, {"lines": "", "asked": ""}, by=officer)
        with pytest.raises(Refused, match="whose brief is written"):
            moves.make_folder([bare], by=officer)
        folder = moves.make_folder([plain, grave, bare], by=officer)
        order = list(Brief.objects.filter(folder=folder).order_by("place").values_list("case_id", flat=True))
        assert order == [grave.pk, plain.pk]
        moves.present(folder, by=officer)
        with pytest.raises(Busy):
            moves.present(folder, by=officer)
        moves.take_back(folder, by=officer)
    with within(HOUSE):
        assert Case.objects.get(pk=grave.pk).state == State.PRESENTED
        assert Case.objects.get(pk=bare.pk).state == State.TO_PRESENT


def test_task_is_awaited_until_it_is_done() -> None:
    case, officer = _on_table(), a_viewer("minister_office")
    with within(officer):
        task = moves.set_task(case, by=officer, words="اتصل بالمستشفى", due_on=clock.today())
        assert [row.pk for row in queries.tasks_due(officer)] == [task.pk]
        moves.do_task(task, by=officer)
        with pytest.raises(Busy):
            moves.do_task(task, by=officer)
    assert rules.may_direct(officer, case)


@pytest.mark.parametrize(
    "said", [Said(Decision.APPROVE), Said(Decision.KEEP), Said(Decision.KEEP, "", dt.date(2020, 1, 1))]
)
def test_directive_is_refused_when_what_it_needs_is_missing(said: Said) -> None:
    case, minister = _on_table(), a_viewer("minister")
    with within(minister), pytest.raises(Refused):
        moves.give(case, said, by=minister)
    with within(HOUSE):
        assert not Directive.objects.exists()
