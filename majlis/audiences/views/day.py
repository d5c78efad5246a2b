"""The day of a sitting: who is here, who is before the minister, who is next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from majlis.accounts import gate
from majlis.audiences import queries, rules, seats
from majlis.audiences.models import Sitting
from majlis.audiences.states import State
from majlis.audiences.views import by
from majlis.audiences.views.sittings import PLANNERS
from majlis.core import clock
from majlis.core.ui.paging import keyset

HOSTS = ("hall_host", "gate_officer", "reception_officer")


@gate.staff(*PLANNERS, *HOSTS)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Open the day of today's sitting, or say that there is none."""
    sitting = queries.sitting_today(by(request))
    if sitting:
        return redirect("audiences:day", pk=sitting.pk)
    return render(request, "audiences/none_today.html", {"ahead": queries.ahead(by(request))[:1]})


@gate.on(Sitting, rules.may_see_day, by="pk")
@require_GET
def day(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show the running order, and the person at hand with one button for each act."""
    found = seats.day(sitting, by(request))
    chosen = next((seat for seat in found.seats if str(seat.pk) == request.GET.get("who")), None)
    shown = {
        "sitting": sitting,
        "day": found,
        "who": chosen or found.inside or found.next,
        "now": clock.now(),
        "share": round(100 * found.heard / len(found.seats) / 5) * 5 if found.seats else 0,
        "plans": rules.may_see_plan(by(request)),
        "may_hold": rules.may_on_sitting(by(request), "hold", sitting) and sitting.day <= clock.today(),
    }
    return render(request, "audiences/day.html", shown)


@gate.on(Sitting, rules.may_see_day, by="pk")
@require_GET
def order(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show the running order as a sheet to print: names and hours only, as the gate needs it."""
    found = [seat for seat in seats.seats(sitting, by(request)) if seat.state != State.PROPOSED]
    return render(request, "audiences/order.html", {"sitting": sitting, "seats": found})


@gate.staff("minister_office", "operations_officer", "section_head")
@require_GET
def ring(request: HttpRequest) -> HttpResponse:
    """Show whom somebody must ring today, for nothing has reached him."""
    page = keyset(queries.to_ring(by(request)), ("starts_at", "id"), request.GET.get("page", ""), size=50)
    return render(request, "audiences/ring.html", {"page": page, "seats": seats.of(page, by(request))})
