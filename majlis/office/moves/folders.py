"""Folders and briefs: prepare what is put before the minister."""

from __future__ import annotations

import datetime as dt
import secrets

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.cases import moves as cases
from majlis.cases import queries as case_queries
from majlis.cases import rules as case_rules
from majlis.cases.models import Case
from majlis.cases.moves.door import lock
from majlis.cases.states import State as CaseState
from majlis.core import arabic, clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.office import rules
from majlis.office.models import Brief, Folder, FolderCounter
from majlis.office.states import FOLDER_MOVES, FolderState
from majlis.trail import moves as trail

FIELDS = {"lines": 600, "asked": 400, "opinions": 900, "options": 900, "proposed": 400}


def _require(by: Viewer) -> None:
    if not rules.is_office(by):
        raise PermissionDenied


def write_brief(case: Case, words: dict[str, str], *, by: Viewer, version: int | None = None) -> Brief:
    """Write or mend the brief of a case; `words` holds the parts by name. `version` is the one the page showed.

    What was put before the minister stays as he saw it: mending it begins a new one.
    """
    _require(by)
    if case_rules.is_barred(by, case):
        raise PermissionDenied
    parts = {name: arabic.clean(words.get(name, ""))[:longest] for name, longest in FIELDS.items()}
    if not parts["lines"] or not parts["asked"]:
        raise Refused("brief_empty", _("Say in three lines what it is about, and what is asked."))
    with house():
        held = lock(case.pk)
        brief = Brief.objects.filter(case=held).select_related("folder").order_by("-id").first()
        if brief is not None and version is not None and brief.version != version:
            raise case_queries.busy(held.pk, by, "changed")
        if brief is None or _was_presented(brief):
            brief = _new(held, parts, by, brief)
        else:
            rows = Brief.objects.filter(pk=brief.pk)
            rows.update(**parts, version=brief.version + 1, written_by=by.token, written_at=clock.now())
            brief.refresh_from_db()
        trail.record("office.brief_written", by=by, subject=("brief", brief.pk), case=held.pk)
    return brief


def _new(case: Case, parts: dict[str, str], by: Viewer, before: Brief | None) -> Brief:
    return Brief.objects.create(
        case=case,
        code=secrets.token_hex(8),
        written_by=by.token,
        version=before.version + 1 if before else 1,
        not_before=before.not_before if before else None,
        **parts,
    )


def _was_presented(brief: Brief) -> bool:
    return brief.folder is not None and brief.folder.state != FolderState.OPEN


def make_folder(chosen: list[Case], *, by: Viewer) -> Folder:
    """Put cases that are to be presented and have a brief into a new folder, the gravest first.

    One that lies in an open folder already stays there; one that was presented before goes with a copy of its brief.
    """
    _require(by)
    with house():
        for pk in sorted(case.pk for case in chosen):
            lock(pk)
        rows = Brief.objects.filter(case__in=chosen, case__state=CaseState.TO_PRESENT).select_related("case", "folder")
        newest = {brief.case_id: brief for brief in rows.order_by("id")}
        free = [brief for brief in newest.values() if brief.folder is None or _was_presented(brief)]
        ready = sorted(free, key=lambda brief: (brief.case.priority, -brief.case.points, brief.case_id))
        if not ready:
            raise Refused("no_briefs", _("Choose cases that are to be presented and whose brief is written."))
        FolderCounter.objects.get_or_create(pk=1)
        counter = FolderCounter.objects.select_for_update().get(pk=1)
        FolderCounter.objects.filter(pk=1).update(last=counter.last + 1)
        folder = Folder.objects.create(number=counter.last + 1, made_by=by.token)
        for place, brief in enumerate(ready, start=1):
            parts = {name: getattr(brief, name) for name in FIELDS}
            fresh = _new(brief.case, parts, by, brief) if brief.folder else brief
            Brief.objects.filter(pk=fresh.pk).update(folder=folder, place=place)
    return folder


def take_out(folder: Folder, brief: Brief, *, by: Viewer) -> None:
    """Take a brief out of a folder that is still being prepared."""
    _require(by)
    with house():
        if not FOLDER_MOVES["take_out"].allows(Folder.objects.get(pk=folder.pk).state):
            raise Busy()
        Brief.objects.filter(pk=brief.pk, folder=folder).update(folder=None, place=0)


def present(folder: Folder, *, by: Viewer) -> Folder:
    """Put a folder before the minister: every case in it that is still to be presented is now before him."""
    _move(folder, "present", by, presented_at=clock.now())
    with house():
        briefs = Brief.objects.filter(folder=folder, case__state=CaseState.TO_PRESENT)
        held = [brief.case for brief in briefs.select_related("case").order_by("case_id")]
    if not held:
        raise Refused("empty_folder", _("No case of this folder is to be presented any more. Make a new one."))
    for case in held:
        cases.present(case, by=by)
    return folder


def take_back(folder: Folder, *, by: Viewer) -> Folder:
    """The folder came back. Each case waits until its page is scanned back, a directive noted, or it is put back."""
    _move(folder, "return", by, returned_at=clock.now())
    return folder


def put_back(folder: Folder, brief: Brief, *, by: Viewer, until: dt.date) -> None:
    """No directive came with the folder for this case: it is presented again, from a Riyadh day on."""
    _require(by)
    with house():
        held = Folder.objects.get(pk=folder.pk)
        if brief.folder_id != folder.pk or not FOLDER_MOVES["put_back"].allows(held.state):
            raise Busy()
        case = lock(brief.case_id)
        if case.state != CaseState.PRESENTED:
            raise case_queries.busy(case.pk, by)
        if case_rules.is_barred(by, case):
            raise PermissionDenied
        trail.record("office.brief_put_back", by=by, subject=("brief", brief.pk), case=case.pk)
        keep(case, by=by, until=until)


def keep(case: Case, *, by: Viewer, until: dt.date) -> None:
    """Put a case that is before the minister into the file again, not to be presented before a Riyadh day."""
    cases.keep(case, by=by, until=until)
    with house():
        newest = Brief.objects.filter(case=case).order_by("-id").first()
        if newest is not None:
            Brief.objects.filter(pk=newest.pk).update(not_before=until)


def _move(folder: Folder, name: str, by: Viewer, **changes: object) -> None:
    _require(by)
    with house():
        held = Folder.objects.select_for_update(no_key=True).get(pk=folder.pk)
        if not FOLDER_MOVES[name].allows(held.state):
            raise Busy()
        Folder.objects.filter(pk=held.pk).update(state=FOLDER_MOVES[name].after(held.state), **changes)
        kind = "office.folder_presented" if name == "present" else "office.folder_returned"
        trail.record(kind, by=by, subject=("folder", held.pk), number=held.number)
    folder.refresh_from_db()
