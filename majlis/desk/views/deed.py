"""The acts on a case: one page each, made of the table of deeds."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from majlis.accounts import gate
from majlis.cases.models import Case
from majlis.core import scope
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import Viewer
from majlis.desk import deeds, queries
from majlis.desk.deeds import Deed
from majlis.desk.place import Place, came_from
from majlis.trail import moves as trail

View = Callable[..., HttpResponse]
_UNSIGNED = {"csrfmiddlewaretoken", "once"}


class SeeOther(HttpResponseRedirect):
    """Look there, by a fresh question: what was posted is done."""

    status_code = 303


def page(deed: Deed) -> View:
    """Return the page of an act: its form, and what happens when it is sent."""

    @gate.on(Case, deeds.holds(deed))
    def view(request: HttpRequest, case: Case) -> HttpResponse:
        if request.method == "POST":
            return _act(request, case, deed)
        if not deeds.is_possible(deed, case, request.viewer):  # type: ignore[attr-defined]
            raise Busy("moved_on", queries.MOVED_ON)
        form = _form(request, case, deed)
        form.begin_at_the_first()
        return _show(request, case, deed, form)

    return kindly(view, deed)


def kindly(view: View, deed: Deed) -> View:
    """Say in kind words who was faster, when the case left the officer's desk while he worked on it."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.method != "POST":
                raise
            with scope.within(request.viewer):  # type: ignore[attr-defined]
                done = trail.first_time(**_once(request, deed))
                busy = None if done is not None else queries.gone(request.viewer, kwargs["reference"])  # type: ignore[attr-defined]
                if busy is not None:
                    raise busy from None
                if done is None:
                    raise
            return SeeOther(done["to"])

    return guarded


def _form(request: HttpRequest, case: Case, deed: Deed) -> Any:
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    return deed.form(*data, case=case, viewer=request.viewer)  # type: ignore[attr-defined]


def _act(request: HttpRequest, case: Case, deed: Deed) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form, place = _form(request, case, deed), came_from(request, viewer)
    if not form.is_valid():
        return _show(request, case, deed, form, status=422)
    try:
        with transaction.atomic():
            key = _once(request, deed)
            done = trail.first_time(**key)
            if done is None:
                if not deed.when(case, viewer):
                    raise Busy("moved_on", queries.MOVED_ON)
                following = queries.after(viewer, place, case)
                deed.do(case, viewer, form.cleaned_data, version(request))
                done = {"to": _next(viewer, case, deed, place, following)}
                trail.remember(key["key"], done)
                messages.success(request, str(deed.done), extra_tags=case.reference if deed.undo else "")
    except Refused as no:
        if no.status == 409:
            raise
        form.add_error(None, str(no))
        return _show(request, case, deed, form, status=422)
    return SeeOther(done["to"])


def _next(viewer: Viewer, case: Case, deed: Deed, place: Place, following: str) -> str:
    """Return where the officer goes after an act: the same case while it stays with him, else the next of his list."""
    stays = deed.stays and queries.is_seen(viewer, case)
    if place.list:
        return place.home(open_case=case.reference if stays else following)
    return reverse("desk:case", args=[case.reference]) if stays else reverse("desk:home")


def _once(request: HttpRequest, deed: Deed) -> dict[str, Any]:
    body: dict[str, Any] = {name: request.POST.getlist(name) for name in sorted(request.POST) if name not in _UNSIGNED}
    files: Any = request.FILES
    body |= {name: [file.name, file.size] for name, file in files.items()}
    key = request.POST.get("once") or uuid.uuid4().hex
    return {"key": key, "by": request.viewer, "act": f"desk.{deed.noun}", "body": body}  # type: ignore[attr-defined]


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
