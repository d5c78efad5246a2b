"""The bodies: what each handles, whom to reach there. They lie below the catalogue, so their pages stand here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from majlis.accounts import gate
from majlis.accounts import queries as accounts
from majlis.bodies import moves, queries, rules
from majlis.bodies.models import Body
from majlis.catalogue import queries as catalogue
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Viewer, by
from majlis.referrals.forms import BodyForm, ContactForm
from majlis.referrals.views.desk import attempt

_of_a_body = gate.on(Body, by="code", roles=rules.CONTACT_KEEPERS)


@require_GET
@gate.staff(*rules.CONTACT_KEEPERS)
def bodies(request: HttpRequest) -> HttpResponse:
    """Show the bodies, by their code."""
    rows = Body.objects.visible_to(by(request)).select_related("parent")
    page = keyset(rows, ["code"], request.GET.get("page", ""), 50)
    shown = {"page": page, "may_set_up": rules.may_set_up(by(request)), "tab": "bodies"}
    return render(request, "referrals/bodies.html", shown)


@require_GET
@_of_a_body
def body(request: HttpRequest, body: Body) -> HttpResponse:
    """Show one body: where it stands, what it handles, whom to reach, who speaks for it here."""
    names = {category.code: category for category in catalogue.categories()}
    shown = {
        "body": body,
        "handled": [names.get(code, code) for code in queries.categories_of(body)],
        "contacts": queries.contacts(body),
        "liaisons": accounts.liaisons(body),
        "may_set_up": rules.may_set_up(by(request)),
        "may_keep_contacts": rules.may_keep_contacts(by(request)),
        "tab": "bodies",
    }
    return render(request, "referrals/body.html", shown)


@require_http_methods(["GET", "POST"])
@gate.staff(*rules.KEEPERS, once=True)
def new(request: HttpRequest) -> HttpResponse:
    """Set up a body."""
    form = BodyForm(request.POST or None)
    if form.is_valid():
        code, words = form.cleaned_data["code"], form.words()
        if attempt(form, lambda: moves.set_up(code, by=by(request), handles=form.handles(), **words)):
            messages.success(request, _("The body is set up. Add whom to reach there."))
            return redirect("referrals:body", code=code)
    return _form(request, form, _("A new body"))


@require_http_methods(["GET", "POST"])
@gate.on(Body, lambda viewer, _body: rules.may_set_up(viewer), by="code", roles=rules.KEEPERS, once=True)
def edit(request: HttpRequest, body: Body) -> HttpResponse:
    """Change a body and what it handles."""
    form = BodyForm(request.POST or None, body=body, handled=queries.categories_of(body))
    if form.is_valid() and attempt(form, lambda: _change(body, form, by(request))):
        messages.success(request, _("Changed."))
        return redirect("referrals:body", code=body.code)
    return _form(request, form, str(body), body=body)


def _change(body: Body, form: BodyForm, by: Viewer) -> None:
    moves.change(body, by=by, **form.words())
    moves.set_handles(body, form.handles(), by=by)


@require_http_methods(["GET", "POST"])
@gate.on(Body, lambda viewer, _body: rules.may_keep_contacts(viewer), by="code", roles=rules.CONTACT_KEEPERS, once=True)
def contact(request: HttpRequest, body: Body) -> HttpResponse:
    """Add whom to reach in a body."""
    form = ContactForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: moves.add_contact(body, by=by(request), **given)):
            messages.success(request, _("Added."))
            return redirect("referrals:body", code=body.code)
    return _form(request, form, _("Whom to reach"), body=body)


@require_POST
@gate.on(Body, lambda viewer, _body: rules.may_keep_contacts(viewer), by="code", roles=rules.CONTACT_KEEPERS, once=True)
def contact_end(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    """Take a contact out of use."""
    found = next((one for one in queries.contacts(body) if one.pk == pk), None)
    if found is None:
        raise Http404
    moves.end_contact(found, by=by(request))
    return redirect("referrals:body", code=body.code)


def _form(request: HttpRequest, form: Any, title: str, body: Body | None = None) -> HttpResponse:
    shown = {"form": form, "title": title, "body": body, "tab": "bodies"}
    return render(request, "referrals/body_form.html", shown, status=422 if form.errors else 200)
