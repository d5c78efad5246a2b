"""Who may do what in the minister's office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from majlis.cases import rules as cases

if TYPE_CHECKING:
    from majlis.cases.models import Case
    from majlis.core.viewer import Viewer


def is_minister(viewer: Viewer) -> bool:
    """Tell whether the minister himself is signed in."""
    return viewer.holds("minister")


def is_office(viewer: Viewer) -> bool:
    """Tell whether an officer of the minister's office is signed in."""
    return viewer.holds("minister_office")


def may_brief(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may write the brief of a case."""
    return is_office(viewer) and not cases.is_barred(viewer, case)


def may_set_task(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may set the office a task in a case."""
    return case.is_open and (is_office(viewer) or is_minister(viewer)) and not cases.is_barred(viewer, case)


def may_direct(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may give or note a directive on a case in its present state."""
    on_table = case.state in ("accepted", "scheduled", "presented")
    return on_table and (is_office(viewer) or is_minister(viewer)) and not cases.is_barred(viewer, case)


def may_read_brief(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may open the brief of a case."""
    return (is_office(viewer) or is_minister(viewer)) and not cases.is_barred(viewer, case)


def may_decide(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may open the page of a directive: the office, the minister, or the level above."""
    if case.road == "service" and case.state == "accepted" and may_decide_service(viewer):
        return not cases.is_barred(viewer, case)
    return may_direct(viewer, case)


def may_decide_service(viewer: Viewer) -> bool:
    """Tell whether the viewer stands above the centres, and decides on complaints about them and suggestions."""
    return viewer.holds("programme_director")
