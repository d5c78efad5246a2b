"""The questions of a request, one a page; the page that checks them; and the sending."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from majlis.accounts import gate
from majlis.cases.moves import papers
from majlis.cases.queries import by_pin
from majlis.core.errors import Refused
from majlis.core.ui.forms import HouseForm
from majlis.core.viewer import Viewer
from majlis.intake import moves
from majlis.intake import queries as intake
from majlis.people.identity import port
from majlis.portal import building, drafts, limiting, steps, summary, wishes
from majlis.portal.walk import Walk

CHECK = "check"


def to(name: str, *args: Any) -> HttpResponseRedirect:
    """Send the browser to a page of this room, as a page that is read (303)."""
    response = HttpResponseRedirect(reverse(f"portal:{name}", args=args))
    response.status_code = 303
    return response


def elsewhere(request: HttpRequest) -> HttpResponseRedirect:
    """Send whoever has no open draft where he can go on: to the confirmation, or to what can be asked for."""
    return to("sent") if drafts.sent(request) else to("home")


def onward(walk: Walk) -> HttpResponseRedirect:
    """Send to the first question that has no good answer yet, or to the check of all answers."""
    step = steps.first_open(walk)
    return to("question", step.code) if step else to("check")


@require_safe
@gate.public
def resume(request: HttpRequest) -> HttpResponse:
    """Go on where the person stopped."""
    found = drafts.opened(request)
    return elsewhere(request) if found is None or found.ended else onward(found.walk)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.public(before=limiting.posts("answer", times=12))
def question(request: HttpRequest, code: str) -> HttpResponse:
    """Show one question; take its answer."""
    found = drafts.opened(request)
    if found is None or found.ended:
        return elsewhere(request)
    step = steps.step_of(found.walk, code)
    if step is None:
        return onward(found.walk)
    if request.method == "POST":
        return _answer(request, found, step)
    return _page(request, found, step, steps.answered(found.walk, step))


def _answer(request: HttpRequest, found: drafts.Open, step: steps.Step) -> HttpResponse:
    form = step.make(found.walk, request.POST, request.FILES)
    good = form.is_valid()
    good = _take_files(form, found, request.viewer) and good  # type: ignore[attr-defined]
    drafts.keep(found.draft, step.code, form)
    found = drafts.renewed(found)
    if "later" in request.POST:
        return to("later")
    if not good:
        return _page(request, found, step, form, status=422)
    if request.POST.get("then") == CHECK:
        return onward(found.walk)
    following = steps.after(found.walk, step)
    return to("question", following.code) if following else onward(found.walk)


def _take_files(form: Any, found: drafts.Open, by: Viewer) -> bool:
    """Take the files of a form in; what is refused is told at its field. Returns whether all were taken."""
    taken = True
    for name, upload, code in form.uploads() if hasattr(form, "uploads") else ():
        try:
            with transaction.atomic():
                papers.take_paper(upload, by=by, draft=found.draft.pk, item_code=code)
        except Refused as no:
            form.add_error(name, f"{upload.name}: {no}")
            taken = False
    return taken


def _page(
    request: HttpRequest, found: drafts.Open, step: steps.Step, form: HouseForm, status: int = 200
) -> HttpResponse:
    walk, every = found.walk, steps.steps(found.walk)
    place = [one.code for one in every].index(step.code)
    then = CHECK if CHECK in (request.GET.get("then"), request.POST.get("then")) else ""
    known_by = [offer.name for offer in port.offered()] if step.code == "identity" else []
    facts = {
        "service": walk.service,
        "step": step,
        "form": form,
        "fields": [form[name] for name in form.fields],
        "steps": every,
        "number": place + 1,
        "then": then,
        "back": reverse("portal:check") if then else _before(walk, step),
        "said": walk.sent("said") if step.code == "words" else [],
        "sign_in": "national" in known_by,
        "on_device": step.code == "words" or step.code.startswith(steps.QUESTION),
        "draft_name": f"{int(found.draft.started_at.timestamp())}-{step.code}",
        "draft_of": drafts.mark_of(found.draft, step.code),
    }
    return render(request, step.page, facts, status=status)


def _before(walk: Walk, step: steps.Step) -> str:
    earlier = steps.before(walk, step)
    if earlier is None:
        return reverse("portal:start", args=[walk.service.code])
    return reverse("portal:question", args=[earlier.code])


@require_POST
@gate.public
def removal(request: HttpRequest, paper: uuid.UUID) -> HttpResponse:
    """Take a file back that was sent with the draft."""
    found = drafts.opened(request)
    if found is None or found.ended:
        return elsewhere(request)
    papers.drop_draft_paper(paper, found.draft.pk)
    return to("question", "words" if request.POST.get("from") == "words" else "papers")


@require_http_methods(["GET", "HEAD", "POST"])
@gate.public(before=limiting.posts("send"))
def check(request: HttpRequest) -> HttpResponse:
    """Show all answers once more, each with a link that changes it; send them."""
    found = drafts.opened(request, hold=request.method == "POST")
    if found is None:
        return elsewhere(request)
    if request.method == "POST":
        return _send(request, found)
    if found.ended:
        return elsewhere(request)
    step = steps.first_open(found.walk)
    if step is not None:
        return to("question", step.code)
    facts = {"walk": found.walk, "rows": summary.rows(found.walk), "key": _key(found)}
    last = steps.steps(found.walk)[-1]
    return render(request, "portal/check.html", {**facts, "back": reverse("portal:question", args=[last.code])})


def _key(found: drafts.Open) -> str:
    """Return the key of the sending: one for a draft, however often its check is shown."""
    kept = found.draft.answers.get(drafts.ONCE)
    if kept is None:
        kept = {"key": str(uuid.uuid4())}
        moves.keep(found.draft, drafts.ONCE, kept)
    return str(kept["key"])


def _send(request: HttpRequest, found: drafts.Open) -> HttpResponse:
    """Take the request in; the draft is held. Who presses twice waits for the first, and gets the same case and PIN."""
    draft, posted = found.draft, request.POST.get("once", "")
    if draft.case_id is not None:
        return _sent_before(draft, posted)
    seconds = drafts.spent(draft)
    try:
        asked = building.build(found.walk, seconds=seconds)
    except building.NotComplete as missing:
        return to("question", missing.code)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    wishes.write_down(found.walk, by=viewer)
    key = _key(found)
    moves.take_in(asked, key=key, by=viewer, draft=draft, papers=found.papers)
    response = to("sent")
    drafts.remember_sent(response, draft, key=key, seconds=seconds)
    return response


def _sent_before(draft: Any, posted: str) -> HttpResponse:
    """Answer a form that was sent before: with the PIN when it is the very form, else without."""
    case = intake.became(draft)
    same = bool(posted) and case is not None and by_pin(case.reference, moves.pin_for(posted)) is not None
    response = to("sent")
    drafts.remember_sent(response, draft, key=posted if same else "", seconds=None)
    return response
