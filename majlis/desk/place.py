"""Where an officer stands: the list, its filter and page, so that the next case follows and the way back is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

from django.http import HttpRequest
from django.urls import reverse

from majlis.core.viewer import Viewer
from majlis.desk.lists import FILTERS, LISTS, WorkList, of_viewer


@dataclass(frozen=True, slots=True)
class Place:
    """A list, a filter and a page of it; `list` is empty for somebody who came from elsewhere."""

    list: str = ""
    filter: str = ""
    page: str = ""

    @property
    def work(self) -> WorkList:
        """Return the list itself."""
        return LISTS[self.list]

    @property
    def token(self) -> str:
        """Return the place as one value of an address or of a hidden field; empty for no list."""
        return urlencode(self._query()) if self.list else ""

    def home(self, *, open_case: str = "") -> str:
        """Return the address of the workbench at this place, with a case open in the reading pane."""
        query = self._query() | ({"open": open_case} if open_case else {})
        return f"{reverse('desk:home')}?{urlencode(query)}" if query else reverse("desk:home")

    def at(self, page: str) -> Place:
        """Return the same list at another page."""
        return replace(self, page=page)

    def _query(self) -> dict[str, str]:
        values = {"list": self.list, "f": self.filter, "page": self.page}
        return {name: value for name, value in values.items() if value}


def of_home(request: HttpRequest, viewer: Viewer) -> Place | None:
    """Return the place that the address of the workbench names: the viewer's first list by default, None for none."""
    codes = [one.code for one in of_viewer(viewer)]
    if not codes:
        return None
    wanted = request.GET.get("list", "")
    code = wanted if wanted in codes else codes[0]
    return Place(code, _known(request.GET.get("f", "")), request.GET.get("page", "")[:300])


def came_from(request: HttpRequest, viewer: Viewer) -> Place:
    """Return the place that a case's page or act was opened from, by the value `from`."""
    query = parse_qs(request.POST.get("from") or request.GET.get("from", ""))
    code = query.get("list", [""])[0]
    if code not in {one.code for one in of_viewer(viewer)}:
        return Place()
    return Place(code, _known(query.get("f", [""])[0]), query.get("page", [""])[0][:300])


def _known(chosen: str) -> str:
    return chosen if chosen in FILTERS else ""
