"""The work list and the check."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate
from majlis.accounts.once import SeeOther, act_once
from majlis.audit import moves, queries, rules
from majlis.audit.forms import CheckForm
from majlis.cases import queries_papers as papers
from majlis.cases.models import Case
from majlis.cases.rules import is_held_from
from majlis.catalogue.forms import answered
from majlis.centres.queries import calendar_for
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.ui.either_date import GivenDate
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail

ORDER = ("priority", "-points", "id")
PAPERS = "cases/parts/papers.html"


@gate.staff("audit_officer", "programme_director")
def to_check(request: HttpRequest) -> HttpResponse:
    """Show the cases that wait for a check."""
    viewer = request.viewer  # type: ignore[attr-defined]
    page = keyset(queries.to_check(viewer), ORDER, request.GET.get("page", ""), size=30)
    return render(request, "audit/list.html", {"page": page, "may": rules.may_list(viewer)})


def _items(case: Case) -> list[Any]:
    return list(case.checklist.order_by("id"))


def _form(request: HttpRequest, case: Case) -> CheckForm:
    due = clock.day_of(calendar_for(case.centre).add_days(clock.now(), case.service.paper_days))
    first = {"road": case.road, "due_on": GivenDate.of(due)}
    bodies = queries.may_be_theirs(case)
    return CheckForm(request.POST or None, items=_items(case), bodies=bodies, initial=first)


@gate.on(Case, rules.may_check)
def check(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the check of a case with all that it is judged by; take the decision, and open the next one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = _form(request, case)
    if request.method == "POST" and form.is_valid():
        try:
            return act_once(request, "audit.check", lambda: _act(request, case, form))
        except Refused as no:
            if no.status == 409:
                raise
            form.add_error(None, str(no))
    trail.looked(viewer, case.pk, why="audit")
    shown = {"form": form, **_judged_by(case, viewer)}
    return render(request, "audit/check.html", shown, status=422 if form.errors else 200)


def _act(request: HttpRequest, case: Case, form: CheckForm) -> str:
    """Decide, and return where the next case waits."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if is_held_from(viewer, case):
        raise Busy("claimed", _("%(who)s is working on this case now."), who=str(case.claimed_by))
    shown = request.POST.get("version", "")
    _decide(case, form, viewer, int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 10 else 0)
    following = queries.next_to_check(viewer)
    messages.success(request, _("Decided. The next one is open.") if following else _("Decided. It was the last one."))
    return reverse("audit:check", args=[following]) if following else reverse("audit:list")


def _judged_by(case: Case, viewer: Viewer) -> dict[str, Any]:
    return {
        "case": queries.whole(viewer, case),
        "lacking": papers.missing(case),
        "papers": papers.of_case(case, viewer),
        "papers_part": PAPERS,
        "unscanned": settings.SCANNER == "off",
        "answers": answered(case.service, case.answers),
        "others": queries.others_of_person(viewer, case),
        "checks": queries.checks(case),
        "busy": case.claimed_by if is_held_from(viewer, case) else None,
    }


@require_POST
@gate.on(Case, rules.may_check)
def waiver(request: HttpRequest, case: Case) -> HttpResponse:
    """Do without a required paper, for a reason that is kept; the check goes on."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    code = request.POST.get("paper", "")
    if code not in {item.code for item in papers.missing(case)}:
        raise Refused("not_missing", _("This paper is not missing any more. Look at the papers again."))
    moves.waive_paper(case, by=viewer, code=code, why=request.POST.get("why", ""))
    messages.success(request, _("The paper is not asked for any more."))
    return SeeOther(reverse("audit:check", args=[case.reference]))


def _decide(case: Case, form: CheckForm, viewer: Any, version: int) -> None:
    data, given = form.cleaned_data, form.answered
    common: dict[str, Any] = {"by": viewer, "answered": given, "version": version or None}
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
            moves.hand_over_outside(case, body=data["body"], words=data["to_body"], **common)
