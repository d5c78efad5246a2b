"""The small desk of a body's liaison: what was referred to his body, and nothing else of the house."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from majlis.accounts import gate
from majlis.cases.papers import store
from majlis.core.errors import Refused
from majlis.core.ui.forms import HouseForm
from majlis.core.ui.paging import keyset
from majlis.referrals import moves, queries, rules
from majlis.referrals.forms import AnswerForm, PromiseForm, QuestionForm, ReceiptForm
from majlis.referrals.models import Referral
from majlis.referrals.states import MOVES, OPEN
from majlis.referrals.views.desk import attempt
from majlis.trail import moves as trail

_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}
_FORMS: dict[str, type[HouseForm]] = {
    "answer": AnswerForm,
    "promise": PromiseForm,
    "ask": QuestionForm,
    "acknowledge": ReceiptForm,
}


@gate.staff("body_liaison")
def referrals(request: HttpRequest) -> HttpResponse:
    """Show what was referred to the liaison's body: what is open first by its due day, or all that was answered."""
    viewer = request.viewer  # type: ignore[attr-defined]
    answered = request.GET.get("show") == "answered"
    found = queries.of_body(viewer)
    rows = found.exclude(state__in=sorted(OPEN)) if answered else found.filter(state__in=sorted(OPEN))
    order = ("-id",) if answered else ("due_on", "id")
    page = keyset(rows, order, request.GET.get("page", ""), size=30)
    return render(request, "referrals/body_list.html", {"page": page, "answered": answered})


@gate.on(Referral, rules.speaks_for, by="pk")
def referral(request: HttpRequest, referral: Referral) -> HttpResponse:
    """Show one referral to its body."""
    viewer = request.viewer  # type: ignore[attr-defined]
    moves.see(referral, by=viewer)
    trail.looked(viewer, referral.case_id, why="referral")
    return _shown(request, referral)


def _shown(request: HttpRequest, referral: Referral, wrong: HouseForm | None = None, at: str = "") -> HttpResponse:
    forms = {name: made(prefix=name) for name, made in _FORMS.items() if MOVES[name].allows(referral.state)}
    if wrong is not None:
        forms[at] = wrong
    shown = {
        "referral": referral,
        "forms": forms,
        "papers": queries.enclosed(referral),
        "replies": list(referral.replies.all()),
        "questions": list(referral.questions.all()),
        "promises": list(referral.promises.all()),
        "at": at,
    }
    return render(request, "referrals/body_one.html", shown, status=422 if wrong is not None else 200)


def _post(name: str, act: Callable[[Referral, dict[str, Any], Any], object], words: Callable[[], str]) -> Any:
    @require_POST
    def view(request: HttpRequest, referral: Referral) -> HttpResponse:
        form = _FORMS[name](request.POST, request.FILES, prefix=name)
        viewer = request.viewer  # type: ignore[attr-defined]
        if form.is_valid() and attempt(form, lambda: act(referral, form.cleaned_data, viewer)):
            messages.success(request, words())
            return redirect("referrals:of-body", pk=referral.pk)
        return _shown(request, referral, form, name)

    view.__name__, view.__doc__ = name, f"Take the form `{name}` of a liaison."
    return gate.on(Referral, rules.speaks_for, by="pk", once=True)(view)


def _day(given: Any) -> Any:
    return given.gregorian if given else None


answer = _post(
    "answer",
    lambda referral, data, by: moves.answer(referral, by=by, words=data["words"], upload=data["paper"]),
    lambda: _("Your answer was sent. Thank you."),
)
promise = _post(
    "promise",
    lambda referral, data, by: moves.promise(referral, by=by, day=_day(data["day"])),
    lambda: _("Your promise was taken down."),
)
ask = _post(
    "ask",
    lambda referral, data, by: moves.ask(referral, by=by, words=data["words"]),
    lambda: _("Your question was sent. You are told when it is answered."),
)
acknowledge = _post(
    "acknowledge",
    lambda referral, data, by: moves.acknowledge(referral, by=by, number=data["number"], day=_day(data["day"])),
    lambda: _("Taken up."),
)


@require_safe
@gate.on(Referral, rules.speaks_for, by="pk")
def paper(request: HttpRequest, referral: Referral, paper: uuid.UUID) -> HttpResponse:
    """Hand out a paper of the package, or the letter, to be saved; each opening is written down."""
    found = queries.in_package(referral, paper)
    if found is None:
        raise Http404
    file = store.open_whole(found.pk, found.sha256)
    if file is None:
        raise Refused("paper_lost", _("This file cannot be read at this moment. Ask for it to be sent again."))
    moves.note_opening(referral, by=request.viewer)  # type: ignore[attr-defined]
    return FileResponse(file, as_attachment=True, filename=found.name, content_type=found.media_type, headers=_HEADERS)  # type: ignore[return-value]
