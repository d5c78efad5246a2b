"""Who may set up bodies and their contacts. Predicates over values."""

from __future__ import annotations

from majlis.core.viewer import Kind, Viewer

KEEPERS = ("programme_director", "system_administrator")
CONTACT_KEEPERS = (*KEEPERS, "followup_officer", "minister_office")


def may_set_up(viewer: Viewer) -> bool:
    """Tell whether somebody may set up bodies and say what they handle."""
    return viewer.kind is Kind.SYSTEM or (viewer.is_staff and viewer.holds(*KEEPERS))


def may_keep_contacts(viewer: Viewer) -> bool:
    """Tell whether somebody may keep the contacts of bodies: who chases them daily may, too."""
    return viewer.kind is Kind.SYSTEM or (viewer.is_staff and viewer.holds(*CONTACT_KEEPERS))
