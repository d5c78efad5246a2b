"""The officer's pages. The server hands out ciphertext; opening and sealing happen in his browser."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from majlis.accounts import gate
from majlis.core.ui.forms import HouseForm
from majlis.sealed import moves, queries, rules
from majlis.sealed.forms import AnswerForm, PassOnForm, VersionForm
from majlis.sealed.models import Report
from majlis.sealed.states import MOVES, OFFICER, State

View = Callable[..., HttpResponse]
IMPORTS = {
    "libsodium-sumo": "sealed/vendor/libsodium-sumo.mjs",
    "libsodium-wrappers-sumo": "sealed/vendor/libsodium-wrappers-sumo.mjs",
    "majlis/sealed-locks": "sealed/js/locks.js",
    "majlis/sealed-files": "sealed/js/files.js",
    "majlis/sealed-report": "sealed/js/report.js",
    "majlis/sealed-answer": "sealed/js/answer.js",
    "majlis/sealed-package": "sealed/js/package.js",
    "majlis/sealed-make-key": "sealed/js/make_key.js",
    "majlis/sealed-admit": "sealed/js/admit.js",
}
of_report = gate.on(Report, rules.is_at_home, by="pk", roles=(OFFICER,))


def with_locks(view: View) -> View:
    """Let a page compile libsodium, which is WebAssembly. Scripts stay as bound as everywhere: no eval of words."""
    wider: Any = csp_update({"script-src": ["'wasm-unsafe-eval'"]})(view)
    found: View = functools.wraps(view)(wider)
    return found


@gate.staff(OFFICER)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the reports by day and state. There is no search and no number of them."""
    viewer = request.viewer  # type: ignore[attr-defined]
    page = queries.listed(viewer, request.GET.get("page", ""))
    return render(request, "sealed/list.html", {"page": page, "own_key": queries.own_key(viewer)})


@with_locks
@of_report
@require_safe
def report(request: HttpRequest, found: Report) -> HttpResponse:
    """Hand a report's ciphertext to the officer's browser."""
    viewer = request.viewer  # type: ignore[attr-defined]
    moves.look(found, by=viewer)
    key = queries.own_key(viewer)
    facts = {
        "report": found,
        "closed": queries.closed(found, key),
        "own_key": key,
        "papers": found.papers.defer("content"),
        "passed_on": found.passed_on.select_related("body"),
        "pass_on": PassOnForm(initial={"version": found.version}),
        "can": {act for act in MOVES if State(found.state) in MOVES[act].starts},
        "imports": IMPORTS,
    }
    return render(request, "sealed/report.html", facts)


@of_report
@require_safe
def paper(request: HttpRequest, found: Report, number: int) -> HttpResponse:
    """Hand a paper's ciphertext to the officer's browser."""
    closed = found.papers.filter(number=number).first()
    if closed is None:
        raise Http404
    moves.look_at_paper(found, number, by=request.viewer)  # type: ignore[attr-defined]
    return HttpResponse(bytes(closed.content), content_type="application/octet-stream")


@of_report
@require_POST
def answer(request: HttpRequest, found: Report) -> HttpResponse:
    """Keep an answer that the browser sealed."""
    given = valid(AnswerForm(request.POST))
    moves.answer(found, by=request.viewer, **given)  # type: ignore[attr-defined]
    return _back(request, found, _("The answer is sealed and waits for its reporter."))


@of_report
@require_POST
def pass_on(request: HttpRequest, found: Report) -> HttpResponse:
    """Record to whom a report was handed."""
    given = valid(PassOnForm(request.POST))
    moves.pass_on(found, by=request.viewer, **given)  # type: ignore[attr-defined]
    return _back(request, found, _("It is recorded that the report was passed on."))


@of_report
@require_POST
def closure(request: HttpRequest, found: Report) -> HttpResponse:
    """Close a report."""
    moves.close(found, by=request.viewer, **valid(VersionForm(request.POST)))  # type: ignore[attr-defined]
    return _back(request, found, _("The report is closed."))


@of_report
@require_POST
def reopening(request: HttpRequest, found: Report) -> HttpResponse:
    """Open a closed report again."""
    moves.reopen(found, by=request.viewer, **valid(VersionForm(request.POST)))  # type: ignore[attr-defined]
    return _back(request, found, _("The report is open again."))


def valid(form: HouseForm) -> dict[str, Any]:
    """Return what a form of our own scripts brings; anything else was not sent by our page (400)."""
    if not form.is_valid():
        raise BadRequest("not sent by our page")
    return form.cleaned_data


def _back(request: HttpRequest, found: Report, sentence: str) -> HttpResponseRedirect:
    messages.success(request, sentence)
    return redirect("sealed:report", pk=found.pk)
