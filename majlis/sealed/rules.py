"""Who may open the compartment: the security reports officer and nobody else, whatever other power he holds."""

from __future__ import annotations

from majlis.core.viewer import Kind, Viewer
from majlis.sealed.states import OFFICER

MARK = f"role:{OFFICER}"
"""The word among a viewer's marks by which the database knows an officer of this room."""


def is_officer(viewer: Viewer) -> bool:
    """Tell whether somebody is an officer of the compartment."""
    return viewer.kind is Kind.STAFF and viewer.holds(OFFICER)


def is_at_home(viewer: Viewer, report: object) -> bool:
    """Tell whether somebody may work on a report: every officer of the compartment on every report."""
    return is_officer(viewer)
