"""The first page, the centres, the help: what anyone may read before anything is asked of him."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from majlis.accounts import gate
from majlis.catalogue import queries as catalogue
from majlis.centres.queries import public_centres
from majlis.intake.models import KEPT_DAYS
from majlis.portal import drafts
from majlis.portal.opening import hours_of
from majlis.portal.steps import CHANNEL


def _centres() -> list[dict[str, Any]]:
    return [{"open": centre, "hours": hours_of(centre)} for centre in public_centres()]


@require_safe
@gate.public
def home(request: HttpRequest) -> HttpResponse:
    """Say what can be asked for and how long it takes; show where a request stands; name the centres."""
    facts = {
        "services": catalogue.offered(CHANNEL),
        "centres": _centres(),
        "began": drafts.has_cookie(request),
    }
    return render(request, "portal/home.html", facts)


@require_safe
@gate.public
def centres(request: HttpRequest) -> HttpResponse:
    """Show the centres with their hours, and whether they are open now."""
    return render(request, "portal/centres.html", {"centres": _centres()})


@require_safe
@gate.public
def help_page(request: HttpRequest) -> HttpResponse:
    """Say how to reach a person, how data are kept, and what these pages can and cannot do for everybody."""
    return render(request, "portal/help.html", {"kept_days": KEPT_DAYS})
