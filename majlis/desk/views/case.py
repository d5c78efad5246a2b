"""The page of a case: everything on one screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from majlis.accounts import gate
from majlis.accounts.roles import SPOKEN
from majlis.cases.models import Case
from majlis.core.viewer import Viewer
from majlis.desk import collect, moves, queries, rules, sheet
from majlis.desk.place import came_from
from majlis.desk.walk import walk
from majlis.desk.words import TABS
from majlis.notifications import parts as notices
from majlis.people.states import Need
from majlis.trail import moves as trail
from majlis.trail import queries as book


@require_safe
@gate.on(Case)
def case(request: HttpRequest, case: Case) -> HttpResponse:
    """Show a case with all that the rooms have to say of it; the reading is written into the book."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    trail.looked(viewer, case.pk, why="desk")
    place = came_from(request, viewer)
    found = queries.whole(viewer, case)
    lines = book.timeline(found.pk, public=False)
    parts = collect.parts(found, viewer)
    shown = sheet.reading(found, viewer, place.token) | {
        "back": place.home(open_case=found.reference) if place.list else "",
        "place": place,
        "steps": walk(found, lines),
        "parts": [part for part in parts if not part.side],
        "side": [part for part in parts if part.side],
        "points": queries.points_of(viewer, found),
        "needs": [Need(need).label for need in found.beneficiary.needs],
        "spoken": SPOKEN.get(found.beneficiary.language, found.beneficiary.language),
        "priority_reasons": sheet.points(found),
        "notes": queries.notes_of(found),
        "parties": queries.parties_of(found),
        "numbers": queries.numbers_of(found),
        "may_reveal": rules.may_reveal(viewer, found),
    }
    return render(request, "desk/case.html", shown | _book(request, viewer, found, lines))


def _book(request: HttpRequest, viewer: Viewer, found: Case, lines: list[book.Line]) -> dict[str, Any]:
    tabs = {code: words for code, words in TABS.items() if code != "looks" or rules.may_see_looks(viewer)}
    wanted = request.GET.get("tab", "")
    tab = wanted if wanted in tabs else "log"
    shown: dict[str, Any] = {"tabs": tabs.items(), "tab": tab, "lines": lines[::-1]}
    if tab == "notices":
        shown |= {"notices": notices.on_case(found.pk, viewer), "notices_template": notices.TEMPLATE}
    elif tab == "looks":
        shown |= {"looks": book.looks(found.pk)}
    return shown


@require_POST
@gate.on(Case, rules.may_reveal)
def identity(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the whole number and telephone of a case's person; that it was shown is written into the book."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    moves.note_reveal(case, by=viewer)
    found = queries.whole(viewer, case)
    shown = {"case": found, "person": found.beneficiary, "name": queries.name_of(found.beneficiary)}
    return render(request, "desk/identity.html", shown | {"points": queries.points_of(viewer, found)})
