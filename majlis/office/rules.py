"""Who may do what in the minister's office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from majlis.cases import rules as cases
from majlis.cases.states import AFTER_THE_MINISTER, BEFORE_THE_MINISTER
from majlis.office.states import EFFECTS

if TYPE_CHECKING:
    from majlis.cases.models import Case
    from majlis.core.viewer import Viewer

WITH_TASKS = BEFORE_THE_MINISTER | AFTER_THE_MINISTER


def is_minister(viewer: Viewer) -> bool:
    """Tell whether the minister himself is signed in."""
    return viewer.holds("minister")


def is_office(viewer: Viewer) -> bool:
    """Tell whether an officer of the minister's office is signed in."""
    return viewer.holds("minister_office")


def may_brief(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may write the brief of a case."""
    return is_office(viewer) and not cases.is_barred(viewer, case)


def may_direct(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may give or note a directive on a case in its present state."""
    on_table = case.state in ("accepted", "scheduled", "presented")
    return on_table and (is_office(viewer) or is_minister(viewer)) and not cases.is_barred(viewer, case)


def decisions(case: Case) -> list[str]:
    """Return what may be decided on a case where it stands now; the level above only thanks, grants or declines."""
    fit = [code for code, effect in EFFECTS.items() if case.state in effect.states]
    return [code for code in fit if EFFECTS[code].directs] if case.road == "service" else fit


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


def may_set_task(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may set the office a task in a case: from its acceptance until it is closed."""
    stands = case.state in WITH_TASKS
    return stands and (is_office(viewer) or is_minister(viewer)) and not cases.is_barred(viewer, case)
