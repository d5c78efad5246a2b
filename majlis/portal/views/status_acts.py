"""What a person does on his own request: add, withdraw, object, say how satisfied he is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from majlis.accounts import gate
from majlis.cases import moves
from majlis.cases.models import Case
from majlis.cases.moves.papers import take_paper
from majlis.cases.queries import by_pin
from majlis.core.errors import Busy, Refused
from majlis.core.ui.forms import HouseForm
from majlis.core.viewer import Viewer
from majlis.portal import keys, standing
from majlis.portal.forms.status import AddedForm, ObjectForm, ScoreForm, WithdrawForm
from majlis.portal.sending import once, version_of
from majlis.portal.views.request import to
from majlis.portal.views.status import NOT_RIGHT, count_try, or_ask

reads = require_http_methods(["GET", "HEAD", "POST"])


def ask(
    request: HttpRequest, case: Case, form: HouseForm, page: str, do: Callable[[], Any], said: Any, **facts: Any
) -> HttpResponse:
    """Show the form of an act; do it once when it is rightly filled in, and go back to the request.

    A refusal is told on the form; a lost race is shown by the house.
    """
    if form.is_bound and form.is_valid():
        try:
            once(request, f"portal.{page}", [case.pk, request.POST.dict() | {"csrfmiddlewaretoken": ""}], do)
        except Busy:
            raise
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, said)
            return to("status", case.reference)
    facts |= {"case": case, "form": form, "fields": [form[name] for name in form.fields]}
    return render(request, f"portal/status_{page}.html", facts, status=422 if form.is_bound else 200)


def may_not(request: HttpRequest, case: Case, act: str) -> bool:
    """Tell whether a page that is only read asks for an act that cannot be done now."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return request.method != "POST" and act not in standing.shown(case, viewer).acts


@or_ask
@reads
@gate.on_public(Case)
def words(request: HttpRequest, case: Case) -> HttpResponse:
    """Add something to what was said."""
    if may_not(request, case, "add_words"):
        return to("status", case.reference)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form, by = AddedForm(*given), request.viewer  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        _take_files(form, case, by)

    def do() -> None:
        if form.cleaned_data["words"]:
            moves.add_words(case, by=by, words=form.cleaned_data["words"])

    return ask(request, case, form, "words", do, _("We added it to your request."))


def _take_files(form: AddedForm, case: Case, by: Viewer) -> None:
    """Take every good file in, so that none is chosen twice; tell what is wrong with the others."""
    for upload in form.cleaned_data["attached"]:
        try:
            with transaction.atomic():
                take_paper(upload, by=by, case=case)
        except Refused as no:
            form.add_error("attached", f"{upload.name}: {no}")


@or_ask
@reads
@gate.on_public(Case, before=count_try)
def withdrawal(request: HttpRequest, case: Case) -> HttpResponse:
    """Withdraw the request, with the PIN once more."""
    if may_not(request, case, "withdraw"):
        return to("status", case.reference)
    form, by = WithdrawForm(request.POST or None), request.viewer  # type: ignore[attr-defined]

    def do() -> None:
        moves.withdraw(case, by=by, phone=settings.TOLL_FREE_NUMBER, version=version_of(request))

    if form.is_bound and form.is_valid():
        prove(request, case, form)
    return ask(request, case, form, "withdrawal", do, _("Your request is withdrawn."))


def prove(request: HttpRequest, case: Case, form: WithdrawForm) -> None:
    """Tell on the form when the PIN is not that of the request, or was missed too often."""
    if not request.may_try:  # type: ignore[attr-defined]
        form.add_error(None, str(_("The PIN was missed too often. Wait an hour, or let us ring you.")))
    elif by_pin(case.reference, form.cleaned_data["pin"]) is None:
        form.add_error("pin", str(NOT_RIGHT))
    else:
        keys.was_right(case.reference)


@or_ask
@reads
@gate.on_public(Case)
def objection(request: HttpRequest, case: Case) -> HttpResponse:
    """Object to how the request ended; an officer who had no part in it looks at it."""
    if may_not(request, case, "object"):
        return to("status", case.reference)
    form, by = ObjectForm(request.POST or None), request.viewer  # type: ignore[attr-defined]

    def do() -> None:
        moves.object_(case, by=by, words=form.cleaned_data["words"], version=version_of(request))

    until = standing.objection_until(case)
    said = _("We have your objection. An officer who had no part in it looks at your request.")
    return ask(request, case, form, "objection", do, said, until=until)


@or_ask
@reads
@gate.on_public(Case)
def opinion(request: HttpRequest, case: Case) -> HttpResponse:
    """Say once how satisfied one is with a closed request."""
    by: Viewer = request.viewer  # type: ignore[attr-defined]
    closure = standing.shown(case, by).closure
    if may_not(request, case, "score") or closure is None:
        return to("status", case.reference)
    form = ScoreForm(request.POST or None)

    def do() -> None:
        said = form.cleaned_data
        moves.say_score(closure, by=by, score=said["score"], opinion=said["words"])

    return ask(request, case, form, "opinion", do, _("Thank you. What you said makes us better."))
