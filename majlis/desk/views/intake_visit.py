"""A person is here and asks after an earlier request: identity shown, his own cases opened for the visit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from majlis.accounts import gate
from majlis.cases import moves
from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.desk import visits
from majlis.desk.views import intake_person as person
from majlis.desk.views.intake import RECEIVING

LASTS = dt.timedelta(minutes=60)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.staff(*RECEIVING)
def visit(request: HttpRequest) -> HttpResponse:
    """Show the cases that are open for visits; find a person by his number; open his cases when the card was seen."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    shown: dict[str, Any] = {}
    if request.method == "POST":
        try:
            with transaction.atomic():
                if request.POST.get("pick"):
                    return _open(request, viewer)
                shown = {"looked": True, "found": person.found(viewer, request.POST.get("find", ""))}
        except Refused as no:
            shown = {"error": str(no)}
    shown |= {"open": visits.open_for(viewer), "typed": request.POST.get("find", "")}
    return render(request, "desk/intake_visit.html", shown, status=422 if "error" in shown else 200)


def _open(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    if not request.POST.get("seen"):
        raise Refused("not_seen", _("Tick that you saw the card in the person's hand."))
    picked = request.POST["pick"]
    if not (picked.isascii() and picked.isdigit() and len(picked) < 16):
        raise Refused("find", _("This is no identity number and no telephone. Compare the digits."))
    until = clock.now() + LASTS
    for case in visits.cases_of(viewer, int(picked)):
        moves.share(case, by=viewer, viewer=viewer.token, why=visits.WHY, until=until)
    return HttpResponse(status=303, headers={"Location": reverse("desk:visit")})


@require_POST
@gate.staff(*RECEIVING)
def ending(request: HttpRequest) -> HttpResponse:
    """End the visit: what was opened for it is closed to the officer at once."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    cases: list[Case] = visits.open_for(viewer)
    for case in cases:
        moves.unshare(case, viewer=viewer.token, why=visits.WHY)
    return HttpResponse(status=303, headers={"Location": reverse("desk:visit")})
