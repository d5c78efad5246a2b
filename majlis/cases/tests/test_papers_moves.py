"""Papers come in once, within limits, for whoever may; wait for the scanner; and outlive whatever breaks."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from majlis.accounts.tests.builders import a_viewer
from majlis.cases import moves as cases
from majlis.cases import queries_papers as queries
from majlis.cases.models import Case, ChecklistItem, Paper
from majlis.cases.models.papers import Scan
from majlis.cases.moves import papers as moves
from majlis.cases.papers import store
from majlis.cases.papers.scanner import Verdict
from majlis.cases.states import State
from majlis.cases.tests import files
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.cases.tests.sending import _draft, _held_files, _jobs, _owner, _send
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import ANONYMOUS, Kind, Viewer
from majlis.notifications.models import Notice
from majlis.trail.models import Entry


@pytest.fixture(autouse=True)
def _own_papers(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "papers")


def _code(call: Any) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


@pytest.mark.django_db
def test_paper_is_held_and_will_be_scanned_when_it_came() -> None:
    case = a_case()
    paper = _send(case, item_code=(item := _line(case)).code)
    path = store.place(paper.pk)
    assert path.read_bytes() == files.pdf()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.name == str(paper.pk)[:2]
    with within(HOUSE):
        paper.refresh_from_db()
        assert (paper.scan, paper.size, paper.pages, paper.item, paper.name) == (
            Scan.HELD,
            len(files.pdf()),
            1,
            item,
            "عقد.pdf",
        )
        entry = Entry.objects.filter(case_id=case.pk).latest("seq")
    assert (entry.kind, entry.facts["paper"]) == ("case.paper_added", str(paper.pk))
    assert _jobs("majlis.cases.tasks.scan") == [{"paper": str(paper.pk)}]


def _line(case: Case) -> ChecklistItem:
    with within(HOUSE):
        return ChecklistItem.objects.get_or_create(
            case=case, code="contract", defaults={"name_ar": "عقد العمل", "name_en": "Work contract"}
        )[0]


@pytest.mark.django_db
def test_paper_is_kept_once_when_sent_again_for_the_same_line() -> None:
    case = a_case()
    line = _line(case).code
    first, again = _send(case, item_code=line), _send(case, item_code=line)
    assert first == again
    assert _send(case) != first  # one file may answer two lines
    assert len(_held_files()) == 2


@pytest.mark.django_db
def test_paper_is_refused_when_its_line_is_not_on_the_list() -> None:
    case = a_case()
    assert _code(lambda: _send(case, item_code="no-such-line")) == "no_such_paper"
    assert _held_files() == []


@pytest.mark.django_db
def test_paper_is_refused_when_there_are_too_many_or_too_heavy(settings: Any) -> None:
    settings.PAPERS_MANY, case = 3, a_case()
    for pages in (1, 2, 3):
        _send(case, files.pdf(pages))
    assert _code(lambda: _send(case, files.pdf(4))) == "papers_many"
    assert _send(case, files.pdf(3)).pages == 3  # that one is here already
    settings.PAPERS_MANY, settings.PAPERS_BYTES = 10, 3000
    assert _code(lambda: _send(case, files.pdf(stream=bytes(2500)))) == "papers_heavy"
    assert len(_held_files()) == 3


@pytest.mark.django_db
def test_there_is_room_again_when_papers_were_asked_for(settings: Any) -> None:
    settings.PAPERS_MANY, case = 1, a_case()
    _send(case)
    assert _code(lambda: _send(case, files.pdf(2))) == "papers_many"
    in_state(case, State.UNDER_AUDIT, section="audit")
    line, auditor = _line(case).code, a_viewer("audit_officer")
    with within(auditor):
        cases.ask_for_papers(case, by=auditor, codes=[line], due_on=clock.today())
    _send(case, files.pdf(2), item_code=line)
    assert _code(lambda: _send(case, files.pdf(3))) == "papers_many"


@pytest.mark.django_db
def test_tries_end_when_the_scanner_refuses_again_and_again(settings: Any) -> None:
    settings.PAPERS_MANY, case = 1, a_case()
    for _try in range(moves.TRIES):
        paper = _send(case)
        with within(HOUSE):
            moves.settle(paper.pk, Verdict.REFUSED, by=HOUSE)
    assert _code(lambda: _send(case)) == "papers_tries"


@pytest.mark.django_db
def test_paper_is_refused_when_the_disk_is_nearly_full(settings: Any) -> None:
    settings.PAPERS_ROOM_LEFT, case = 1 << 60, a_case()
    assert _code(lambda: _send(case)) == "no_room"
    assert _held_files() == []
    with within(HOUSE):
        assert not Paper.objects.exists()


@pytest.mark.django_db
def test_nobody_adds_a_paper_when_he_has_no_part_in_the_case() -> None:
    here, there = a_centre(), a_centre()
    case, other = a_case(centre=here), a_case(centre=there)
    mine = a_viewer("operations_officer", here)
    in_state(case, State.REGISTERED, section="operations")
    assert _send(case, by=mine, staff_only=True).staff_only
    for by in (ANONYMOUS, _owner(other), Viewer(kind=Kind.LIAISON, id=3), a_viewer("operations_officer", there)):
        with pytest.raises(PermissionDenied):
            _send(case, by=by)
    with pytest.raises(PermissionDenied):
        _send(case, staff_only=True)
    with pytest.raises(ValueError, match="case or to a draft"):
        _send(case, draft=uuid.uuid4())
    in_state(case, State.CLOSED, outcome="done", closed_at=clock.now(), section="archive")
    assert _code(lambda: _send(case, files.pdf(9))) == "closed"


@pytest.mark.django_db
def test_public_history_is_silent_when_a_paper_is_for_the_staff_only() -> None:
    here = a_centre()
    case = a_case(centre=here)
    clerk = a_viewer("inquiries_officer", here)
    paper = _send(case, by=clerk, staff_only=True)
    with within(HOUSE), connection.cursor():
        moves.settle(paper.pk, Verdict.REFUSED, by=HOUSE)
        kinds = list(Entry.objects.filter(case_id=case.pk).order_by("seq").values_list("kind", flat=True))
        assert not Notice.objects.filter(kind="case.paper_refused").exists()
    assert kinds[-2:] == ["case.paper_for_staff", "case.paper_of_staff_refused"]
    from majlis.trail import kinds as known

    assert [known.known(kind).public for kind in kinds[-2:]] == [None, None]


@pytest.mark.django_db(transaction=False)
def test_draft_brings_its_papers_when_it_becomes_a_case(django_capture_on_commit_callbacks: Any) -> None:
    draft, other = uuid.uuid4(), uuid.uuid4()
    kept, bad, gone = _draft(draft), _draft(draft, files.pdf(2)), _draft(draft, files.pdf(3), item_code="contract")
    named = _draft(draft, files.pdf(4), item_code="contract")
    assert _draft(draft) == kept
    assert _draft(other) != kept
    with within(HOUSE):
        moves.settle(bad.pk, Verdict.REFUSED, by=HOUSE)
    assert [paper.pk for paper in queries.papers_of_draft(draft)] == [kept.pk, bad.pk, gone.pk, named.pk]
    with django_capture_on_commit_callbacks(execute=True), within(ANONYMOUS):
        assert not moves.drop_draft_paper(gone.pk, other)
        assert moves.drop_draft_paper(gone.pk, draft)
    assert not store.place(gone.pk).exists()
    case = a_case()
    line = _line(case)
    assert [item.code for item in _missing(case)] == [*_required(case)]
    with within(HOUSE):
        assert moves.adopt(draft, case, by=ANONYMOUS) == 3
        assert {paper.pk: paper.item_id for paper in Paper.objects.filter(case=case)} == {
            kept.pk: None,
            bad.pk: None,
            named.pk: line.pk,
        }
        assert Notice.objects.filter(kind="case.paper_refused", case_id=case.pk).count() == 1
        assert not moves.drop_draft_paper(kept.pk, draft)
    assert "contract" not in [item.code for item in _missing(case)]


def _missing(case: Case) -> list[ChecklistItem]:
    with within(_owner(case)):
        return queries.missing(case)


def _required(case: Case) -> list[str]:
    with within(HOUSE):
        lines = ChecklistItem.objects.filter(case=case, required=True).order_by("id")
        return list(lines.values_list("code", flat=True))


@pytest.mark.django_db
def test_line_is_missing_until_a_paper_answers_it_or_it_is_waived() -> None:
    case = a_case()
    line = _line(case)
    before = {item.code for item in _missing(case)}
    assert "contract" in before
    paper = _send(case, item_code="contract")
    assert {item.code for item in _missing(case)} == before - {"contract"}
    with within(HOUSE):
        moves.settle(paper.pk, Verdict.REFUSED, by=HOUSE)
    assert {item.code for item in _missing(case)} == before
    with within(HOUSE):
        ChecklistItem.objects.filter(pk=line.pk).update(waived_why="seen at the desk")
    assert {item.code for item in _missing(case)} == before - {"contract"}


@pytest.mark.django_db
def test_old_drafts_take_their_papers_along_when_wiped(django_capture_on_commit_callbacks: Any) -> None:
    gone, stays = uuid.uuid4(), uuid.uuid4()
    paper, other = _draft(gone), _draft(stays)
    with django_capture_on_commit_callbacks(execute=True), within(HOUSE):
        assert moves.drop_drafts([gone]) == 1
    assert _held_files() == [store.place(other.pk)]
    assert queries.papers_of_draft(gone) == []
    assert paper.pk != other.pk


@pytest.mark.django_db
def test_second_verdict_changes_nothing_when_one_has_fallen() -> None:
    paper = _send(a_case())
    with within(HOUSE):
        assert not moves.settle(paper.pk, Verdict.UNAVAILABLE, by=HOUSE)
        assert moves.settle(paper.pk, Verdict.CLEAN, by=HOUSE)
        assert not moves.settle(paper.pk, Verdict.REFUSED, by=HOUSE)
        assert not moves.settle(uuid.uuid4(), Verdict.CLEAN, by=HOUSE)
        paper.refresh_from_db()
    assert paper.scan == Scan.CLEAN
    assert store.place(paper.pk).exists()
