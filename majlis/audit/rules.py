"""Who may check a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from majlis.cases import rules as cases
from majlis.trail.queries import acted_on

if TYPE_CHECKING:
    from majlis.cases.models import Case
    from majlis.core.viewer import Viewer


def may_check(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may decide on the case as audit: not when it was objected to and he had a part in it."""
    if not cases.may(viewer, "accept", case):
        return False
    return not (case.objected and acted_on(case.pk, viewer.id))
