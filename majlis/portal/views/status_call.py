"""The wish to be rung, instead of the PIN."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate
from majlis.cases.models import Case
from majlis.portal import calling, limiting, standing
from majlis.portal.sending import once
from majlis.portal.views.request import to

_ACTS = {"appointment": "give_up", "request": "withdraw"}


@require_POST
@gate.on_public(Case, before=limiting.posts("call-back"))
def call_back(request: HttpRequest, case: Case) -> HttpResponse:
    """Have an officer ring the person, who then gives up the appointment or withdraws the request for him."""
    what = request.POST.get("what", "")
    if what not in _ACTS:
        raise Http404
    if _ACTS[what] not in standing.shown(case, request.viewer).acts:  # type: ignore[attr-defined]
        return to("status", case.reference)
    once(request, "portal.call_back", [case.pk, what], lambda: calling.ask_for(case, what))
    messages.success(request, _("An officer rings you in our working hours. Until then nothing changes."))
    return to("status", case.reference)
