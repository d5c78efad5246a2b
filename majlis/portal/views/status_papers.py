"""The answer to a request for papers: each is sent, or the person says why he cannot get it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from majlis.accounts import gate
from majlis.cases import moves
from majlis.cases.models import Case, PaperRequest
from majlis.cases.moves.papers import take_paper
from majlis.cases.queries import standing
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.portal.asked_papers import asked_lines
from majlis.portal.forms.status import AnswerForm
from majlis.portal.sending import once, version_of
from majlis.portal.views.request import to
from majlis.portal.views.status import or_ask
from majlis.portal.views.status_acts import may_not, reads


@or_ask
@reads
@gate.on_public(Case)
def papers(request: HttpRequest, case: Case) -> HttpResponse:
    """Show exactly what is missing; take the files and words, and send the request back to be checked."""
    wanted = standing(case).paper_request
    if may_not(request, case, "complete_papers") or wanted is None:
        return to("status", case.reference)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswerForm(*bound, lines=asked_lines(case, wanted, viewer), asked_in_words=bool(wanted.words))
    if form.is_bound and _good(form, case, viewer):
        once(request, "portal.papers", [case.pk, version_of(request)], lambda: _complete(request, case, form))
        messages.success(request, _("We have what you sent. It is our turn: we check it."))
        return to("status", case.reference)
    return _page(request, case, wanted, viewer, form)


def _good(form: AnswerForm, case: Case, by: Viewer) -> bool:
    """Take every good file in, so that none is chosen twice; tell what is wrong with the others."""
    good = form.is_valid()
    for name, upload, code in form.uploads():
        try:
            with transaction.atomic():
                take_paper(upload, by=by, case=case, item_code=code)
        except Refused as no:
            form.add_error(name, f"{upload.name}: {no}")
            good = False
    return good


def _complete(request: HttpRequest, case: Case, form: AnswerForm) -> None:
    by: Viewer = request.viewer  # type: ignore[attr-defined]
    moves.complete_papers(case, by=by, version=version_of(request))
    without = [str(line.name) for line in form.lines if form.cleaned_data.get(f"none_{line.code}")]
    said = form.cleaned_data["words"]
    if without:
        said = f"{'، '.join(without)}:\n{said}"
    if said:
        moves.add_words(case, by=by, words=said)


def _page(request: HttpRequest, case: Case, wanted: PaperRequest, viewer: Viewer, form: AnswerForm) -> HttpResponse:
    sent = {line.code: line.sent for line in asked_lines(case, wanted, viewer)}
    for line in form.lines:
        line.sent = sent[line.code]
    facts: dict[str, Any] = {"case": case, "wanted": wanted, "form": form}
    return render(request, "portal/status_papers.html", facts, status=422 if form.is_bound else 200)
