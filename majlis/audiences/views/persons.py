"""One appointment: who it is, what the viewer may do with it, and the acts themselves."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.audiences import freeing, rules, seats
from majlis.audiences.forms import TakeOutForm, WishForm
from majlis.audiences.models import Appointment
from majlis.audiences.moves import appointments, graver, placing, standby, today
from majlis.audiences.states import State
from majlis.core.viewer import by

ACTS: dict[str, Callable[..., object]] = {
    "confirmation": appointments.confirm,
    "arrival": appointments.arrive,
    "entry": appointments.go_in,
    "attendance": appointments.attend,
    "absence": appointments.miss,
    "undecided": appointments.end_undecided,
    "release": appointments.release,
    "withdrawal": appointments.withdraw,
    "acceptance": standby.accept,
    "refusal": standby.decline,
    "unconfirmed": appointments.let_go,
    "yield-asked": graver.ask_to_yield,
    "yielding": graver.give_way,
    "keeping": graver.keep_place,
    "lateness": today.note_late,
    "stepping-out": today.step_out,
}


@gate.on(Appointment, by="pk")
@require_GET
def appointment(request: HttpRequest, one: Appointment) -> HttpResponse:
    """Show one appointment and what may be done with it."""
    seat = seats.seat(one, by(request))
    if not seat.name:
        raise PermissionDenied
    others = [
        other
        for other in seats.seats(one.sitting, by(request))
        if other.pk != one.pk and other.moves & {"move", "move_told"}
    ]
    shown = {
        "one": one,
        "seat": seat,
        "others": others,
        "wish": WishForm(),
        "take_out": TakeOutForm(),
        "offer": freeing.offer_of(one) if one.state == State.OFFERED else None,
        "yielding": "agree_to_yield" in seat.moves and freeing.is_asked_to_yield(one),
        "may_let_go": "let_go" in seat.moves and rules.may_let_go(one.sitting.day),
    }
    return render(request, "audiences/appointment.html", shown)


@gate.on(Appointment, by="pk", once=True)
@require_POST
def act(request: HttpRequest, one: Appointment, noun: str) -> HttpResponse:
    """Make one of the plain acts."""
    if noun not in ACTS:
        raise Http404
    ACTS[noun](one, by=by(request))
    return _back(request, one)


@gate.on(Appointment, by="pk", once=True)
@require_POST
def wish(request: HttpRequest, one: Appointment) -> HttpResponse:
    """Note on the telephone that the person asks for another time."""
    form = WishForm(request.POST)
    appointments.ask_to_move(one, by=by(request), wish=form.data.get("wish", "") if form.is_valid() else "")
    return _back(request, one)


@gate.on(Appointment, by="pk", once=True)
@require_POST
def cancellation(request: HttpRequest, one: Appointment) -> HttpResponse:
    """Take a told place from a person: he comes first at the next."""
    form = TakeOutForm(request.POST)
    if not form.is_valid():
        return redirect("audiences:appointment", pk=one.pk)
    appointments.cancel(one, by=by(request), why=form.cleaned_data["why"])
    return _back(request, one)


@gate.on(Appointment, by="pk", once=True)
@require_POST
def exchange(request: HttpRequest, one: Appointment) -> HttpResponse:
    """Let two persons change places."""
    rows = Appointment.objects.visible_to(by(request)).filter(sitting=one.sitting_id)
    other = rows.filter(pk=request.POST.get("other") or 0).first()
    if other is None:
        raise Http404
    placing.swap(one, other, consented="consented" in request.POST, by=by(request))
    return _back(request, one)


def day_of(request: HttpRequest, one: Appointment) -> str:
    """Return the address of the day, or of the hall in which the viewer works."""
    hall = request.POST.get("hall", "")
    if hall.isdecimal():
        return reverse("audiences:hall", args=[one.sitting_id, int(hall)])
    return reverse("audiences:day", args=[one.sitting_id])


def _back(request: HttpRequest, one: Appointment) -> HttpResponse:
    messages.success(request, _("Noted."))
    if request.POST.get("back") == "day":
        return redirect(day_of(request, one))
    if request.POST.get("back") == "graver" and request.POST.get("reference", "").isdecimal():
        return redirect("audiences:graver", reference=request.POST["reference"])
    if request.POST.get("back") == "standby":
        return redirect("audiences:standby")
    if rules.may_see_plan(by(request)):
        return redirect("audiences:plan", pk=one.sitting_id)
    return redirect("audiences:day", pk=one.sitting_id)
