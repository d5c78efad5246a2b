"""The numbered lists by which audit hands accepted cases to the ministry, and which both sides sign."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from majlis.accounts import gate
from majlis.accounts.once import SeeOther, act_once
from majlis.audit import moves, queries, rules
from majlis.audit.models import HandoverList
from majlis.cases.moves.papers import note_opening
from majlis.cases.papers import store
from majlis.core.errors import Refused
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Viewer


@gate.staff("audit_officer", "minister_office", "programme_director")
def lists(request: HttpRequest) -> HttpResponse:
    """Show the accepted cases that stand on no list, and the lists; make a list of those chosen."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.method == "POST":
        return _make(request, viewer)
    may = rules.may_list(viewer)
    page = keyset(HandoverList.objects.visible_to(viewer), ("-year", "-number"), request.GET.get("page", ""), size=20)
    shown = {
        "page": page,
        "unlisted": queries.unlisted() if may else [],
        "letters": queries.letters(viewer),
        "may": may,
        "most": queries.MOST,
    }
    return render(request, "audit/handovers.html", shown)


def _make(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    wanted = set(request.POST.getlist("case"))
    chosen = [check.case for check in queries.unlisted() if check.case.reference in wanted]
    try:
        return act_once(
            request,
            "audit.make_list",
            lambda: reverse("audit:handover", args=[moves.make_list(chosen, by=viewer).pk]),
        )
    except Refused as no:
        messages.error(request, str(no))
        return SeeOther(reverse("audit:handovers"))


@require_safe
@gate.on(HandoverList, by="pk")
def one(request: HttpRequest, made: HandoverList) -> HttpResponse:
    """Show a list as the sheet that is printed and signed."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    shown = {"list": made, "cases": queries.cases_on(made), "may_sign": rules.may_sign(viewer, made)}
    return render(request, "audit/handover.html", shown)


@require_POST
@gate.on(HandoverList, rules.holds_signature, by="pk")
def signature(request: HttpRequest, made: HandoverList) -> HttpResponse:
    """Sign for a list on the ministry's side."""
    moves.sign_list(made, by=request.viewer)  # type: ignore[attr-defined]
    messages.success(request, _("Signed. The list is with the ministry now."))
    return SeeOther(reverse("audit:handover", args=[made.pk]))


@require_safe
@gate.staff("audit_officer")
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a letter to the body that a case belonged to, to be printed and sent; the opening is written down."""
    found = next((one for one in queries.letters(request.viewer) if one.pk == pk), None)  # type: ignore[attr-defined]
    if found is None or found.paper is None:
        raise Http404
    file = store.open_whole(found.paper.pk, found.paper.sha256)
    if file is None:
        raise Refused("paper_lost", _("This file cannot be read at this moment. Ask for it to be sent again."))
    note_opening(found.paper, by=request.viewer)  # type: ignore[attr-defined]
    return FileResponse(file, as_attachment=True, filename=found.paper.name, content_type="application/pdf")  # type: ignore[return-value]
