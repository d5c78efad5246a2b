"""Papers: take them in, adopt those of a draft, let the scanner's word fall, note an opening, mend what broke off."""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from majlis.cases import rules
from majlis.cases.models import Case, ChecklistItem, Paper, PaperRequest
from majlis.cases.models.papers import Scan
from majlis.cases.moves.door import is_shared, lock
from majlis.cases.moves.telling import status_address
from majlis.cases.papers import store
from majlis.cases.papers.prepare import MEGABYTE, Ready, prepare
from majlis.cases.papers.scanner import Verdict
from majlis.cases.queries_papers import papers_of_draft
from majlis.core import clock, jobs
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Kind, Viewer
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.trail import moves as trail

_log = logging.getLogger("majlis.papers")
DAY = 86_400
TRIES = 3
"""How often the number of papers may be tried in all, those that the scanner refused included."""


def take_paper(
    upload: UploadedFile[Any],
    *,
    by: Viewer,
    case: Case | None = None,
    draft: uuid.UUID | None = None,
    item_code: str = "",
    staff_only: bool = False,
    trusted: bool = False,
) -> Paper:
    """Take a file in for a case or for a draft (by its key), and have it scanned; held until then.

    `item_code` names the line of the checklist that it answers. The same file for the same line is kept once, however
    often it is sent. `trusted` is for rooms above, which asked their own rule. Call it within `by`'s scope.
    Raises PermissionDenied, and Refused: `paper_…` by what the file is, `papers_many`, `papers_heavy`, `papers_tries`,
    `no_such_paper`, `closed`, `no_room`.
    """
    if (case is None) == (draft is None):
        raise ValueError("a paper belongs to a case or to a draft")
    if case is not None and not trusted:
        _require(by, case)
    if staff_only and by.kind not in {Kind.STAFF, Kind.SYSTEM}:
        raise PermissionDenied
    ready = prepare(upload)
    with house():
        item = _hold(case, draft, item_code, by)
        before = list(Paper.objects.filter(case=case) if case is not None else Paper.objects.filter(draft=draft))
        same = [one for one in before if (one.sha256, one.item_code) == (ready.sha256, item_code)]
        kept = [one for one in same if one.scan != Scan.REFUSED and one.staff_only == staff_only]
        if kept:
            return kept[0]
        _refuse_too_many(before, ready, case, by)
        return _keep(ready, case=case, draft=draft, item=item, item_code=item_code, staff_only=staff_only, by=by)


def _require(by: Viewer, case: Case) -> None:
    """Refuse who has no part in the case. Its person adds while it is open, the staff of its desk at any time."""
    if rules.owns(by, case):
        if not case.is_open:
            raise Refused("closed", _("This request is closed. Object to it or ask anew, and send the paper then."))
    elif not (rules.holds_power(by, "note", case) or (by.is_staff and is_shared(by, case))):
        raise PermissionDenied


def _hold(case: Case | None, draft: uuid.UUID | None, item_code: str, by: Viewer) -> ChecklistItem | None:
    """Let nobody else add to the same case or draft until this transaction ends; return the line that is answered."""
    if case is None:
        assert draft is not None  # noqa: S101 - one of the two is given
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [draft.int % (1 << 63)])
        return None
    held = lock(case.pk)
    if rules.owns(by, held) and not held.is_open:
        raise Busy()
    if not item_code:
        return None
    item = ChecklistItem.objects.filter(case=case, code=item_code).first()
    if item is None:
        raise Refused("no_such_paper", _("This paper is not on the list of this request. Send it as another paper."))
    return item


def _refuse_too_many(before: list[Paper], ready: Ready, case: Case | None, by: Viewer) -> None:
    many, heavy = settings.PAPERS_MANY, settings.PAPERS_BYTES
    if by.is_staff:
        many, heavy, counted = many * 10, heavy * 10, [one for one in before if _of_staff(one)]
    else:
        counted = [one for one in before if not _of_staff(one)]
        asked = case and PaperRequest.objects.filter(case=case, ended_at__isnull=True).first()
        if asked:  # whoever is asked for more gets the same room again
            counted = [one for one in counted if one.at >= asked.asked_at]
    if len(counted) >= many * TRIES:
        raise Refused("papers_tries", _("Too many files were tried here. Bring the papers to any of our centres."))
    kept = [one for one in counted if one.scan != Scan.REFUSED]
    if len(kept) >= many:
        raise Refused("papers_many", _("%(most)s files can be sent here. Join several pages into one PDF."), most=many)
    if sum(one.size for one in kept) + len(ready.content) > heavy:
        raise Refused(
            "papers_heavy",
            _("Together the files may have %(most)s MB. Send smaller ones, or photographs."),
            most=heavy // MEGABYTE,
        )


def _keep(ready: Ready, *, case: Case | None, by: Viewer, item: ChecklistItem | None, **fields: object) -> Paper:
    paper = Paper(
        case=case,
        item=item,
        name=ready.name,
        media_type=ready.media_type,
        size=len(ready.content),
        pages=ready.pages,
        sha256=ready.sha256,
        by=by.token,
        **fields,
    )
    store.write(paper.pk, ready.content)
    try:
        paper.save(force_insert=True)
        if case is not None:
            _record_coming(paper, case, by)
        jobs.enqueue("majlis.cases.tasks.scan", once=f"scan:{paper.pk}", paper=str(paper.pk))
    except BaseException:
        store.remove(paper.pk)
        raise
    return paper


def file_own(case: Case, *, name: str, content: bytes, media_type: str, by: Viewer) -> Paper:
    """File a page that the house made itself, such as a letter, for the staff only. It needs no scanner.

    The caller holds the case and works as the house. Raises Refused `no_room`.
    """
    paper = Paper(
        case=case,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        scan=Scan.CLEAN,
        checked_at=clock.now(),
        staff_only=True,
        by=by.token,
    )
    store.write(paper.pk, content)
    try:
        paper.save(force_insert=True)
    except BaseException:
        store.remove(paper.pk)
        raise
    return paper


def _record_coming(paper: Paper, case: Case, by: Viewer) -> None:
    item = paper.item
    names = {"ar": item.name_ar, "en": item.name_en or item.name_ar} if item else {"ar": "ورقة", "en": "a paper"}
    kind = "case.paper_for_staff" if paper.staff_only else "case.paper_added"
    trail.record(kind, by=by, subject=("case", case.pk), case=case.pk, item=names, paper=str(paper.pk))


def _of_staff(paper: Paper) -> bool:
    return paper.by.startswith(f"{Kind.STAFF}:")


def adopt(draft: uuid.UUID, case: Case, *, by: Viewer, held: Sequence[Paper] | None = None) -> int:
    """Give a new case the papers that were sent with its draft; returns how many. The caller holds the new case.

    `held` are these papers, where the caller holds them already.
    """
    with house():
        papers = papers_of_draft(draft, hold=True) if held is None else held
        if not papers:
            return 0
        items = {item.code: item for item in ChecklistItem.objects.filter(case=case)}
        for paper in papers:
            paper.case, paper.item, paper.draft = case, items.get(paper.item_code), None
            _record_coming(paper, case, by)
        Paper.objects.bulk_update(papers, ["case", "item", "draft"])
        for paper in papers:
            if paper.scan == Scan.REFUSED:
                _tell_refused(paper, case, by)
    return len(papers)


def drop_draft_paper(paper: uuid.UUID, draft: uuid.UUID) -> bool:
    """Remove a paper of a draft, with its file; the draft's key is the power to do so. False when it is not there."""
    with house():
        gone, _kinds = Paper.objects.filter(pk=paper, draft=draft, case__isnull=True).delete()
    if gone:
        transaction.on_commit(lambda: store.remove(paper))
    return bool(gone)


def drop_drafts(drafts: Iterable[uuid.UUID]) -> int:
    """Remove all papers of drafts that are wiped, with their files; returns how many."""
    with house():
        ids = list(Paper.objects.filter(draft__in=list(drafts), case__isnull=True).values_list("pk", flat=True))
        Paper.objects.filter(pk__in=ids).delete()
    transaction.on_commit(lambda: _remove_all(ids))
    return len(ids)


def _remove_all(ids: list[uuid.UUID]) -> None:
    for one in ids:
        store.remove(one)


def settle(paper: uuid.UUID, verdict: Verdict, *, by: Viewer) -> bool:
    """Let the scanner's word fall on a held paper: clean, or refused and its bytes destroyed and its person told.

    Returns False when there was nothing to settle: no verdict, no such paper, or another verdict came first.
    """
    if verdict is Verdict.UNAVAILABLE:
        return False
    with house():
        seen = Paper.objects.filter(pk=paper, scan=Scan.HELD).first()
        if seen is None:
            return False
        case = lock(seen.case_id) if seen.case_id else None
        held = Paper.objects.select_for_update().filter(pk=paper, scan=Scan.HELD).first()
        if held is None:
            return False
        if held.case_id != seen.case_id:  # its draft became a case at this moment
            raise Busy()
        said = Scan.CLEAN if verdict is Verdict.CLEAN else Scan.REFUSED
        Paper.objects.filter(pk=paper).update(scan=said, checked_at=clock.now())
        if said == Scan.REFUSED:
            transaction.on_commit(lambda: store.remove(paper))
            if case is not None:
                _tell_refused(held, case, by)
    return True


def _tell_refused(paper: Paper, case: Case, by: Viewer) -> None:
    """Write it into the book; tell the person when the file was his own, for an officer's stands on the case's page."""
    kind = "case.paper_of_staff_refused" if _of_staff(paper) else "case.paper_refused"
    trail.record(kind, by=by, subject=("case", case.pk), case=case.pk, paper=str(paper.pk))
    if not _of_staff(paper):
        notifications.owe(
            "case.paper_refused",
            to=addressees.beneficiary(case.beneficiary_id),
            facts={"reference": case.reference, "address": status_address(case)},
            about=("case", case.pk),
            version=paper.pk.int % 2_000_000_000,
        )


def note_opening(paper: Paper, *, by: Viewer) -> None:
    """Write into the book that a member of the staff opened a paper. Its own person's opening is his affair."""
    if not by.is_staff or paper.case_id is None:
        return
    with house():
        lock(paper.case_id)
        trail.record(
            "case.paper_opened", by=by, subject=("case", paper.case_id), case=paper.case_id, paper=str(paper.pk)
        )


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair found: files removed because no row names them, and papers whose file is not there."""

    removed: int
    missing: tuple[uuid.UUID, ...]


def repair() -> Repaired:
    """Remove the files, older than a day, that no living paper names; tell of papers without their file."""
    removed, missing = 0, []
    with transaction.atomic(), house():
        for digits, ages in store.folders():
            named = set(_named(digits))
            for paper in [paper for paper, age in ages.items() if paper not in named and age > DAY]:
                store.remove(paper)
                removed += 1
            missing += [paper for paper in named - set(ages) if not store.place(paper).exists()]
        still = list(_living().filter(pk__in=missing).values_list("pk", flat=True))
    if still:
        _log.error("papers without their file: %s", ", ".join(str(paper) for paper in still[:20]))
    return Repaired(removed, tuple(still))


def _named(digits: str) -> Iterable[uuid.UUID]:
    first, last = uuid.UUID(digits + "0" * 30), uuid.UUID(digits + "f" * 30)
    return _living().filter(pk__gte=first, pk__lte=last).values_list("pk", flat=True)


def _living() -> QuerySet[Paper]:
    return Paper.objects.exclude(scan=Scan.REFUSED)
