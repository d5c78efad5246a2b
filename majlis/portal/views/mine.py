"""All requests of a person who signed in with the national sign-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from majlis.accounts import gate
from majlis.cases.models import Case
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Kind, Viewer
from majlis.people.identity import port
from majlis.portal.standing import stamp_of

A_PAGE = 20


@require_safe
@gate.public
def mine(request: HttpRequest) -> HttpResponse:
    """Show the requests of whoever is signed in, the newest first; offer the sign-in to others."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.kind is not Kind.BENEFICIARY:
        offered = "national" in [one.name for one in port.offered()]
        return render(request, "portal/status_sign_in.html", {"offered": offered})
    cases = Case.objects.visible_to(viewer).select_related("service")
    page = keyset(cases, ["-id"], request.GET.get("page", ""), A_PAGE)
    rows = [(case, stamp_of(case)) for case in page]
    return render(request, "portal/status_mine.html", {"page": page, "rows": rows})
