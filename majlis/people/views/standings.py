"""Who acts for a person: written down, its proof seen, ended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from majlis.accounts import gate
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import by
from majlis.people import forms, moves, queries, rules
from majlis.people.models import Beneficiary, Representation
from majlis.people.states import STANDINGS, Proof, Standing
from majlis.people.views.record import WORKING, tried

_changing = gate.on(Beneficiary, rules.may_change, by="pk", roles=WORKING)
_proving = gate.on(Beneficiary, lambda viewer, _person: rules.may_see_proof(viewer), by="pk", roles=WORKING)


@require_http_methods(["GET", "POST"])
@_changing
def new(request: HttpRequest, person: Beneficiary) -> HttpResponse:
    """Find who acts for the person, then write down by what right, within which limits and until when."""
    find = forms.FindForm(request.POST if request.POST.get("do") == "find" else None)
    form = forms.RepresentationForm(request.POST if request.POST.get("do") == "add" else None)
    picked, found = _picked(request), None
    if find.is_valid():
        found = _found(request, find)
    if form.is_valid() and picked is not None:
        standing = form.cleaned_data["standing"]
        if tried(form, lambda: moves.add_representation(picked, person, standing, by=by(request), **form.words())):
            messages.success(request, _("Written down. Without its proof it lets him put a request, and no more."))
            return redirect("people:record", pk=person.pk)
    shown = {"person": person, "find": find, "found": found, "form": form, "picked": picked, "papers": _papers()}
    bad = bool(find.errors or form.errors)
    return render(request, "people/standing_new.html", shown, status=422 if bad else 200)


def _found(request: HttpRequest, find: forms.FindForm) -> list[queries.Found] | None:
    try:
        with transaction.atomic():
            return queries.find(by(request), find.cleaned_data["find"])
    except Busy:
        raise
    except Refused as refusal:
        find.add_error("find", str(refusal))
        return None


def _picked(request: HttpRequest) -> Beneficiary | None:
    wanted = request.POST.get("pick", "")
    if not wanted.isdecimal():
        return None
    try:
        return queries.taken_up(by(request), int(wanted))[0]
    except Beneficiary.DoesNotExist:
        raise Http404 from None


def _papers() -> list[tuple[str, str]]:
    """Return by each standing the papers of which one is asked for: none of kin, and no power of attorney of heirs."""
    asked = {
        standing: _(", ").join(str(Proof(proof).label) for proof in sorted(rule.proofs))
        for standing, rule in STANDINGS.items()
    }
    return [(str(Standing(standing).label), papers or _("no paper is asked for")) for standing, papers in asked.items()]


@require_http_methods(["GET", "POST"])
@_proving
def proof(request: HttpRequest, person: Beneficiary, standing: int) -> HttpResponse:
    """Say what was seen that shows a standing."""
    row = _row(request, person, standing)
    form = forms.ProofForm(request.POST if request.method == "POST" else None, standing=row.standing)
    if form.is_valid():
        given: dict[str, Any] = {"proof": form.cleaned_data["proof"], "note": form.cleaned_data["note"]}
        if tried(form, lambda: moves.see_proof(row, by=by(request), **given)):
            messages.success(request, _("The proof is on record."))
            return redirect("people:record", pk=person.pk)
    shown = {"person": person, "form": form, "title": row.get_standing_display()}
    return render(request, "people/record_form.html", shown, status=422 if form.errors else 200)


@require_POST
@_changing
def end(request: HttpRequest, person: Beneficiary, standing: int) -> HttpResponse:
    """End a standing now."""
    moves.end_representation(_row(request, person, standing), by=by(request))
    messages.success(request, _("It has ended."))
    return redirect("people:record", pk=person.pk)


def _row(request: HttpRequest, person: Beneficiary, number: int) -> Representation:
    visible = Representation.objects.visible_to(by(request)).filter(ended_at=None)
    rows = visible.filter(principal=person) | visible.filter(representative=person)
    return get_object_or_404(rows, pk=number)
