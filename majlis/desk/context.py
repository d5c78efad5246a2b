"""What every staff page shows beside itself: the rail and the search."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject

from majlis.core.viewer import Viewer
from majlis.desk import queries, rail
from majlis.desk.models import SavedView


def beside(request: HttpRequest) -> dict[str, Any]:
    """Return the rail, made only when a page shows it, and where the search of the bar goes."""
    viewer = getattr(request, "viewer", None)
    if not isinstance(viewer, Viewer) or not viewer.is_staff:
        return {}
    return {
        "rail": SimpleLazyObject(lambda: _rail(viewer, request.path)),
        "search_url": _search() if viewer.desks else "",
    }


def _search() -> str:
    # A page may stand in a table of addresses of its own, without the workbench.
    try:
        return rail.address("search")
    except NoReverseMatch:
        return ""


def _rail(viewer: Viewer, path: str) -> list[dict[str, Any]]:
    try:
        return rail.links(viewer, path, _saved(viewer))
    except NoReverseMatch:
        return []


def _saved(viewer: Viewer) -> list[SavedView]:
    return queries.saved_views(viewer) if viewer.desks else []
