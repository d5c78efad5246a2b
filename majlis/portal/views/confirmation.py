"""After a request was sent: its number, the PIN apart, what happens next, and how to reach a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from majlis.accounts import gate
from majlis.cases.moves.telling import status_address
from majlis.intake import moves
from majlis.intake import queries as intake
from majlis.portal import drafts, next_steps
from majlis.portal.views.request import to


@require_safe
@gate.public
def sent(request: HttpRequest) -> HttpResponse:
    """Show the confirmation to the browser that sent, for an hour; the PIN until it was noted."""
    kept = drafts.sent(request)
    draft = intake.draft(kept["d"]) if kept else None
    case = intake.became(draft) if draft else None
    if case is None:
        return to("home")
    minutes, seconds = divmod(kept["s"] or 0, 60)
    facts = {
        "case": case,
        "pin": moves.pin_for(kept["k"]) if kept["k"] else "",
        "lines": next_steps.lines(case),
        "minutes": minutes,
        "seconds": seconds,
        "address": status_address(case),
        "woman": case.women_only or case.women_readers,
    }
    return render(request, "portal/confirmation.html", facts)


@require_POST
@gate.public
def noted(request: HttpRequest) -> HttpResponse:
    """Show the PIN no more: the person has written it down."""
    kept = drafts.sent(request)
    draft = intake.draft(kept["d"]) if kept else None
    if draft is None:
        return to("home")
    response = to("sent")
    drafts.remember_sent(response, draft, key="", seconds=kept["s"])
    return response
