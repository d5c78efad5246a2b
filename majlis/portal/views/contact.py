"""How a person who is signed in wishes to be reached: the ways on record, one more, one less, or none at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from majlis.accounts import gate
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import Kind, Viewer
from majlis.people import moves
from majlis.people import queries as persons
from majlis.people.models import Beneficiary, ContactPoint
from majlis.portal.forms.person import ContactForm
from majlis.portal.sending import once, version_of
from majlis.portal.views.request import to


@require_http_methods(["GET", "HEAD", "POST"])
@gate.public
def contact(request: HttpRequest) -> HttpResponse:
    """Show the ways on record, and take another one or the wish not to be contacted."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.kind is not Kind.BENEFICIARY:
        return to("mine")
    person, form = persons.canonical(viewer.id), ContactForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            once(request, "portal.contact", [person.pk, version_of(request)], lambda: _keep(request, person, form))
        except Busy:
            raise
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("We wrote down how you wish to be reached."))
            return to("mine-contact")
    points = ContactPoint.objects.visible_to(viewer).in_use()
    facts: dict[str, Any] = {"form": form, "person": person, "points": points}
    return render(request, "portal/status_contact.html", facts, status=422 if form.is_bound else 200)


def _keep(request: HttpRequest, person: Beneficiary, form: ContactForm) -> None:
    by: Viewer = request.viewer  # type: ignore[attr-defined]
    moves.set_preference(person, version=version_of(request), by=by, never_contact=form.cleaned_data["never"])
    for point in form.points():
        moves.add_point(person, point, by=by)


@require_POST
@gate.on_public(ContactPoint, by="pk")
def removal(request: HttpRequest, point: ContactPoint) -> HttpResponse:
    """Use one of one's own ways no more."""
    if point.retired_at is None:
        moves.retire_point(point, by=request.viewer)  # type: ignore[attr-defined]
    messages.success(request, _("We use it no more."))
    return to("mine-contact")
