"""Directives: by whom, how known, and what moves."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_viewer
from majlis.cases.models import Case, Paper, Pending
from majlis.cases.states import Road, State
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house, within
from majlis.office import moves, queries, rules
from majlis.office.models import Brief, Directive
from majlis.office.moves import Said
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
    expected = FolderState.PRESENTED if name == "return" else FolderState.OPEN
    assert FOLDER_MOVES[name].allows(state) == (state == expected)


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
    assert not Directive.objects.exists()
