"""Who is on duty when."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from majlis.accounts import gate, moves, queries, rules
from majlis.accounts.forms import staff as forms
from majlis.accounts.models import Duty
from majlis.accounts.views.common import page, tried

SEEN_BY = (*rules.ROSTER_KEEPERS, "minister", "duty_officer", "followup_officer")


@require_http_methods(["GET", "POST"])
@gate.staff(*SEEN_BY)
def roster(request: Any) -> HttpResponse:
    """Show the turns that have not ended; who may, adds one."""
    may_set = rules.may_set_roster(request.viewer)
    form = forms.DutyForm(request.POST or None) if may_set else None
    if form is not None and form.is_valid():
        begins, until = form.turn()
        given = {"by": request.viewer, "rank": form.cleaned_data["rank"]}
        if tried(form, lambda: moves.put_on_duty(form.cleaned_data["staff"], begins, until, **given)):
            return redirect("accounts:roster")
    words = {
        "turns": queries.turns_ahead(),
        "now": queries.who_is_on_duty(),
        "form": form,
        "may_set": may_set,
        "tab": "duty",
    }
    return page(request, "roster", words, bad=form is not None and form.is_bound)


@require_POST
@gate.staff(*rules.ROSTER_KEEPERS)
def take_off(request: Any, pk: int) -> HttpResponse:
    """Take back a turn."""
    moves.take_off_duty(get_object_or_404(Duty, pk=pk), by=request.viewer)
    return redirect("accounts:roster")
