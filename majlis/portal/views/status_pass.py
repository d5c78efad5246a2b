"""The person's pass for the gate, and who comes with him."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from majlis.accounts import gate
from majlis.audiences import queries as audiences
from majlis.audiences import rules
from majlis.audiences.gate import spoken
from majlis.audiences.moves.gate import note_gate
from majlis.cases.models import Case
from majlis.core.errors import Busy
from majlis.portal import standing
from majlis.portal.forms.companions import CompanionsForm
from majlis.portal.sending import version_of
from majlis.portal.views.request import to
from majlis.portal.views.status import or_ask
from majlis.portal.views.status_acts import ask, reads


@or_ask
@require_safe
@gate.on_public(Case)
def shown(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the pass by itself, to be printed or held before the gate."""
    appointment = standing.told_appointment(case)
    note = audiences.gate_note(appointment) if appointment else None
    if appointment is None or note is None:
        return to("status", case.reference)
    facts = {"case": case, "appointment": appointment, "gate": note, "code": spoken(note.code)}
    return render(request, "portal/status_pass.html", facts)


@or_ask
@reads
@gate.on_public(Case)
def companions(request: HttpRequest, case: Case) -> HttpResponse:
    """Say who comes along, in which car, and whether a wheelchair is needed; until the day before."""
    by = request.viewer  # type: ignore[attr-defined]
    appointment = standing.told_appointment(case)
    if request.method != "POST" and (appointment is None or not rules.may_still_note(by, appointment)):
        return to("status", case.reference)
    note = audiences.gate_note(appointment) if appointment else None
    first = {"names": "\n".join(note.companions), "plate": note.plate, "wheelchair": note.wheelchair} if note else {}
    form = CompanionsForm(request.POST or None, initial=first)

    def do() -> None:
        if appointment is None or appointment.version != version_of(request):
            raise Busy
        data = form.cleaned_data
        note_gate(appointment, by=by, companions=form.each(), plate=data["plate"], wheelchair=data["wheelchair"])

    return ask(request, case, form, "companions", do, _("The gate knows. Thank you."), appointment=appointment)
