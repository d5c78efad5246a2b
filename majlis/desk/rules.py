"""What the workbench itself may show to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from majlis.cases import rules as cases
from majlis.cases.states import DESKS, MANAGERS

if TYPE_CHECKING:
    from majlis.cases.models import Case
    from majlis.core.viewer import Viewer

SEE_LOOKS = frozenset({"section_head", "centre_manager", "programme_director", "minister"})


def may_see_looks(viewer: Viewer) -> bool:
    """Tell whether somebody may see who read a case: those who answer for the others."""
    return viewer.holds(*SEE_LOOKS)


def may_reveal(viewer: Viewer, case: Case) -> bool:
    """Tell whether somebody who can read a case may see the person's whole number and telephone."""
    return viewer.is_staff and viewer.holds(*DESKS, *MANAGERS, "minister") and not cases.is_barred(viewer, case)


def may_lend(viewer: Viewer, case: Case) -> bool:
    """Tell whether somebody may open a case to a colleague for a while."""
    return cases.holds_power(viewer, "claim", case)
