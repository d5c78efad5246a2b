"""Background work on papers: scan one, ask again for those held, mend the files."""

from __future__ import annotations

import datetime as dt
import logging
import uuid

from majlis.cases import queries_papers as queries
from majlis.cases.moves import papers as moves
from majlis.cases.papers import store
from majlis.cases.papers.scanner import Verdict, scanner
from majlis.core import jobs
from majlis.core.scope import within
from majlis.core.viewer import system

_log = logging.getLogger("majlis.papers")
_SCANNER = system("majlis.cases.tasks.scan")
_SWEEPER = system("majlis.cases.tasks.sweep_papers")
PATIENCE = dt.timedelta(seconds=30)
ALARM = dt.timedelta(minutes=30)


@jobs.task("majlis.cases.tasks.scan", within_scope=False)
def scan(*, paper: str) -> None:
    """Have one held paper scanned. No transaction is open while the scanner works; if it is away, the paper waits."""
    wanted = uuid.UUID(paper)
    with within(_SCANNER):
        if not queries.held(wanted):
            return
    path = store.place(wanted)
    verdict = scanner().scan(path) if path.exists() else Verdict.UNAVAILABLE
    with within(_SCANNER):
        moves.settle(wanted, verdict, by=_SCANNER)


@jobs.task("majlis.cases.tasks.sweep_papers", every="* * * * *", within_scope=False)
def sweep_papers() -> None:
    """Ask the scanner again for the papers that it has not judged, and raise the alarm when it is away or old."""
    state = scanner().check()
    with within(_SWEEPER):
        if state == "down":
            late = queries.waiting(since=ALARM, most=1000)
            level = logging.ERROR if late else logging.WARNING
            _log.log(level, "the scanner is down; %s papers have waited over half an hour", len(late))
            return
        if state == "old":
            _log.error("the scanner's signatures are older than a week")
        for paper in queries.waiting(since=PATIENCE):
            jobs.enqueue("majlis.cases.tasks.scan", once=f"scan:{paper}", paper=str(paper))


@jobs.task("majlis.cases.tasks.repair_papers", every="40 22 * * *", within_scope=False)
def repair_papers() -> None:
    """Remove files that no paper names, and report papers whose file is gone. At 01:40 in Riyadh."""
    moves.repair()
