"""The pages of the weekly session, one file a noun."""

from __future__ import annotations

from django.http import HttpRequest

from majlis.core.viewer import Viewer


def by(request: HttpRequest) -> Viewer:
    """Return who is looking; the gate has put him there."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer
