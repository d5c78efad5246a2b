"""Proposed plans: ask for one, watch it being reckoned, read it, compare, pin and forbid, approve or drop."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.audiences import plan as table
from majlis.audiences import proposals, queries, reckoning, rules, why
from majlis.audiences.forms import PlanForm, WishForCaseForm
from majlis.audiences.models import Plan, PlanWish
from majlis.audiences.moves import plans, pricing, wishes
from majlis.audiences.states import PlanKind, PlanState
from majlis.core.errors import Busy, Refused
from majlis.core.ui.paging import keyset
from majlis.core.viewer import by
from majlis.trail import moves as trail

AT_WORK = (PlanState.ASKED, PlanState.RECKONING)
OFFERED = 12


@gate.staff("minister_office", "operations_officer")
@require_GET
def proposals_list(request: HttpRequest) -> HttpResponse:
    """Show the plans that were asked for, newest first."""
    rows = Plan.objects.visible_to(by(request))
    page = keyset(rows, ("-id",), request.GET.get("page", ""), size=15)
    return render(request, "audiences/plans.html", {"page": page})


@gate.staff("minister_office", "operations_officer")
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a plan of the sessions ahead."""
    ahead = queries.ahead(by(request))
    form = PlanForm(request.POST or None, ahead=ahead)
    if request.method == "POST" and form.is_valid():
        before = trail.first_time(request.POST.get("once", ""), by=by(request), act="plan.ask")
        if before:
            return redirect("audiences:proposal", pk=before)
        with transaction.atomic():
            chosen = [one for one in ahead if str(one.pk) in form.cleaned_data["sittings"]]
            asked = plans.ask(chosen, weights=form.weights(), by=by(request))
            trail.remember(request.POST.get("once", ""), asked.pk)
        return redirect("audiences:proposal", pk=asked.pk)
    return render(request, "audiences/plan_new.html", {"form": form}, status=422 if form.errors else 200)


@gate.on(Plan, rules.may_plan, by="pk")
@require_GET
def proposal(request: HttpRequest, found: Plan) -> HttpResponse:
    """Show a plan: its figures, each session's line and list, and those who wait on."""
    if found.kind == PlanKind.CHANGE:
        return redirect("audiences:ways", pk=found.pk)
    return _page(request, found, {})


def _page(request: HttpRequest, found: Plan, typed: dict[str, str], status: int = 200) -> HttpResponse:
    rows = proposals.of_all(found, by(request))
    left, page = proposals.left_out(found, by(request), request.GET.get("page", ""))
    sessions = [{"sitting": sitting, "rows": rows.get(sitting.pk, [])} for sitting in queries.of_plan(found)]
    shown = {
        "plan": found,
        "sessions": sessions,
        "shown": _session(sessions, request.GET.get("session", "")),
        "left": left,
        "page": page,
        "others": queries.other_plans(found, by(request)),
        "overtaken": proposals.overtaken(found, by(request), typed),
        "sentence": _sentence(found),
        **_state(request, found),
    }
    return render(request, "audiences/proposal.html", shown, status=status)


def _sentence(found: Plan) -> str:
    """Say in one sentence what the plan does, before any figure."""
    told = ngettext("%(count)s person gets a place", "%(count)s persons get a place", found.served)
    left = ngettext("%(count)s person waits on", "%(count)s persons wait on", found.left)
    said = _("%(told)s; %(left)s.") % {"told": told % {"count": found.served}, "left": left % {"count": found.left}}
    if found.moved == 0:
        return said + " " + _("Nobody who was told moves.")
    moved = ngettext("%(count)s told person moves.", "%(count)s told persons move.", found.moved)
    return said + " " + moved % {"count": found.moved}


def _session(sessions: list[dict[str, Any]], wanted: str) -> dict[str, Any] | None:
    """Return the session that is asked for, else the first, with its table."""
    found = next((one for one in sessions if str(one["sitting"].pk) == wanted), sessions[0] if sessions else None)
    if found is None:
        return None
    return {**found, "table": table.plan(found["sitting"], found["rows"], queries.halls())}


def _state(request: HttpRequest, found: Plan) -> dict[str, Any]:
    laying = found.state == PlanState.APPROVED and found.done_part < 100
    return {
        "at_work": found.state in AT_WORK or laying,
        "may_approve": found.state == PlanState.PROPOSED and rules.has_power_over_plan(by(request), "approve"),
        "may_drop": found.state == PlanState.PROPOSED and rules.has_power_over_plan(by(request), "drop"),
    }


@gate.on(Plan, rules.may_plan, by="pk")
@require_GET
def progress(request: HttpRequest, found: Plan) -> HttpResponse:
    """Say how far a plan is; 304 when nothing changed since the tag that the page shows."""
    tag = '"' + hashlib.sha256(f"{found.version}:{found.done_part}".encode()).hexdigest()[:16] + '"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    shown = {"plan": found, **_state(request, found)}
    response = render(request, "audiences/parts/progress.html", shown)
    response["ETag"] = tag
    return response


@gate.on(Plan, rules.may_plan, by="pk")
@require_GET
def comparison(request: HttpRequest, found: Plan) -> HttpResponse:
    """Show two plans side by side: their figures, and whose session differs."""
    other = Plan.objects.visible_to(by(request)).filter(pk=request.GET.get("with") or 0).first()
    if other is None:
        raise Http404
    pairs, page = proposals.differences(found, other, by(request), request.GET.get("page", ""))
    shown = {
        "plan": found,
        "pair": (found, other),
        "pairs": pairs,
        "page": page,
        "figures": reckoning.compared(found, other),
    }
    return render(request, "audiences/comparison.html", shown)


@gate.on(Plan, rules.may_plan, by="pk", once=True)
@require_POST
def approval(request: HttpRequest, found: Plan) -> HttpResponse:
    """Approve a plan, with the written reasons for those overtaken; what was typed stands there again when refused."""
    reasons = {name: request.POST.get(f"reason-{name}", "") for name in why.OVERTAKEN}
    try:
        with transaction.atomic():
            plans.approve(found, by=by(request), reasons=reasons)
    except Busy:
        raise
    except Refused as no:
        messages.error(request, str(no))
        return _page(request, found, reasons, status=422)
    messages.success(request, _("The plan is approved. Its places are being made; nobody is told yet."))
    return redirect("audiences:proposal", pk=found.pk)


@gate.on(Plan, rules.may_plan, by="pk", once=True)
@require_POST
def dropping(request: HttpRequest, found: Plan) -> HttpResponse:
    """Put a plan aside."""
    plans.drop(found, by=by(request))
    messages.success(request, _("The plan is put aside. Nothing of it holds."))
    return redirect("audiences:plans")


@gate.on(Plan, rules.may_plan, by="pk", once=True)
def case(request: HttpRequest, found: Plan, reference: str) -> HttpResponse:
    """Show what a plan says of one case, what each other session would cost, and take the office's wish for it."""
    row = proposals.line(found, reference, by(request))
    if row is None:
        raise Http404
    sessions = queries.of_plan(found)
    form = WishForCaseForm(request.POST or None, sittings=sessions)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                given = form.cleaned_data
                sitting = next(one for one in sessions if str(one.pk) == given["sitting"])
                wishes.take(row.case_id, given["kind"], sitting, reason=given["reason"], by=by(request))
        except Busy:
            raise
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Noted. The next plan keeps to it."))
            return redirect("audiences:proposal_case", pk=found.pk, reference=reference)
    shown = {
        "plan": found,
        "row": row,
        **_prices(found, row.case_id),
        "wishes": queries.wishes_of(row.case_id),
        "form": form,
        "may_wish": rules.may_arrange(by(request)),
    }
    return render(request, "audiences/proposal_case.html", shown, status=422 if form.errors else 200)


@gate.on(Plan, rules.may_plan, by="pk", once=True)
def prices(request: HttpRequest, found: Plan, reference: str) -> HttpResponse:
    """Have the exact price of each other session reckoned; the page asks how far it is."""
    row = proposals.line(found, reference, by(request))
    if row is None:
        raise Http404
    if request.method == "POST":
        pricing.ask(found, row.case_id, by=by(request))
        return redirect("audiences:proposal_case", pk=found.pk, reference=reference)
    return render(request, "audiences/parts/prices.html", _prices(found, row.case_id))


def _prices(found: Plan, case: int) -> dict[str, Any]:
    """Return the prices of a case, and while they are being reckoned of how many sessions and how many are done."""
    asked, done = reckoning.progress(found, case)
    rows = reckoning.prices(found, case)
    return {"prices": rows, "pricing": asked if done < asked else 0, "done": done, "priced": bool(asked)}


@gate.on(PlanWish, rules.may_arrange, by="pk", once=True)
@require_POST
def wish_ending(request: HttpRequest, found: PlanWish) -> HttpResponse:
    """Take a wish back."""
    wishes.end(found, by=by(request))
    messages.success(request, _("Plans are free again."))
    return redirect("audiences:plans")
