"""What the office and the hosts do on the day itself, each act under its own address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.accounts.once import act_once
from majlis.audiences import queries, rules, seats, waiting
from majlis.audiences.forms import MINUTES, InsertForm, LaterForm, PauseForm, SwapForm, WhereForm
from majlis.audiences.models import Appointment, Sitting
from majlis.audiences.moves import appointments, today
from majlis.audiences.moves.placing import Slot
from majlis.audiences.states import Mode, State
from majlis.audiences.views import day as board
from majlis.audiences.views.persons import day_of
from majlis.audiences.views.placing import hall_words, usual_minutes, usual_where
from majlis.cases.models import Case
from majlis.cases.states import Priority
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.ui.dates import hour
from majlis.core.viewer import by
from majlis.office import capture
from majlis.office import rules as office


@gate.on(Sitting, rules.may_see_plan, by="pk", once=True)
@require_POST
def pause(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Interrupt the session, with the reason."""
    form = PauseForm(request.POST)
    if form.is_valid():
        today.pause(sitting, why=form.cleaned_data["why"], by=by(request))
        messages.success(request, _("The session is interrupted. Nobody goes in until it is resumed."))
    return redirect("audiences:day", pk=sitting.pk)


@gate.on(Sitting, rules.may_see_plan, by="pk", once=True)
@require_POST
def resumption(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Go on with the session."""
    today.resume(sitting, by=by(request))
    messages.success(request, _("The session goes on."))
    return redirect("audiences:day", pk=sitting.pk)


@gate.on(Sitting, rules.may_see_plan, by="pk", once=True)
@require_POST
def delay(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Tell those who are not here yet of their new expected hour."""
    told = today.tell_delay(sitting, by=by(request))
    said = ngettext("%(count)s person is told of the delay.", "%(count)s persons are told of the delay.", told)
    messages.success(request, said % {"count": told})
    return redirect("audiences:day", pk=sitting.pk)


def _may(request: HttpRequest, one: Appointment, name: str) -> seats.Seat:
    """Return the place as the viewer may know it. Raises 404 when he may not make the move now."""
    seat = seats.seat(one, by(request))
    if name not in seat.moves and not (name == "put_later" and "step_out" in seat.moves):
        raise Http404
    return seat


@gate.on(Appointment, by="pk")
def later(request: HttpRequest, one: Appointment) -> HttpResponse:
    """Put a person later in today's order: back to waiting."""
    seat = _may(request, one, "put_later")
    free = queries.slots_today(one.sitting, seat.minutes, one.hall, but=one)
    offered = [(slot.isoformat(), _hour_words(one.sitting, slot)) for slot in free]
    form = LaterForm(request.POST or None, free=offered)
    if request.method == "POST" and form.is_valid():
        try:
            return act_once(request, "audiences.later", lambda: _put_later(request, one, form))
        except Refused as no:
            _tell(form, no)
    shown = {"one": one, "seat": seat, "form": form, "hall": request.GET.get("hall", "")}
    return render(request, "audiences/later.html", shown, status=422 if form.errors else 200)


def _hour_words(sitting: Sitting, slot: dt.datetime) -> str:
    return _noted(slot, _("after the planned end") if slot >= sitting.ends_at else "")


def _noted(at: dt.datetime, words: str) -> str:
    """Return an hour and, where there are any, words behind it."""
    return format_html("{} · <bdi>{}</bdi>", hour(at), words) if words else hour(at)


def _put_later(request: HttpRequest, one: Appointment, form: LaterForm) -> str:
    today.put_later(one, dt.datetime.fromisoformat(form.cleaned_data["starts_at"]), by=by(request))
    messages.success(request, _("He waits until then. Who is not here yet is told."))
    return day_of(request, one)


def _tell(form: Any, no: Refused) -> None:
    """Put a refusal on the form; a lost race goes on to the middleware."""
    if no.status == 409:
        raise no
    form.add_error(None, str(no))


@gate.on(Appointment, by="pk")
def swap(request: HttpRequest, one: Appointment) -> HttpResponse:
    """Let two persons of today change places."""
    seat = _may(request, one, "swap_today")
    found = [other for other in seats.seats(one.sitting, by(request)) if "swap_today" in other.moves]
    others = [(str(other.pk), _noted(other.starts_at, other.name)) for other in found if other.pk != one.pk]
    form = SwapForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        try:
            return act_once(request, "audiences.swap", lambda: _swap(request, one, form))
        except Refused as no:
            _tell(form, no)
    shown = {"one": one, "seat": seat, "form": form, "others": others}
    return render(request, "audiences/swap.html", shown, status=422 if form.errors else 200)


def _swap(request: HttpRequest, one: Appointment, form: SwapForm) -> str:
    other = Appointment.objects.visible_to(by(request)).get(pk=form.cleaned_data["other"])
    today.swap(one, other, agreed=form.cleaned_data["agreed"], by=by(request))
    messages.success(request, _("They have changed places. Who is not here yet is told."))
    return reverse("audiences:day", args=[one.sitting_id])


@gate.on(Sitting, rules.may_see_plan, by="pk")
@require_GET
def insertions(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show the grave cases that wait: who could be put into today's session."""
    if not rules.may_arrange(by(request)):
        raise PermissionDenied
    page = waiting.page(by(request), request.GET.get("page", ""), only=Priority.CRITICAL)
    return render(request, "audiences/insertions.html", {"sitting": sitting, "waiting": page})


@gate.on(Sitting, rules.may_see_plan, by="pk")
def insertion(request: HttpRequest, sitting: Sitting, reference: str) -> HttpResponse:
    """Put a grave case into today's session, at a time that is open or in a pause."""
    case = waiting.one(by(request), reference)
    if not rules.may_arrange(by(request)):
        raise PermissionDenied
    if case is None:
        return _put_in_already(request, sitting)
    where, slots, form = _to_insert(request, sitting, case)
    if request.method == "POST" and form.is_valid():
        slot = slots[form.cleaned_data["starts_at"]]
        try:
            return act_once(request, "audiences.insert", lambda: _insert(request, case, slot, form))
        except Refused as no:
            _tell(form, no)
    shown = {"sitting": sitting, "case": case, "where": where, "form": form, "free": bool(slots)}
    return render(request, "audiences/insertion.html", shown, status=422 if form.errors else 200)


def _put_in_already(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Lead a form that was sent twice where it led first; a case that does not wait is not there."""
    if request.method != "POST":
        raise Http404
    return redirect("audiences:day", pk=sitting.pk)


def _to_insert(request: HttpRequest, sitting: Sitting, case: Case) -> tuple[WhereForm, dict[str, Slot], InsertForm]:
    halls = {f"hall-{hall.pk}": hall for hall in queries.halls()}
    given = request.POST if request.method == "POST" else request.GET
    where = given.get("where", "")
    where = where if where in {"here", *halls} else usual_where(case, sitting)
    minutes = int(given["minutes"]) if given.get("minutes") in {str(one) for one in MINUTES} else usual_minutes(case)
    hall = halls.get(where)
    person = [f"beneficiary:{case.beneficiary_id}"]
    free = queries.free_slots(sitting, minutes, hall, resources=person, in_pause=True)
    mode, centre = (Mode.VIDEO, hall.centre) if hall else (Mode.PERSON, sitting.place)
    slots = {slot.isoformat(): Slot(sitting, slot, minutes, mode, centre, hall) for slot in free}
    form = InsertForm(request.POST or None, free=[(key, _slot_words(sitting, slot)) for key, slot in slots.items()])
    places = [("here", f"{sitting.place} · {_('in person')}"), *((key, hall_words(one)) for key, one in halls.items())]
    return WhereForm(initial={"where": where, "minutes": minutes}, places=places), slots, form


def _slot_words(sitting: Sitting, slot: Slot) -> str:
    paused = any(slot.starts_at < last and slot.ends_at > first for first, last in sitting.paused())
    return _noted(slot.starts_at, _("in a pause") if paused else "")


def _insert(request: HttpRequest, case: Case, slot: Slot, form: InsertForm) -> str:
    one = today.insert(case, slot, reason=form.cleaned_data["reason"], by=by(request))
    messages.success(request, _("He is in today's session, and is told so."))
    return f"{reverse('audiences:day', args=[slot.sitting.pk])}?who={one.pk}"


@gate.on(Appointment, by="pk")
@require_POST
def directive(request: HttpRequest, one: Appointment) -> HttpResponse:
    """Take down what the minister said of whoever sits before him; then, if asked, let the next one in."""
    viewer = by(request)
    case = seats.case_of(one.pk, viewer)
    if case is None or not viewer.holds("minister_office", "minister"):
        raise PermissionDenied
    form = capture.form_for(case, viewer, request, at_once=True)
    if form.is_valid():
        try:
            return act_once(request, "audiences.directive", lambda: _take_down(request, one, case, form))
        except Refused as no:
            _tell(form, no)
    return board.page(request, one.sitting, who=one.pk, form=form)


def _take_down(request: HttpRequest, one: Appointment, case: Case, form: capture.DirectiveForm) -> str:
    viewer = by(request)
    if not office.may_direct(viewer, case):
        raise PermissionDenied
    directive = capture.take_down(case, form, by=viewer)
    one.refresh_from_db(fields=["state"])
    if one.state in (State.ARRIVED, State.IN) and rules.holds_power(viewer, "attend", one):
        appointments.attend(one, by=viewer)
    told = _("Noted. It moves nothing until the minister confirms it.")
    messages.success(
        request, told if directive.state == "unconfirmed" else _("The directive is given and carried out.")
    )
    if "next" in request.POST:
        _let_in(request, one.sitting)
    return reverse("audiences:day", args=[one.sitting_id])


def _let_in(request: HttpRequest, sitting: Sitting) -> None:
    """Let the next one in who is here; say so when nobody is."""
    seat = seats.day(sitting, by(request)).here
    if seat is None or "go_in" not in seat.moves or sitting.day != clock.today():
        messages.info(request, _("Nobody who waits is here yet."))
        return
    appointments.go_in(Appointment.objects.visible_to(by(request)).get(pk=seat.pk), by=by(request))
