"""Who may set a centre's hours and days, and who may set up centres. Predicates over values."""

from __future__ import annotations

from majlis.core.viewer import Kind, Viewer

MINISTRY_KEEPERS = ("programme_director", "system_administrator")


def may_keep_times(viewer: Viewer, centre: int) -> bool:
    """Tell whether somebody may set the hours, breaks and closed dates of a centre: its manager or the director."""
    manages = any(grant.role == "centre_manager" and grant.centre == centre for grant in viewer.grants)
    return _house(viewer) or (viewer.is_staff and (manages or viewer.holds("programme_director")))


def may_keep_ministry_times(viewer: Viewer) -> bool:
    """Tell whether somebody may seed the holidays of all centres and declare the beginnings of Hijri months."""
    return _house(viewer) or (viewer.is_staff and viewer.holds(*MINISTRY_KEEPERS))


def may_set_up(viewer: Viewer) -> bool:
    """Tell whether somebody may set up centres, sections, counters and halls."""
    return _house(viewer) or (viewer.is_staff and viewer.holds(*MINISTRY_KEEPERS))


def _house(viewer: Viewer) -> bool:
    return viewer.kind is Kind.SYSTEM
