"""The gate: its list, the passes, who is let in; and what is noted for it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate as entrance
from majlis.accounts.once import act_once
from majlis.audiences import gate, queries, rules, seats
from majlis.audiences.forms import GateForm, PassForm
from majlis.audiences.models import Appointment, Sitting
from majlis.audiences.moves import gate as moves
from majlis.audiences.moves.door import pass_of
from majlis.centres.models import Centre
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer, by

KEEPERS = ("gate_officer", "reception_officer", "operations_officer", "minister_office")


@entrance.staff(*KEEPERS)
@require_GET
def at_gate(request: HttpRequest) -> HttpResponse:
    """Take a pass (`?code=`), show who it is, and below it who is expected today at the viewer's gate."""
    viewer, given = by(request), request.GET.get("code", "")
    shown = {
        "form": PassForm(initial={"code": ""}),
        "typed": given,
        "found": gate.find(given, viewer) if given.strip() else None,
        "lists": [
            (sitting, centre, gate.lines(sitting, centre.pk, viewer))
            for sitting in queries.sittings_today(viewer)
            for centre in _mine(viewer, sitting)
        ],
        "may_let_in": viewer.holds("gate_officer", "reception_officer"),
    }
    return render(request, "audiences/gate.html", shown)


def _mine(viewer: Viewer, sitting: Sitting) -> list[Centre]:
    """Return the gates of a sitting at which the viewer receives, all of them for whoever plans."""
    found = queries.gates_of(sitting)
    return [one for one in found if rules.may_see_plan(viewer) or rules.receives_at(viewer, one.pk)]


@entrance.on(Sitting, rules.may_keep_gate, by="pk")
@require_GET
def gate_list(request: HttpRequest, sitting: Sitting, centre: int) -> HttpResponse:
    """Show the list of one gate as a sheet to print."""
    place = next((one for one in _mine(by(request), sitting) if one.pk == centre), None)
    if place is None:
        raise Http404
    found = gate.lines(sitting, place.pk, by(request))
    kept = sitting.gate_lists.filter(centre=place).first()
    shown = {
        "sitting": sitting,
        "centre": place,
        "lines": found,
        "kept": kept,
        "all": sum(one.persons for one in found),
    }
    return render(request, "audiences/gate_list.html", shown)


@entrance.on(Appointment, by="pk", once=True)
@require_POST
def passing(request: HttpRequest, one: Appointment) -> HttpResponse:
    """Let the person in who stands at the gate."""
    moves.let_in(pass_of(one), by=by(request))
    messages.success(request, _("Let in."))
    return redirect("audiences:gate")


@entrance.on(Appointment, by="pk")
def companions(request: HttpRequest, one: Appointment) -> HttpResponse:
    """Note, at the desk or on the telephone, who comes along."""
    seat = seats.seat(one, by(request))
    if "note_gate" not in seat.moves:
        raise PermissionDenied
    note = pass_of(one)
    first = {"companions": "\n".join(note.companions), "plate": note.plate, "wheelchair": note.wheelchair}
    form = GateForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            return act_once(request, "audiences.note_gate", lambda: _note(request, one, form))
        except Refused as no:
            if no.status == 409:
                raise
            form.add_error(None, str(no))
    shown = {"one": one, "seat": seat, "form": form, "code": gate.spoken(note.code)}
    return render(request, "audiences/companions.html", shown, status=422 if form.errors else 200)


def _note(request: HttpRequest, one: Appointment, form: GateForm) -> str:
    data = form.cleaned_data
    moves.note_gate(one, by=by(request), companions=form.names(), plate=data["plate"], wheelchair=data["wheelchair"])
    messages.success(request, _("Noted for the gate."))
    return reverse("audiences:appointment", args=[one.pk])
