"""Where a request stands: its number and PIN are asked for, then the page is shown for half an hour."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from majlis.accounts import gate
from majlis.cases.models import Case
from majlis.cases.moves.telling import status_address
from majlis.cases.queries import by_pin
from majlis.core.viewer import Kind, Viewer
from majlis.notifications import moves as notifications
from majlis.people import sessions
from majlis.portal import keys, limiting, standing
from majlis.portal.forms.status import CodeForm, NumberForm, OpenForm
from majlis.portal.views.request import to

NOT_RIGHT = _("The number and the PIN do not belong together. Look at both again.")


def count_try(request: HttpRequest, **path: Any) -> None:
    """Count a post from its network, and a try of a PIN by its reference."""
    limiting.posts("status")(request)
    reference = keys.typed_reference(request) or path.get("reference", "")
    typed = request.method == "POST" and reference and request.POST.get("pin")
    request.may_try = not typed or keys.may_try(reference)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@gate.public(before=count_try)
def ask(request: HttpRequest, reference: str = "") -> HttpResponse:
    """Ask for the number and the PIN, and open the request that they belong to."""
    if request.method == "POST":
        return _open(request, OpenForm(request.POST))
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if reference and Case.objects.visible_to(viewer).filter(reference=reference).exists():
        return to("status", reference)
    return render(request, "portal/status_ask.html", {"form": OpenForm(initial={"reference": reference})})


def _open(request: HttpRequest, form: OpenForm) -> HttpResponse:
    if not form.is_valid():
        return render(request, "portal/status_ask.html", {"form": form}, status=422)
    reference = form.cleaned_data["reference"]
    if not request.may_try:  # type: ignore[attr-defined]
        return render(request, "portal/status_code.html", {"reference": reference, "locked": True}, status=429)
    case = by_pin(reference, form.cleaned_data["pin"])
    if case is None:
        form.add_error(None, str(NOT_RIGHT))
        return render(request, "portal/status_ask.html", {"form": form}, status=422)
    keys.was_right(reference)
    return _opened(request, case)


def _opened(request: HttpRequest, case: Case) -> HttpResponse:
    sessions.open_case(request, case.reference, case.pk)
    return to("status", case.reference)


def _count_code(request: HttpRequest, **_path: Any) -> None:
    limiting.posts("status-code")(request)
    reference = keys.typed_reference(request)
    if request.method == "POST" and reference:
        keys.before_sending(reference)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.public(before=_count_code)
def code_wanted(request: HttpRequest) -> HttpResponse:
    """Send a code to the safe phone of a request's person; the answer is the same when there is none."""
    form = NumberForm(request.POST or None, initial={"reference": request.GET.get("of", "")})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "portal/status_code.html", {"form": form}, status=status)
    keys.send_code(request, form.cleaned_data["reference"], (get_language() or "ar")[:2])
    return to("status-code")


@require_http_methods(["GET", "HEAD", "POST"])
@gate.public(before=limiting.posts("status-code"))
def code(request: HttpRequest) -> HttpResponse:
    """Take the code that was sent, and open the request."""
    if keys.asked(request) is None:
        return to("status-code-wanted")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        case = keys.open_by_code(request, form.cleaned_data["code"])
        if case is not None:
            return to("status", case.reference)
        form.add_error("code", str(_("This is not the code, or it is older than five minutes. Ask for a new one.")))
    return render(request, "portal/status_code_typed.html", {"form": form}, status=422 if form.is_bound else 200)


def or_ask(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the PIN again where a page would be missing: the half hour is over, or the number is somebody else's."""

    @functools.wraps(view)
    def asking(request: HttpRequest, reference: str, **path: Any) -> HttpResponse:
        try:
            return view(request, reference=reference, **path)
        except Http404:
            if request.method == "POST":
                raise
            return to("status-of", reference)

    return asking


@or_ask
@require_safe
@gate.on_public(Case)
def status(request: HttpRequest, case: Case) -> HttpResponse:
    """Show where a request stands; whoever reads it here has been told."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    notifications.read_on_page(case.pk, viewer)
    facts = {"shown": standing.shown(case, viewer), "case": case, "signed_in": viewer.kind is Kind.BENEFICIARY}
    return render(request, "portal/status.html", facts | standing.at_gate(case, viewer))


@or_ask
@require_safe
@gate.on_public(Case)
def receipt(request: HttpRequest, case: Case) -> HttpResponse:
    """Show a receipt to be printed: number, time, and the last link of the record that nobody can alter."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    facts = {"shown": standing.shown(case, viewer), "case": case, "address": status_address(case)}
    return render(request, "portal/status_receipt.html", facts)


@require_POST
@gate.on_public(Case)
def leave(request: HttpRequest, case: Case) -> HttpResponse:
    """Close the request on this device."""
    sessions.close_case(request, case.reference)
    return to("status-ask")
