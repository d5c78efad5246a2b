"""Directives: written on a case, confirmed by the minister, given for ever so long."""

from __future__ import annotations

import datetime as dt
import io

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate
from majlis.accounts.once import act_once
from majlis.cases.models import Case, Paper
from majlis.cases.moves.papers import take_paper
from majlis.cases.papers import store
from majlis.cases.states import Road
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.ui.either_date import GivenDate
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Viewer
from majlis.office import moves, page_code, queries, rules
from majlis.office.forms import DirectiveForm, StandingForm
from majlis.office.models import Brief, Directive
from majlis.office.moves import Said
from majlis.office.states import Decision
from majlis.trail import moves as trail

ORDER = ("priority", "-points", "id")
SHOWN_FOR = dt.timedelta(days=90)


@gate.on(Case, rules.may_decide)
def directive(request: HttpRequest, case: Case) -> HttpResponse:
    """Take down what was decided on a case."""
    viewer = request.viewer  # type: ignore[attr-defined]
    kept, how = queries.brief_of(case), _how(case, viewer)
    form = _form(request, case, kept if how == "note" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return act_once(request, "office.directive", lambda: _act(request, case, form))
        except Refused as no:
            if no.status == 409:
                raise
            form.add_error(None, str(no))
    trail.looked(viewer, case.pk, why="directive")
    standing = queries.standing_for(case) if how == "standing" else None
    shown = {"case": case, "form": form, "how": how, "brief": kept, "standing": standing}
    return render(request, "office/directive.html", shown, status=422 if form.errors else 200)


def _form(request: HttpRequest, case: Case, brief: Brief | None) -> DirectiveForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    offered = rules.decisions(case)
    return DirectiveForm(*sent, brief=brief, offered=offered, initial={"code": request.GET.get("page", "")})


def _act(request: HttpRequest, case: Case, form: DirectiveForm) -> str:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    _decide(case, form, viewer)
    seen = Case.objects.visible_to(viewer).filter(pk=case.pk).exists()
    messages.success(request, _("The directive is kept."))
    return reverse("desk:case", args=[case.reference]) if seen else reverse("office:list")


def _how(case: Case, viewer: Viewer) -> str:
    """Return by which way a directive of this viewer on this case is known: a code of the template."""
    if case.road == Road.SERVICE and rules.may_decide_service(viewer):
        return "level"
    if rules.is_minister(viewer):
        return "minister"
    return "standing" if queries.standing_for(case) and case.state == "accepted" else "note"


def _decide(case: Case, form: DirectiveForm, viewer: Viewer) -> Directive:
    data = form.cleaned_data
    until = data["until"].gregorian if data.get("until") else None
    said = Said(Decision(data["decision"]), data["words"], until)
    if form.brief and data.get("scan"):
        scan = take_paper(data["scan"], by=viewer, case=case, staff_only=True, trusted=True)
        _refuse_foreign(scan, form.brief)
        return moves.give_by_page(case, said, by=viewer, scan=scan, brief=form.brief)
    act = {
        "level": moves.decide_service,
        "minister": moves.give,
        "standing": moves.decide_delegated,
        "note": moves.note,
    }[_how(case, viewer)]
    return act(case, said, by=viewer)


def _refuse_foreign(scan: Paper, brief: Brief) -> None:
    """Refuse a picture that shows the code of another case's page, whatever was typed beside it."""
    file = store.open_whole(scan.pk, scan.sha256)
    with file or io.BytesIO() as whole:
        codes = page_code.codes_in(whole)
    if codes and brief.code not in codes:
        raise Refused("wrong_page", _("This page belongs to another case. Look at its code again."))


@gate.staff("minister_office", "minister")
def delegated(request: HttpRequest) -> HttpResponse:
    """Show the cases that the office decides itself."""
    viewer = request.viewer  # type: ignore[attr-defined]
    page = keyset(queries.delegated(viewer), ORDER, request.GET.get("page", ""), size=50)
    return render(request, "office/delegated.html", {"page": page})


@gate.staff("programme_director")
def of_service(request: HttpRequest) -> HttpResponse:
    """Show the complaints about centres and the suggestions that the level above decides."""
    viewer = request.viewer  # type: ignore[attr-defined]
    page = keyset(queries.of_service(viewer), ORDER, request.GET.get("page", ""), size=50)
    return render(request, "office/of_service.html", {"page": page})


@gate.staff("minister", "minister_office")
def confirmations(request: HttpRequest) -> HttpResponse:
    """Show the directives that wait for the minister's confirmation."""
    viewer = request.viewer  # type: ignore[attr-defined]
    page = keyset(queries.unconfirmed(viewer), ("confirm_by", "id"), request.GET.get("page", ""), size=20)
    shown = {"page": page, "may": rules.is_minister(viewer), "now": clock.now()}
    shown["notes"] = rules.is_office(viewer)
    return render(request, "office/confirmations.html", shown)


@gate.staff("minister", "minister_office", once=True)
@require_POST
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a directive that an officer noted, or say that it is not so."""
    viewer = request.viewer  # type: ignore[attr-defined]
    waiting = queries.unconfirmed(viewer).filter(pk=pk).first()
    if waiting is None:
        raise Refused("settled", _("This directive was settled already."))
    answers = {
        "yes": (moves.confirm, _("Confirmed: it is carried out now.")),
        "no": (moves.disown, _("Not confirmed: nothing moves.")),
        "back": (moves.take_back_note, _("Taken back: nothing moves.")),
    }
    if request.POST.get("answer") not in answers:
        raise Refused("no_answer", _("Choose one of the answers."))
    act, said = answers[request.POST["answer"]]
    act(waiting, by=viewer)
    messages.success(request, said)
    return redirect("office:confirmations")


@gate.staff("minister", "minister_office")
def decided(request: HttpRequest) -> HttpResponse:
    """Show what the office decided under standing directives in the last ninety days: the minister's list."""
    page = queries.decided_under_standing(clock.today() - SHOWN_FOR, request.GET.get("page", ""))
    readable = queries.readable(request.viewer, page)  # type: ignore[attr-defined]
    return render(request, "office/decided.html", {"page": page, "readable": readable})


@gate.staff("minister", "minister_office")
def standing(request: HttpRequest) -> HttpResponse:
    """Show the standing directives, and let the minister give one."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = StandingForm(request.POST or None, initial={"begins": GivenDate.of(clock.today())})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                moves.give_standing(
                    by=viewer,
                    category=data["category"],
                    words=data["words"],
                    limits=data["limits"],
                    begins_on=data["begins"].gregorian,
                    ends_on=data["ends"].gregorian,
                )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Given. The office decides under it from its first day on."))
            return redirect("office:standing")
    page = keyset(queries.standing_directives(), ("-id",), request.GET.get("page", ""), size=20)
    shown = {"page": page, "form": form, "may": rules.is_minister(viewer)}
    return render(request, "office/standing.html", shown, status=422 if form.errors else 200)


@gate.staff("minister")
@require_POST
def standing_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a standing directive."""
    given = queries.standing_directives().filter(pk=pk).first()
    if given is not None:
        moves.end_standing(given, by=request.viewer)  # type: ignore[attr-defined]
        messages.success(request, _("Ended: the office decides nothing more under it."))
    return redirect("office:standing")
