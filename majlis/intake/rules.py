"""Who may do what in taking in: questions about values."""

from __future__ import annotations

from typing import Any

from majlis.core.viewer import Viewer

RUNG = ("duty_officer", "centre_manager", "programme_director")
"""Who is rung when somebody is in danger."""


def may_be_rung(viewer: Viewer, _case: Any = None) -> bool:
    """Tell whether somebody is among those who are rung at any hour."""
    return viewer.holds(*RUNG)
