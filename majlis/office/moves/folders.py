"""Folders and briefs: prepare what is put before the minister."""

from __future__ import annotations

import secrets

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.cases import moves as cases
from majlis.cases.models import Case
from majlis.cases.moves.door import lock
from majlis.cases.states import State as CaseState
from majlis.core import arabic, clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.office import rules
from majlis.office.models import Brief, Folder, FolderCounter
from majlis.office.states import FOLDER_MOVES
from majlis.trail import moves as trail

FIELDS = {"lines": 600, "asked": 400, "opinions": 900, "options": 900, "proposed": 400}


def _require(by: Viewer) -> None:
    if not rules.is_office(by):
        raise PermissionDenied


def write_brief(case: Case, words: dict[str, str], *, by: Viewer, version: int | None = None) -> Brief:
    """Write or mend the brief of a case; `words` holds the parts by name. `version` is the one the page showed."""
    _require(by)
    parts = {name: arabic.clean(words.get(name, ""))[:longest] for name, longest in FIELDS.items()}
    if not parts["lines"] or not parts["asked"]:
        raise Refused("brief_empty", _("Say in three lines what it is about, and what is asked."))
    with house():
        held = lock(case.pk)
        brief = Brief.objects.filter(case=held).order_by("-id").first()
        if brief is None:
            brief = Brief.objects.create(case=held, code=secrets.token_hex(8), written_by=by.token, **parts)
        else:
            rows = Brief.objects.filter(pk=brief.pk, version=version or brief.version)
            if not rows.update(**parts, version=brief.version + 1, written_by=by.token, written_at=clock.now()):
                raise Busy()
            brief.refresh_from_db()
        trail.record("office.brief_written", by=by, subject=("brief", brief.pk), case=held.pk)
    return brief


def make_folder(chosen: list[Case], *, by: Viewer) -> Folder:
    """Put cases that are to be presented and have a brief into a new folder, the gravest first."""
    _require(by)
    with house():
        rows = Brief.objects.filter(case__in=chosen, case__state=CaseState.TO_PRESENT).select_related("case")
        newest = {brief.case_id: brief for brief in rows.order_by("id")}
        ready = sorted(newest.values(), key=lambda brief: (brief.case.priority, -brief.case.points, brief.case_id))
        if not ready:
            raise Refused("no_briefs", _("Choose cases that are to be presented and whose brief is written."))
        FolderCounter.objects.get_or_create(pk=1)
        counter = FolderCounter.objects.select_for_update().get(pk=1)
        FolderCounter.objects.filter(pk=1).update(last=counter.last + 1)
        folder = Folder.objects.create(number=counter.last + 1, made_by=by.token)
        for place, brief in enumerate(ready, start=1):
            Brief.objects.filter(pk=brief.pk).update(folder=folder, place=place)
    return folder


def take_out(folder: Folder, brief: Brief, *, by: Viewer) -> None:
    """Take a brief out of a folder that is still being prepared."""
    _require(by)
    with house():
        if not FOLDER_MOVES["take_out"].allows(Folder.objects.get(pk=folder.pk).state):
            raise Busy()
        Brief.objects.filter(pk=brief.pk, folder=folder).update(folder=None, place=0)


def present(folder: Folder, *, by: Viewer) -> Folder:
    """Put a folder before the minister: every case in it is now before him."""
    _move(folder, "present", by, presented_at=clock.now())
    with house():
        held = [brief.case for brief in Brief.objects.filter(folder=folder).select_related("case").order_by("case_id")]
    for case in held:
        if case.state == CaseState.TO_PRESENT:
            cases.present(case, by=by)
    return folder


def take_back(folder: Folder, *, by: Viewer) -> Folder:
    """The folder came back. Cases without a directive go into the file again."""
    _move(folder, "return", by, returned_at=clock.now())
    return folder


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
