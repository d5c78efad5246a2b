"""The page of a person's record: who he is, how he is reached, who acts for him, which records may be his too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from majlis.accounts import gate
from majlis.core.errors import Busy
from majlis.core.middleware import as_refusal
from majlis.core.viewer import Viewer, by
from majlis.people import forms, moves, queries, rules
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.queries import record as reading
from majlis.people.states import LANGUAGES, Need

WORKING = tuple(sorted(rules.REGISTERING))
_of_a_person = gate.on(Beneficiary, by="pk", roles=WORKING)
_changing = gate.on(Beneficiary, rules.may_change, by="pk", roles=WORKING)


@require_GET
@_of_a_person
def record(request: HttpRequest, person: Beneficiary) -> HttpResponse:
    """Show a record; the reading is in the book, once a day."""
    if person.merged_into_id is not None:
        return redirect("people:record", pk=person.merged_into_id)
    moves.note_reading(person, by=by(request))
    return render(request, "people/record.html", _whole(request, person))


def _whole(request: HttpRequest, person: Beneficiary) -> dict[str, Any]:
    viewer = by(request)
    return {
        "person": person,
        "spoken": LANGUAGES.get(person.language, person.language),
        "needs": [Need(need).label for need in person.needs],
        "points": ContactPoint.objects.visible_to(viewer).in_use().filter(beneficiary=person).order_by("rank", "id"),
        "standings": reading.standings(viewer, person),
        "alike": _alike(viewer, person),
        "merges": reading.merges(viewer, person),
        "history": queries.person_history(person, public=False)[:30],
        "may_change": rules.may_change(viewer, person),
        "may_serve": rules.may_serve(viewer, person),
        "may_see_proof": rules.may_see_proof(viewer),
        "may_merge": rules.may_merge(viewer),
    }


def _alike(viewer: Viewer, person: Beneficiary) -> list[queries.Likeness]:
    if not rules.may_merge(viewer):
        return []
    found = queries.look_alikes(viewer, person)
    return [one for one in found if rules.may_serve(viewer, one.beneficiary)][:5]


# ---- how he is reached, and served ---------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@_changing
def wishes(request: HttpRequest, person: Beneficiary) -> HttpResponse:
    """Write down how the person wants to be served."""
    initial = {name: getattr(person, name) for name in forms.WishesForm.base_fields}
    form = forms.WishesForm(request.POST if request.method == "POST" else None, initial=initial)
    version = request.POST.get("version", "")
    if form.is_valid():
        given: dict[str, Any] = {"version": int(version) if version.isdecimal() else 0, "by": by(request)}
        if tried(form, lambda: moves.set_preference(person, **given, **form.cleaned_data)):
            return _done(request, person, _("Written down."))
    return _form(request, person, form, _("How the person is served"), version=person)


@require_http_methods(["GET", "POST"])
@_changing
def point_new(request: HttpRequest, person: Beneficiary) -> HttpResponse:
    """Add a way to reach the person, with the questions of safe contact on the same page."""
    contact = forms.ContactForm(request.POST if request.method == "POST" else None)
    safe = forms.SafeContactForm(
        request.POST if request.method == "POST" else None, only=("whose", "hours_from", "hours_until", "language")
    )
    judged = [form.is_valid() for form in (contact, safe)]
    if all(judged) and tried(contact, lambda: moves.add_point(person, contact.point(safe), by=by(request))):
        return _done(request, person, _("Added."))
    return _form(request, person, contact, _("A way to reach the person"), more=safe)


@require_http_methods(["GET", "POST"])
@_changing
def point(request: HttpRequest, person: Beneficiary, point: int) -> HttpResponse:
    """Change whose a number is, its hours, its language, or that it is never used."""
    row = _point(request, person, point)
    initial = {name: getattr(row, name) for name in forms.PointForm().fields}
    form = forms.PointForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and tried(form, lambda: moves.change_point(row, by=by(request), **form.changes())):
        return _done(request, person, _("Changed."))
    if request.method == "GET":
        moves.note_shown(row, by=by(request))
    return _form(request, person, form, row.get_channel_display(), point=row)


@require_POST
@_changing
def point_retire(request: HttpRequest, person: Beneficiary, point: int) -> HttpResponse:
    """Take a way to reach the person out of use."""
    moves.retire_point(_point(request, person, point), by=by(request))
    return _done(request, person, _("Taken out of use."))


def _point(request: HttpRequest, person: Beneficiary, number: int) -> ContactPoint:
    rows = ContactPoint.objects.visible_to(by(request)).in_use().select_related("beneficiary")
    return get_object_or_404(rows, pk=number, beneficiary=person)


# ---- what the pages share ------------------------------------------------------------------------------------


def tried(form: BaseForm, act: Callable[[], Any]) -> bool:
    """Do an act and tell whether it went through; a refusal becomes an error of the form, a lost race goes on."""
    try:
        with transaction.atomic():
            act()
    except Exception as error:
        refusal = as_refusal(error)
        if refusal is None or isinstance(refusal, Busy):
            raise
        form.add_error(None, str(refusal))
        return False
    return True


def _done(request: HttpRequest, person: Beneficiary, words: str) -> HttpResponse:
    """Lead back to the record, or to the desk whoever may not read it any more: her cases lie with women now."""
    if not Beneficiary.objects.visible_to(by(request)).filter(pk=person.pk).exists():
        messages.success(request, _("Written down. From now on women serve her; her requests lie with them."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    messages.success(request, words)
    return redirect("people:record", pk=person.pk)


def _form(request: HttpRequest, person: Beneficiary, form: BaseForm, title: str, **more: Any) -> HttpResponse:
    bound = form.is_bound and (bool(form.errors) or bool(getattr(more.get("more"), "errors", None)))
    shown = {"person": person, "form": form, "title": title, **more}
    return render(request, "people/record_form.html", shown, status=422 if bound else 200)
