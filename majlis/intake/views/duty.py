"""For what an officer was rung, and his answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from majlis.accounts import gate
from majlis.cases.models import Case
from majlis.intake import moves, queries, rules


@require_safe
@gate.staff(*rules.RUNG)
def calls(request: HttpRequest) -> HttpResponse:
    """Show for what the officer was rung and nobody answered yet."""
    return render(request, "intake/calls.html", {"rows": queries.calls(request.viewer)})  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@gate.on(Case, rules.may_be_rung)
def duty(request: HttpRequest, case: Case) -> HttpResponse:
    """Say what is to be done; take the word that the officer has it in hand."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if request.method == "POST":
        moves.acknowledge(case, by=viewer)
        messages.success(request, _("Noted: it is in your hands, and nobody else is rung."))
        return redirect("desk:case", reference=case.reference)
    return render(request, "intake/duty.html", {"case": case, "rung": queries.is_rung(case, viewer)})
