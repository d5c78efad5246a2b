"""Papers in a database where transactions really commit: scanned, destroyed, raced for, repaired."""

from __future__ import annotations

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
from django.db import connection, transaction

from majlis.cases import queries_papers as queries
from majlis.cases import tasks_papers as tasks
from majlis.cases.models import Paper
from majlis.cases.models.papers import Scan
from majlis.cases.moves import papers as moves
from majlis.cases.papers import store
from majlis.cases.tests import files
from majlis.cases.tests.builders import HOUSE, a_case
from majlis.cases.tests.clamd import Daemon, daemon
from majlis.cases.tests.files import EICAR, upload
from majlis.cases.tests.sending import _draft, _held_files, _jobs, _owner, _send
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import ANONYMOUS
from majlis.notifications.models import Notice
from majlis.trail.models import Entry


@pytest.fixture(autouse=True)
def _own_papers(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "papers")


@pytest.fixture(scope="module")
def clamd() -> Iterator[Daemon]:
    with daemon() as one:
        yield one


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
