"""What the workbench does by itself. Every act on a case is an act of another room."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.accounts.models import Staff
from majlis.cases import moves as cases
from majlis.cases.models import Case, Share
from majlis.cases.moves.door import lock
from majlis.core import clock
from majlis.core.constraints import explain
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.desk import rules
from majlis.desk.models import SavedView
from majlis.trail import moves as trail

MOST_VIEWS = 20
LONGEST_LOAN = 8 * 60

explain("desk_view_name_once", "view_named", _("You have a view of this name. Choose another name."))


def save_view(*, by: Viewer, name: str, list_code: str, filter_code: str) -> SavedView:
    """Keep a list with its filter under a name, for oneself only."""
    if not by.is_staff:
        raise PermissionDenied
    with house():
        if SavedView.objects.filter(staff=by.id).count() >= MOST_VIEWS:
            raise Refused("views_many", _("You have twenty views. Remove one that you no longer need."))
        return SavedView.objects.create(staff_id=by.id, name=name, list=list_code, filter=filter_code)


def drop_view(view: SavedView, *, by: Viewer) -> None:
    """Remove a view of one's own."""
    if view.staff_id != by.id:
        raise PermissionDenied
    with house():
        SavedView.objects.filter(pk=view.pk).delete()


def note_reveal(case: Case, *, by: Viewer) -> None:
    """Write into the book that somebody saw the whole number and telephone of a case's person."""
    if not rules.may_reveal(by, case):
        raise PermissionDenied
    with house():
        lock(case.pk)
        trail.record("desk.revealed", by=by, subject=("beneficiary", case.beneficiary_id), case=case.pk)


def lend(case: Case, *, by: Viewer, to: Staff, minutes: int) -> Share:
    """Open a case to a colleague for a while, for a visit or to sit at one's side; it is written into the book.

    Whoever the case names as complained of never reads it, by a share either.
    """
    if not rules.may_lend(by, case):
        raise PermissionDenied
    if f"staff:{to.pk}" in case.barred:
        raise Refused("complained_of", _("This case cannot be opened to this officer."))
    until = clock.now() + dt.timedelta(minutes=min(minutes, LONGEST_LOAN))
    return cases.share(case, by=by, viewer=f"staff:{to.pk}", why="companion", until=until)
