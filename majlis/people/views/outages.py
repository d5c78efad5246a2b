"""Switch a way to show who one is off while it is down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.people import moves, rules
from majlis.people.forms import OutageForm
from majlis.people.identity import port
from majlis.people.queries.outages import paused

_running = gate.staff(*sorted(rules.RUNNING))


@require_GET
@_running
def outages(request: HttpRequest) -> HttpResponse:
    """Show which ways are offered to the public now."""
    off = paused()
    switches = [(name, label, name in off) for name, label in OutageForm.PROVIDERS]
    return render(request, "people/outages.html", {"offers": port.offered(), "switches": switches})


@require_POST
@_running
def switch(request: HttpRequest) -> HttpResponse:
    """Switch one off or on."""
    form = OutageForm(request.POST)
    if form.is_valid():
        act = moves.declare_down if form.cleaned_data["off"] else moves.declare_up
        act(form.cleaned_data["provider"], by=request.viewer)  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("people:outages"))
