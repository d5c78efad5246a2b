"""Papers come in once, within limits, for whoever may; wait for the scanner; and outlive whatever breaks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from majlis.accounts.tests.builders import a_viewer
from majlis.cases import moves as cases
from majlis.cases import queries_papers as queries
from majlis.cases import tasks_papers as tasks
from majlis.cases.models import Case, ChecklistItem, Paper
from majlis.cases.models.papers import Scan
from majlis.cases.moves import papers as moves
from majlis.cases.papers import store
from majlis.cases.papers.scanner import Verdict
from majlis.cases.states import State
from majlis.cases.tests import files
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.cases.tests.clamd import Daemon, daemon
from majlis.cases.tests.files import EICAR, upload
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


@pytest.fixture(scope="module")
def clamd() -> Iterator[Daemon]:
    with daemon() as one:
        yield one


def _owner(case: Case) -> Viewer:
    return Viewer(kind=Kind.LINK, id=case.pk)


def _send(case: Case, content: bytes | None = None, *, by: Viewer | None = None, **words: Any) -> Paper:
    by = by or _owner(case)
    with within(by):
        return moves.take_paper(upload(content or files.pdf(), "عقد.pdf"), by=by, case=case, **words)


def _draft(draft: uuid.UUID, content: bytes | None = None, **words: Any) -> Paper:
    with within(ANONYMOUS):
        return moves.take_paper(upload(content or files.pdf()), by=ANONYMOUS, draft=draft, **words)


def _held_files() -> list[Path]:
    return sorted(path for _digits, ages in store.folders() for path in map(store.place, ages))


def _jobs(name: str) -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [name])
        return [json.loads(row[0]) for row in cursor.fetchall()]


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


# ---- what really commits ------------------------------------------------------------------------------------


def test_paper_is_clean_when_the_scanner_is_back(committed: str, settings: Any, clamd: Daemon) -> None:
    settings.SCANNER, settings.CLAMD = "clamd", str(Path(settings.MEDIA_ROOT) / "nobody")
    case = a_case()
    paper = _send(case)
    tasks.scan(paper=str(paper.pk))
    tasks.sweep_papers()
    assert _state(paper) == Scan.HELD
    settings.CLAMD = clamd.address
    with within(HOUSE):
        Paper.objects.filter(pk=paper.pk).update(at=clock.now() - tasks.PATIENCE * 2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
    tasks.sweep_papers()
    assert _jobs("majlis.cases.tasks.scan") == [{"paper": str(paper.pk)}] * 2
    tasks.scan(paper=str(paper.pk))
    tasks.scan(paper=str(paper.pk))
    assert _state(paper) == Scan.CLEAN


def test_file_is_destroyed_and_its_person_told_when_it_is_harmful(committed: str, settings: Any, clamd: Daemon) -> None:
    settings.SCANNER, settings.CLAMD = "clamd", clamd.address
    case = a_case()
    paper = _send(case, files.pdf(stream=EICAR))
    assert store.place(paper.pk).exists()
    tasks.scan(paper=str(paper.pk))
    assert _state(paper) == Scan.REFUSED
    assert not store.place(paper.pk).exists()
    with within(HOUSE):
        assert Entry.objects.filter(case_id=case.pk).latest("seq").kind == "case.paper_refused"
        notice = Notice.objects.get(kind="case.paper_refused")
        assert notice.facts["reference"] == case.reference
    assert _send(case, files.pdf(stream=EICAR)) != paper


def test_paper_passes_when_no_scanner_is_set_up(committed: str, settings: Any) -> None:
    settings.SCANNER = "off"
    paper = _send(a_case())
    tasks.scan(paper=str(paper.pk))
    assert _state(paper) == Scan.CLEAN


def test_paper_is_kept_once_when_it_comes_twice_at_the_same_moment(committed: str) -> None:
    case, draft, found = a_case(), uuid.uuid4(), []
    start = threading.Barrier(8)

    def send(place: str) -> None:
        start.wait()
        paper = _send(case) if place == "case" else _draft(draft)
        found.append((place, paper.pk))
        connection.close()

    threads = [threading.Thread(target=send, args=(place,)) for place in ("case", "draft") * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 2
    assert len(_held_files()) == 2


def test_limit_holds_when_many_come_at_the_same_moment(committed: str, settings: Any) -> None:
    settings.PAPERS_MANY, draft, codes = 2, uuid.uuid4(), []
    start = threading.Barrier(6)

    def send(pages: int) -> None:
        start.wait()
        try:
            _draft(draft, files.pdf(pages))
        except Refused as refused:
            codes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(1 + pages,)) for pages in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == ["papers_many"] * 4
    assert len(_held_files()) == len(queries_of(draft)) == 2


def queries_of(draft: uuid.UUID) -> list[Paper]:
    with within(ANONYMOUS):
        return queries.papers_of_draft(draft)


def test_no_file_stays_when_the_request_fails_and_the_repair_ran(committed: str) -> None:
    case = a_case()
    kept = _send(case)
    with pytest.raises(RuntimeError, match="later"), within(_owner(case)):
        moves.take_paper(upload(files.pdf(5)), by=_owner(case), case=case)
        raise RuntimeError("later")
    assert len(_held_files()) == 2
    assert moves.repair() == moves.Repaired(0, ())  # it is of today: its request may still be under way
    _make_old()
    assert moves.repair() == moves.Repaired(1, ())
    assert _held_files() == [store.place(kept.pk)]


def _make_old() -> None:
    for path in _held_files():
        os.utime(path, (0, 0))


def test_repair_tells_of_papers_without_their_file(committed: str) -> None:
    case = a_case()
    lost, refused = _send(case), _send(case, files.pdf(2))
    store.remove(lost.pk)
    with within(HOUSE), transaction.atomic():
        Paper.objects.filter(pk=refused.pk).update(scan=Scan.REFUSED)  # killed before its bytes were destroyed
    _make_old()
    assert moves.repair() == moves.Repaired(1, (lost.pk,))
    assert _held_files() == []


_DIE = """
import os, signal, sys, uuid
import django
django.setup()
from django.db import connection
from majlis.cases.moves import papers
from majlis.cases.papers import store
from majlis.cases.tests import files
from majlis.core.scope import within
from majlis.core.viewer import ANONYMOUS
draft = uuid.UUID(sys.argv[1])
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "half":
    os.fsync = die
with within(ANONYMOUS):
    papers.take_paper(files.upload(files.pdf()), by=ANONYMOUS, draft=draft)
    if sys.argv[2] == "row":
        die()
"""


@pytest.mark.parametrize(("when", "rows", "whole"), [("half", 0, 0), ("row", 0, 1)])
def test_file_and_row_agree_after_the_repair_when_the_process_was_killed(
    when: str, rows: int, whole: int, committed: str, settings: Any
) -> None:
    draft = uuid.uuid4()
    environment = {**os.environ, "MAJLIS_PAPERS": settings.MEDIA_ROOT}
    done = subprocess.run(
        [sys.executable, "-c", _DIE, str(draft), when], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(queries_of(draft)) == rows
    assert len(_held_files()) == whole
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    moves.repair()
    left = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert left == [store.place(paper.pk) for paper in queries_of(draft)]
    assert len(left) == rows


def _state(paper: Paper) -> str:
    with within(HOUSE):
        return Paper.objects.get(pk=paper.pk).scan
