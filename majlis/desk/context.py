"""What every staff page shows beside itself: the rail and the search."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
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
        "rail": SimpleLazyObject(lambda: rail.links(viewer, request.path, _saved(viewer))),
        "search_url": rail.address("search") if viewer.desks else "",
    }


def _saved(viewer: Viewer) -> list[SavedView]:
    return queries.saved_views(viewer) if viewer.desks else []
