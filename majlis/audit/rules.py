"""Who may check a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from majlis.cases import rules as cases
from majlis.trail.queries import acted_on

if TYPE_CHECKING:
    from majlis.audit.models import HandoverList
    from majlis.cases.models import Case
    from majlis.core.viewer import Viewer


def may_check(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may decide on the case as audit: not when it was objected to and he had a part in it."""
    if not cases.may(viewer, "accept", case):
        return False
    return not (case.objected and acted_on(case.pk, viewer.id))


def may_list(viewer: Viewer) -> bool:
    """Tell whether the viewer makes the lists by which accepted cases are handed over."""
    return viewer.holds("audit_officer")


def holds_signature(viewer: Viewer, made: HandoverList) -> bool:
    """Tell whether the viewer signs lists for the ministry at all: never his own."""
    return viewer.holds("minister_office") and made.made_by != viewer.token


def may_sign(viewer: Viewer, made: HandoverList) -> bool:
    """Tell whether the viewer may sign this list now."""
    return not made.signed_by and holds_signature(viewer, made)
