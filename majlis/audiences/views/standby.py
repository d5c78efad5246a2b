"""Places that became free: where their offers stand, and the next one asked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.audiences import freeing, rules
from majlis.audiences.models import Appointment
from majlis.audiences.moves import standby
from majlis.core.viewer import by


@gate.staff("minister_office", "operations_officer", "section_head")
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Show the places that became free, to whom each is offered, and what was answered."""
    free, page = freeing.page(by(request), request.GET.get("page", ""))
    may_plan = rules.may_plan(by(request))
    return render(request, "audiences/standby.html", {"free": free, "page": page, "may_plan": may_plan})


@gate.on(Appointment, rules.may_offer, by="pk", once=True)
@require_POST
def offering(request: HttpRequest, freed: Appointment) -> HttpResponse:
    """Offer a freed place to the next in line, after an offer of it was taken back."""
    if standby.offer_next(freed, by=by(request)) is None:
        messages.info(request, _("Nobody else who waits could come then, or the time is too near."))
    else:
        messages.success(request, _("It is offered to the next in line."))
    return redirect("audiences:standby")
