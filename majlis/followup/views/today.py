"""Today's follow-up: who is to be asked, and what came of it in one press of a key."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate
from majlis.centres.queries import ministry_calendar
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.ui.forms import HouseForm
from majlis.followup import moves, queries, rules
from majlis.followup.forms import ChaseForm, LeaveForm, RaiseForm
from majlis.followup.states import How, Result, Rung
from majlis.referrals.models import Referral
from majlis.trail import moves as trail

SIZE = 50
RESULT_KEYS = tuple(zip(Result, (2, 1, 3, 4, 5), strict=True))
"""The number key of each result; nobody answering is the most frequent."""


@gate.staff("followup_officer", "programme_director", "minister_office", "minister")
def today(request: HttpRequest) -> HttpResponse:
    """Show today's list."""
    viewer = request.viewer  # type: ignore[attr-defined]
    lines = queries.today_list(viewer)
    number = _number(request.GET.get("page", ""), len(lines))
    here = lines[(number - 1) * SIZE : number * SIZE]
    shown = {
        "waiting": len(lines),
        "lines": here,
        "previous": f"?page={number - 1}" if number > 1 else "",
        "next": f"?page={number + 1}" if len(lines) > number * SIZE else "",
        "looked_at": queries.looked_at(clock.today()),
        "day_off": not ministry_calendar().is_working_day(clock.today()),
        "may": viewer.holds("followup_officer"),
    }
    return render(request, "followup/today.html", shown)


def _number(typed: str, many: int) -> int:
    """Return the page that an address names, within those that there are."""
    known = typed.isascii() and typed.isdigit() and len(typed) < 4
    return min(max(int(typed), 1), max(-(-many // SIZE), 1)) if known else 1


@gate.on(Referral, rules.may_chase, by="pk", once=True)
def chase(request: HttpRequest, referral: Referral) -> HttpResponse:
    """Show one line with all that is known, and take what came of asking."""
    viewer = request.viewer  # type: ignore[attr-defined]
    line = queries.line_of(referral)
    first = {"how": How.PHONE, "who": line.contacts[0].name if line.contacts else ""}
    form = ChaseForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and _kept(request, form, referral):
        messages.success(request, _("Kept. The next one is open."))
        return _onward(viewer, referral)
    trail.looked(viewer, referral.case_id, why="followup")
    return _page(request, line, form)


def _kept(request: HttpRequest, form: ChaseForm, referral: Referral) -> bool:
    viewer = request.viewer  # type: ignore[attr-defined]
    data = form.cleaned_data
    try:
        with transaction.atomic():
            moves.chase(
                referral,
                by=viewer,
                how=How(data["how"]),
                result=Result(data["result"]),
                who=data["who"],
                promised_on=form.promised(data),
                note=data["note"],
            )
    except Refused as no:
        if no.status == 409:
            raise
        form.add_error(None, str(no))
        return False
    return True


def _page(request: HttpRequest, line: queries.Line, form: HouseForm) -> HttpResponse:
    results = [(one, str(one.label), f"Digit{key}", str(key)) for one, key in sorted(RESULT_KEYS, key=lambda x: x[1])]
    shown = {
        "line": line,
        "referral": line.referral,
        "form": form,
        "results": results,
        "chases": list(line.referral.chases.all()[:10]),
        "raise_form": RaiseForm() if line.rung < Rung.OFFICE else None,
        "next_rung": Rung(min(line.rung + 1, Rung.OFFICE)).label,
        "leave_form": LeaveForm(auto_id="leave_%s"),
    }
    return render(request, "followup/chase.html", shown, status=422 if form.errors else 200)


def _onward(viewer: Any, referral: Referral) -> HttpResponse:
    following = queries.next_after(viewer, referral)
    return redirect("followup:chase", pk=following.pk) if following else redirect("followup:list")


@gate.on(Referral, rules.may_chase, by="pk", once=True)
@require_POST
def escalation(request: HttpRequest, referral: Referral) -> HttpResponse:
    """Take a referral a rung up."""
    viewer = request.viewer  # type: ignore[attr-defined]
    step = moves.raise_(referral, by=viewer, why=request.POST.get("why", ""))
    messages.success(request, _("Taken up to: %(rung)s.") % {"rung": step.get_rung_display()})
    return _onward(viewer, referral)


@gate.on(Referral, rules.may_chase, by="pk", once=True)
@require_POST
def leaving(request: HttpRequest, referral: Referral) -> HttpResponse:
    """Leave a referral for the next working day."""
    viewer = request.viewer  # type: ignore[attr-defined]
    moves.leave(referral, by=viewer, why=request.POST.get("why", ""))
    messages.success(request, _("Left for the next working day."))
    return _onward(viewer, referral)
