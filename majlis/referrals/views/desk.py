"""What the follow-up desk does with referrals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.ui.either_date import GivenDate
from majlis.core.ui.forms import HouseForm
from majlis.core.ui.paging import keyset
from majlis.referrals import moves, queries, rules
from majlis.referrals.forms import PaperAnswerForm, ReferForm, SendBackForm, TellForm
from majlis.referrals.models import Prepared, Referral
from majlis.referrals.moves import ordered
from majlis.trail import moves as trail


def attempt(form: HouseForm, act: Callable[[], object]) -> bool:
    """Do the act; put a refusal on the form, with nothing half-done. A lost race goes on to the middleware."""
    try:
        with transaction.atomic():
            act()
    except Refused as no:
        if no.status == 409:
            raise
        form.add_error(None, str(no))
        return False
    return True


def _version(request: HttpRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else None


def _case_page(case_reference: str) -> str:
    return reverse("desk:case", args=[case_reference])


def _followed(viewer: Any, referral: Referral) -> bool:
    return rules.holds_power(viewer, "record_answer", referral) and viewer.holds("followup_officer")


@gate.on(Case, rules.may_refer, once=True)
def refer(request: HttpRequest, case: Case) -> HttpResponse:
    """Send a case to one or two bodies."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = _refer_form(request, case)
    sent = request.method == "POST" and form.is_valid()
    version = _version(request)
    if sent and attempt(form, lambda: moves.refer(case, form.asks(), by=viewer, version=version)):
        messages.success(request, _("The referral was sent, and its letter was numbered."))
        return redirect(_case_page(case.reference))
    trail.looked(viewer, case.pk, why="refer")
    shown = {"case": case, "form": form, "prepared": queries.prepared_in(case, viewer)}
    return render(request, "referrals/refer.html", shown, status=422 if form.errors else 200)


def _refer_form(request: HttpRequest, case: Case) -> ReferForm:
    bodies = queries.may_receive(case, busy_too=request.method == "POST")
    asked, best = _ordered(request, case), queries.suggested(case)
    if asked:
        best = next((body for body in bodies if body.pk == asked.body_id), best)
    papers = queries.may_enclose(case, request.viewer, withheld=case.withhold_name)  # type: ignore[attr-defined]
    first: dict[str, Any] = {
        "body": str(best.pk) if best else "",
        "level": "own",
        "subject": "" if case.withhold_name else case.subject,
        "due_on": GivenDate.of(queries.due_by_rule(case)),
        "urgency": rules.urgency_of(case),
        "papers": [] if case.withhold_name else [str(paper.pk) for paper in papers],
    }
    if asked:
        first |= {"words": asked.words, "due_on": GivenDate.of(max(asked.due_on, queries.due_by_rule(case)))}
    return ReferForm(request.POST or None, bodies=bodies, papers=papers, withheld=case.withhold_name, initial=first)


def _ordered(request: HttpRequest, case: Case) -> Prepared | None:
    """Return the prepared referral that the officer came to look over (`?prepared=7`), or None."""
    wanted = request.GET.get("prepared", "")
    found = queries.prepared_in(case, request.viewer) if wanted else []  # type: ignore[attr-defined]
    return next((one for one in found if str(one.pk) == wanted), None)


@gate.staff("followup_officer")
@require_GET
def prepared(request: HttpRequest) -> HttpResponse:
    """Show what directives ordered of bodies and an officer must look over, the nearest day first."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    page = keyset(queries.prepared(viewer), ("due_on", "id"), request.GET.get("page", ""), size=30)
    return render(request, "referrals/prepared.html", {"page": page})


@gate.on(Prepared, rules.may_drop, by="pk", once=True)
@require_POST
def dropping(request: HttpRequest, one: Prepared) -> HttpResponse:
    """Take a prepared referral off the list, with the reason."""
    ordered.drop(one, by=request.viewer, reason=request.POST.get("reason", ""))  # type: ignore[attr-defined]
    messages.success(request, _("It is off the list. Your reason stands on the margin of the case."))
    return redirect("referrals:prepared")


def _page(request: HttpRequest, referral: Referral, form: HouseForm, template: str, **more: Any) -> HttpResponse:
    shown = {"referral": referral, "form": form, "replies": list(referral.replies.all()), **more}
    return render(request, f"referrals/{template}.html", shown, status=422 if form.errors else 200)


@gate.on(Referral, _followed, by="pk", once=True)
def paper_answer(request: HttpRequest, referral: Referral) -> HttpResponse:
    """Take down an answer that came on paper."""
    form = PaperAnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form,
            lambda: moves.record_answer(
                referral,
                by=request.viewer,  # type: ignore[attr-defined]
                words=data["words"],
                number=data["number"],
                day=form.given_day(),
                upload=data["paper"],
                version=_version(request),
            ),
        )
        if done:
            messages.success(request, _("The answer was taken down."))
            return redirect(_case_page(referral.reference))
    return _page(request, referral, form, "paper_answer")


@gate.on(Referral, _followed, by="pk", once=True)
def send_back(request: HttpRequest, referral: Referral) -> HttpResponse:
    """Send an answer back that does not settle the matter."""
    first = {"due_on": GivenDate.of(queries.due_by_rule(referral.case, clock.today()))}
    form = SendBackForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        viewer, words = request.viewer, form.cleaned_data["words"]  # type: ignore[attr-defined]
        version = _version(request)
        if attempt(form, lambda: moves.send_back(referral, by=viewer, words=words, due_on=form.due(), version=version)):
            messages.success(request, _("The answer was sent back to the body."))
            return redirect(_case_page(referral.reference))
    return _page(request, referral, form, "send_back")


@gate.on(Referral, _followed, by="pk", once=True)
def tell(request: HttpRequest, referral: Referral) -> HttpResponse:
    """Answer a question of the body."""
    form = TellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        viewer, words = request.viewer, form.cleaned_data["words"]  # type: ignore[attr-defined]
        if attempt(form, lambda: moves.tell(referral, by=viewer, words=words)):
            messages.success(request, _("The body was answered."))
            return redirect(_case_page(referral.reference))
    return _page(request, referral, form, "tell", question=queries.question_open(referral))


@gate.on(Referral, _followed, by="pk", once=True)
@require_POST
def withdrawal(request: HttpRequest, referral: Referral) -> HttpResponse:
    """Withdraw a referral."""
    moves.withdraw(referral, by=request.viewer, version=_version(request))  # type: ignore[attr-defined]
    messages.success(request, _("The referral was withdrawn, and the body was told."))
    return redirect(_case_page(referral.reference))
