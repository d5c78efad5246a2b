"""The work list and the check."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from majlis.accounts import gate
from majlis.audit import moves, queries, rules
from majlis.audit.forms import CheckForm
from majlis.cases.models import Case
from majlis.cases.queries_papers import missing
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.ui.either_date import GivenDate
from majlis.core.ui.paging import keyset
from majlis.trail import moves as trail

ORDER = ("priority", "-points", "id")


@gate.staff("audit_officer", "programme_director")
def to_check(request: HttpRequest) -> HttpResponse:
    """Show the cases that wait for a check."""
    viewer = request.viewer  # type: ignore[attr-defined]
    page = keyset(queries.to_check(viewer), ORDER, request.GET.get("page", ""), size=30)
    return render(request, "audit/list.html", {"page": page})


def _items(case: Case) -> list[Any]:
    return list(case.checklist.order_by("id"))


def _form(request: HttpRequest, case: Case) -> CheckForm:
    due = clock.today() + dt.timedelta(days=round(case.service.paper_days * 7 / 5))
    first = {"road": case.road, "due_on": GivenDate.of(due)}
    return CheckForm(request.POST or None, items=_items(case), initial=first)


@gate.on(Case, rules.may_check)
def check(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the check of a case, and take the decision."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = _form(request, case)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _decide(case, form, viewer, int(request.POST.get("version", "0") or 0))
        except Refused as no:
            if no.status == 409:
                raise
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Decided. The next one is open."))
            return redirect("audit:list")
    trail.looked(viewer, case.pk, why="audit")
    shown = {"case": case, "form": form, "lacking": missing(case)}
    return render(request, "audit/check.html", shown, status=422 if form.errors else 200)


def _decide(case: Case, form: CheckForm, viewer: Any, version: int) -> None:
    data, answered = form.cleaned_data, form.answered
    common: dict[str, Any] = {"by": viewer, "answered": answered, "version": version or None}
    match data["decision"]:
        case "accept":
            moves.accept(case, road=data["road"], **common)
        case "ask_for_papers":
            moves.ask_for_papers(
                case, codes=data["papers"], words=data["missing"], due_on=data["due_on"].gregorian, **common
            )
        case "send_back":
            moves.send_back(case, reason=data["sent_back"], **common)
        case "refuse":
            moves.refuse(case, reason=data["refused"], words=data["words"], **common)
        case _:
            names = {"ar": data["body"].name_ar, "en": data["body"].name_en}
            moves.hand_over_outside(case, body=names, **common)
