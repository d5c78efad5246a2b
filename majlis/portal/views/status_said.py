"""What the person said and sent: on a page of its own, so that the status shows nothing of it to a bystander."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from majlis.accounts import gate
from majlis.cases.models import Case
from majlis.cases.queries_papers import of_case
from majlis.catalogue.forms import answered
from majlis.portal.views.status import or_ask


@or_ask
@require_safe
@gate.on_public(Case)
def said(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the words, the answers and the papers of a request to its person."""
    papers = of_case(case, request.viewer)  # type: ignore[attr-defined]
    facts = {"case": case, "answers": answered(case.service, case.answers), "papers": papers}
    return render(request, "portal/status_said.html", facts)
