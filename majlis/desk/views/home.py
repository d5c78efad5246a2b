"""The workbench: the list at one side, the case at the other."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from majlis.accounts import gate
from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.ui.paging import Page
from majlis.core.viewer import Viewer
from majlis.desk import collect, lists, queries, rail, sheet
from majlis.desk.place import Place, of_home
from majlis.trail import moves as trail

SCRIPTS = {"majlis/desk-list": "desk/js/list.js"}


@gate.staff()
def home(request: HttpRequest) -> HttpResponse:
    """Show a work list and, beside it, the case that is opened from it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    place = of_home(request, viewer)
    if place is None:
        return _nowhere(request, viewer)
    page = queries.page(viewer, place)
    opened = request.GET.get("open", "")
    counts, saved = queries.counts(viewer), queries.saved_views(viewer)
    found = queries.by_reference(viewer, opened) if opened else None
    shown = _list(viewer, place, page, opened, queries.claim_on(viewer, opened, found)) | {
        "place": place,
        "imports": SCRIPTS,
        "count": counts.get(place.list),
        "filters": [(code, words) for code, (words, _when) in lists.FILTERS.items()],
        "rail": rail.links(viewer, request.path, saved, place, counts),
        "saved": next((one for one in saved if (one.list, one.filter) == (place.list, place.filter)), None),
    }
    if found is not None:
        trail.looked(viewer, found.pk, why="desk")
        shown |= sheet.reading(found, viewer, place.token, inline=True)
    return render(request, "desk/home.html", shown)


@gate.staff()
def items(request: HttpRequest) -> HttpResponse:
    """Return the list alone, for a page that asks every few seconds; 304 when nothing on it changed."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    place = of_home(request, viewer)
    if place is None:
        return HttpResponse(status=204)
    page, opened = queries.page(viewer, place), request.GET.get("open", "")
    found = next((case for case in page if case.reference == opened), None)
    found = found or (queries.by_reference(viewer, opened) if opened else None)
    claim = queries.claim_on(viewer, opened, found)
    if request.headers.get("If-None-Match") == _tag(viewer, page, claim):
        return HttpResponseNotModified()
    shown = _list(viewer, place, page, opened, claim)
    answer = render(request, "desk/items.html", shown)
    answer["ETag"] = shown["etag"]
    return answer


def _list(viewer: Viewer, place: Place, page: Page[Case], opened: str, claim: queries.Claim) -> dict[str, Any]:
    references = [case.reference for case in page]
    here = references.index(opened) if opened in references else -1
    before = references[here - 1] if here > 0 else ""
    return {
        "place": place,
        "page": page,
        "rows": queries.rows(viewer, place, page),
        "opened": opened,
        "etag": _tag(viewer, page, claim),
        "busy": claim.busy,
        "gone": claim.gone,
        "query": place.home(open_case=opened).partition("?")[2],
        "back": place.home(open_case=before) if before else "",
        "forth": place.home(open_case=references[here + 1]) if here + 1 < len(references) else "",
    }


def _tag(viewer: Viewer, page: Page[Case], claim: queries.Claim) -> str:
    seen = [(case.pk, case.version, case.points) for case in page]
    five_minutes = int(clock.now().timestamp()) // 300
    told = repr((seen, claim, page.next, page.previous, viewer.token, get_language(), five_minutes))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'


def _nowhere(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Send somebody without a work list to the first page of his own room; say so where there is none."""
    elsewhere = collect.rail(viewer)
    return redirect(elsewhere[0].url) if elsewhere else render(request, "desk/nowhere.html")
