"""A grave case that comes when the sessions are told: the ruled steps, who may be asked to give way, and the place."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.accounts import gate
from majlis.accounts.once import act_once
from majlis.audiences import rules, seats, waiting
from majlis.audiences.forms import GraverForm
from majlis.audiences.moves import graver as moves
from majlis.cases.models import Case
from majlis.cases.states import Priority
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import by

STEPS = {
    "free": _("There is free time."),
    "open": _("A place is held open for it."),
    "untold": _("Somebody who was not told yet waits on."),
    "longer": _("The session must be longer."),
    "extra": _("An extra session is called."),
    "agreed": _("A told person agreed to give way."),
    "told": _("The least urgent told person must give way. He is rung with an apology."),
}


@gate.staff("minister_office")
def graver(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the first of the ruled ways for a grave case; then take it, as it was seen."""
    form = GraverForm(request.POST or None, initial={"agreed": request.GET.get("agreed")})
    if request.method == "POST" and form.is_valid():
        try:
            return act_once(request, "audiences.graver", lambda: _take(request, reference, form))
        except Refused as no:
            if no.status == 409:
                raise
            form.add_error(None, str(no))
    return _page(request, _grave(request, reference), form)


def _grave(request: HttpRequest, reference: str) -> Case:
    case = waiting.one(by(request), reference)
    if case is None:
        raise Http404
    if not rules.may_insert(by(request), case) or case.priority != Priority.CRITICAL:
        raise PermissionDenied
    return case


def _take(request: HttpRequest, reference: str, form: GraverForm) -> str:
    given = form.cleaned_data
    case, seen = _grave(request, reference), request.POST.get("way", "")
    made = moves.take(case, seen, agreed=given["agreed"], reason=given["reason"], by=by(request))
    messages.success(request, _("The grave case has its place, and everyone whom it meets is told."))
    return reverse("audiences:plan", args=[made.sitting_id])


def _page(request: HttpRequest, case: Case, form: GraverForm) -> HttpResponse:
    agreed = (request.POST if request.method == "POST" else request.GET).get("agreed")
    with house():
        way = moves.find(case, agreed=bool(agreed))
        asked = [seats.seat_of(one, by(request)) for one in moves.least_urgent(case)]
        gone = seats.seat_of(way.gives_way, by(request)) if way and way.gives_way else None
    step = STEPS[way.step] if way else ""
    shown = {"case": case, "way": way, "step": step, "gone": gone, "asked": asked, "form": form, "agreed": agreed}
    return render(request, "audiences/graver.html", shown, status=422 if form.errors else 200)
