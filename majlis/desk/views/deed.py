"""The acts on a case: one page each, made of the table of deeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from majlis.accounts import gate
from majlis.accounts.once import act_once
from majlis.cases.models import Case
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import Viewer
from majlis.desk import deeds, queries
from majlis.desk.deeds import Deed
from majlis.desk.place import Place, came_from

View = Callable[..., HttpResponse]


def page(deed: Deed) -> View:
    """Return the page of an act: its form, and what happens when it is sent.

    Whoever was faster is named with 409; what was typed stands in the form again wherever the act is still possible.
    """

    @gate.on(Case, deeds.holds(deed))
    def view(request: HttpRequest, case: Case) -> HttpResponse:
        if request.method == "POST":
            return _act(request, case, deed)
        if not deeds.is_possible(deed, case, request.viewer):  # type: ignore[attr-defined]
            raise Busy("moved_on", queries.MOVED_ON)
        if deeds.is_held(deed, case, request.viewer):  # type: ignore[attr-defined]
            raise queries.held(case)
        form = _form(request, case, deed)
        form.begin_at_the_first()
        return _show(request, case, deed, form)

    return view


def _form(request: HttpRequest, case: Case, deed: Deed) -> Any:
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    return deed.form(*data, case=case, viewer=request.viewer)  # type: ignore[attr-defined]


def _act(request: HttpRequest, case: Case, deed: Deed) -> HttpResponse:
    form = _form(request, case, deed)
    if not form.is_valid():
        return _show(request, case, deed, form, status=422)
    try:
        return act_once(request, f"desk.{deed.noun}", lambda: _do(request, case, deed, form.cleaned_data))
    except Refused as no:
        fresh = case if no.status != 409 else _still_possible(request, case, deed)
        if fresh is None:
            raise
        form.add_error(None, str(no))
        return _show(request, fresh, deed, form, status=no.status)


def _do(request: HttpRequest, case: Case, deed: Deed, data: dict[str, Any]) -> str:
    """Do the act, and return where the officer goes now."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    place = came_from(request, viewer)
    if not deed.when(case, viewer):
        raise Busy("moved_on", queries.MOVED_ON)
    if deeds.is_held(deed, case, viewer):
        raise queries.held(case)
    following = queries.after(viewer, place, case)
    deed.do(case, viewer, data, version(request))
    messages.success(request, str(deed.done), extra_tags=case.reference if deed.undo else "")
    return _next(viewer, case, deed, place, following)


def _still_possible(request: HttpRequest, case: Case, deed: Deed) -> Case | None:
    """Return the case as it now stands, when the officer may do the act to it even so and had something to type."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = queries.by_reference(viewer, case.reference) if deed.form.base_fields else None
    return now if now is not None and deeds.is_possible(deed, now, viewer) else None


def _next(viewer: Viewer, case: Case, deed: Deed, place: Place, following: str) -> str:
    """Return where the officer goes after an act: the same case while it stays with him, else the next of his list."""
    stays = deed.stays and queries.is_seen(viewer, case)
    if place.list:
        return place.home(open_case=case.reference if stays else following)
    return reverse("desk:case", args=[case.reference]) if stays else reverse("desk:home")


def version(request: HttpRequest) -> int | None:
    """Return the version of the case that the page showed, None for a page that showed none."""
    shown = request.POST.get("version", "")
    return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 10 else None


def _show(request: HttpRequest, case: Case, deed: Deed, form: Any, status: int = 200) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    place = came_from(request, viewer)
    plain = reverse("desk:case", args=[case.reference])
    shown = {
        "case": case,
        "deed": deed,
        "form": form,
        "name": queries.names_of(viewer, [case.beneficiary_id]).get(case.beneficiary_id, ""),
        "address": deed.address(case),
        "from": place.token,
        "back": place.home(open_case=case.reference) if place.list else plain,
        "proposed": queries.proposed(case) if deed.move in ("approve_result", "reject_result") else None,
    }
    return render(request, "desk/deed.html", shown, status=status)
