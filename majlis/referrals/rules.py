"""Who may do what to a referral, and what may go to a body: questions over values, without a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from majlis.cases import rules as cases
from majlis.cases.states import State as CaseState
from majlis.core.viewer import Kind, Viewer
from majlis.referrals.states import LIAISON, MOVES

if TYPE_CHECKING:
    from majlis.cases.models import Case, Paper
    from majlis.referrals.models import Prepared, Referral

DAYS = {0: 2, 1: 5, 2: 10, 3: 15}
"""Working days that a body is given, by the class of the case."""
WRITE_WHY = _("Write why it is not sent.")
_URGENCY = {0: "very_urgent", 1: "urgent"}
STARTS = frozenset({CaseState.DIRECTED, CaseState.REFERRED, CaseState.ANSWERED})


def may_refer(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may send a case to a body now."""
    return case.state in STARTS and holds_followup(viewer, case)


def holds_followup(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer follows this case up, whatever its state."""
    return viewer.holds("followup_officer") and not cases.is_barred(viewer, case)


def may_drop(viewer: Viewer, one: Prepared) -> bool:
    """Tell whether the viewer may take a prepared referral off the list."""
    return one.ended_at is None and holds_followup(viewer, one.case)


def speaks_for(viewer: Viewer, referral: Referral) -> bool:
    """Tell whether the viewer is a liaison of the body to which a referral went, and not barred from its case."""
    mine = f"body:{referral.body_id}" in viewer.marks and viewer.holds(*LIAISON)
    return mine and not set(referral.barred) & (viewer.marks | {viewer.token})


def urgency_of(case: Case) -> str:
    """Return the urgency of a letter by the class of its case."""
    return _URGENCY.get(case.priority, "normal")


def holds_power(viewer: Viewer, name: str, referral: Referral) -> bool:
    """Tell whether the viewer has the power to make a move on a referral, whatever its state."""
    if viewer.kind is Kind.SYSTEM:
        return True
    roles = MOVES[name].roles
    if roles & LIAISON and speaks_for(viewer, referral):
        return True
    return viewer.holds(*(roles - LIAISON)) and not set(referral.barred) & (viewer.marks | {viewer.token})


def may(viewer: Viewer, name: str, referral: Referral) -> bool:
    """Tell whether the viewer may make the move on a referral in its present state."""
    return MOVES[name].allows(referral.state) and holds_power(viewer, name, referral)


def may_go_along(paper: Paper, *, withheld: bool) -> bool:
    """Tell whether a paper may go to a body. Who withheld the name sends only copies that the staff made without it."""
    if paper.scan != "clean":
        return False
    if withheld:
        return paper.by.startswith(f"{Kind.STAFF}:") and not paper.item_code and not paper.name.startswith("letter-")
    return not paper.staff_only
