"""The rail at the side of every staff page: the viewer's own lists, those of the rooms, and the views he saved."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from majlis.core.viewer import Viewer
from majlis.desk import collect, lists
from majlis.desk.models import SavedView
from majlis.desk.place import Place

Link = dict[str, Any]


def links(
    viewer: Viewer,
    path: str,
    saved: list[SavedView],
    place: Place | None = None,
    counts: dict[str, str] | None = None,
) -> list[Link]:
    """Return the links of the rail; `path` is the page that is open, `place` the list when it is the workbench."""
    views = [_saved(Place(one.list, one.filter), one.name, place) for one in saved if one.list in lists.LISTS]
    head = [{"head": True, "label": _("Saved views")}] if views else []
    own = [_own(one, place, counts or {}) for one in lists.of_viewer(viewer)]
    return [*_first(viewer, path), *own, *_rooms(viewer, path), *head, *views]


def _first(viewer: Viewer, path: str) -> list[Link]:
    """Return the page on which a request is taken in, for whoever receives people."""
    if not viewer.holds("reception_officer", "inquiries_officer", "operations_officer", "toll_free_agent"):
        return []
    return [
        {"label": label, "url": url, "icon": icon, "current": path == url}
        for name, label, icon in (("new", _("New request"), "plus"), ("visit", _("A person is here"), "person"))
        if (url := address(name))
    ]


def _own(one: lists.WorkList, place: Place | None, counts: dict[str, str]) -> Link:
    return {
        "label": one.words,
        "url": Place(one.code).home(),
        "icon": one.icon,
        "current": place is not None and (place.list, place.filter) == (one.code, ""),
        "count": counts.get(one.code),
        "late": one.late,
    }


def _rooms(viewer: Viewer, path: str) -> list[Link]:
    """Return the lines of the rooms; of those whose address the page's begins with, the longest is where he stands."""
    lines = collect.rail(viewer)
    here = max((line.url for line in lines if path.startswith(line.url)), key=len, default="")
    return [
        {
            "label": line.words,
            "url": line.url,
            "icon": line.icon,
            "count": line.count,
            "current": line.url == here,
        }
        for line in lines
    ]


def _saved(where: Place, name: str, place: Place | None) -> Link:
    here = place is not None and (place.list, place.filter) == (where.list, where.filter) and bool(where.filter)
    return {"label": name, "url": where.home(), "icon": "nail", "current": here, "own": True}


def address(name: str) -> str:
    """Return the address of a page of the desk, empty while it is not there."""
    try:
        return reverse(f"desk:{name}")
    except NoReverseMatch:
        return ""
