"""The officer on duty answers the call about a person in danger."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate
from majlis.accounts.once import SeeOther
from majlis.cases.models import Case
from majlis.intake import moves


@require_POST
@gate.on(Case)
def duty(request: HttpRequest, case: Case) -> HttpResponse:
    """Say that one has the matter in hand; nobody else is rung then."""
    moves.acknowledge(case, by=request.viewer)  # type: ignore[attr-defined]
    messages.success(request, _("Noted. Nobody else is rung; the case stays open to you for twelve hours."))
    return SeeOther(reverse("desk:case", args=[case.reference]))
