"""The minister's week changes: what each way would cost those who were told, side by side, and one is chosen."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.accounts.once import act_once
from majlis.audiences import changes, queries, rules
from majlis.audiences.facts import WHY
from majlis.audiences.forms import ChangeForm
from majlis.audiences.models import Plan, Sitting
from majlis.audiences.moves import changes as moves
from majlis.audiences.states import PlanKind, PlanState
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import by

AT_WORK = (PlanState.ASKED, PlanState.RECKONING)


@gate.on(Sitting, rules.may_open, by="pk")
def change(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Say what changes, and have the worker reckon what it would do; nothing is done yet."""
    form = ChangeForm(request.POST or None, halls=queries.halls())
    if request.method == "POST" and form.is_valid():
        try:
            return act_once(request, "audiences.change", lambda: _ask(request, sitting, form))
        except Busy:
            raise
        except Refused as no:
            form.add_error(None, str(no))
    shown = {"sitting": sitting, "form": form}
    return render(request, "audiences/change.html", shown, status=422 if form.errors else 200)


def _ask(request: HttpRequest, sitting: Sitting, form: ChangeForm) -> str:
    asked = moves.ask(form.change(sitting.pk), by=by(request))
    return reverse("audiences:ways", args=[asked.pk])


def _page(found: Plan, request: HttpRequest) -> dict[str, Any]:
    if found.kind != PlanKind.CHANGE:
        raise Http404
    ways = changes.alternatives(found)
    meant = changes.change_of(found)
    return {
        "plan": found,
        "sitting": Sitting.objects.visible_to(by(request)).get(pk=meant.sitting),
        "why": WHY[meant.why],
        "meant": meant,
        "at_work": any(one.state in AT_WORK for one in ways),
        "ways": [
            {"plan": one, "change": changes.change_of(one), "movers": changes.movers(one, by(request))} for one in ways
        ],
        "may_choose": rules.has_power_over_plan(by(request), "approve"),
    }


@gate.on(Plan, rules.may_plan, by="pk")
@require_GET
def ways(request: HttpRequest, found: Plan) -> HttpResponse:
    """Show what each way would cost: who moves, who gets no place, how much later."""
    return render(request, "audiences/ways.html", _page(found, request))


@gate.on(Plan, rules.may_plan, by="pk")
@require_GET
def reckoned(request: HttpRequest, found: Plan) -> HttpResponse:
    """Say how far the ways are reckoned; 304 when nothing changed since the tag that the page shows."""
    shown = _page(found, request)
    told = repr([(way["plan"].pk, way["plan"].version) for way in shown["ways"]])
    tag = f'"{hashlib.sha256(told.encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response = render(request, "audiences/parts/ways.html", shown)
    response["ETag"] = tag
    return response


@gate.on(Plan, rules.may_plan, by="pk", once=True)
@require_POST
def choice(request: HttpRequest, found: Plan) -> HttpResponse:
    """Make the change this way, and tell exactly those who move."""
    came = moves.choose(found, by=by(request))
    told = ngettext("%(count)s person has a new place.", "%(count)s persons have a new place.", len(came.told))
    messages.success(request, told % {"count": len(came.told)})
    if came.owed:
        owed = ngettext("%(count)s person lost his place.", "%(count)s persons lost their place.", len(came.owed))
        messages.info(request, owed % {"count": len(came.owed)})
    return redirect("audiences:list")
