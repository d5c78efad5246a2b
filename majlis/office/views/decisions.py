"""Directives: written on a case, confirmed by the minister, given for ever so long."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate, once
from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.ui.either_date import GivenDate
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Viewer
from majlis.office import capture, moves, queries, rules
from majlis.office.capture import DirectiveForm, PageForm
from majlis.office.forms import StandingForm
from majlis.office.models import Directive
from majlis.trail import moves as trail

ORDER = ("priority", "-points", "id")
SHOWN_FOR = dt.timedelta(days=90)


@gate.on(Case, rules.may_decide)
def directive(request: HttpRequest, case: Case) -> HttpResponse:
    """Take down what was decided on a case."""
    viewer = request.viewer  # type: ignore[attr-defined]
    how = capture.how(case, viewer)
    form = capture.form_for(case, viewer, request)
    if request.method == "POST" and form.is_valid():
        try:
            return once.act_once(request, "office.directive", lambda: _act(request, case, form))
        except Refused as no:
            if no.status == 409:
                raise
            form.add_error(None, str(no))
    trail.looked(viewer, case.pk, why="directive")
    standing = queries.standing_for(case) if how == "standing" else None
    shown = {"case": case, "form": form, "how": how, "brief": queries.brief_of(case), "standing": standing}
    shown["imports"] = capture.SCRIPTS
    return render(request, "office/directive.html", shown, status=422 if form.errors else 200)


def _act(request: HttpRequest, case: Case, form: DirectiveForm) -> str:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    capture.take_down(case, form, by=viewer)
    seen = Case.objects.visible_to(viewer).filter(pk=case.pk).exists()
    messages.success(request, _("The directive is kept."))
    return reverse("desk:case", args=[case.reference]) if seen else reverse("office:list")


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


@gate.staff("minister_office")
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a noted directive by the minister's handwritten page, which came back by its code."""
    viewer = request.viewer  # type: ignore[attr-defined]
    waiting = queries.unconfirmed(viewer).filter(pk=pk).first()
    brief = queries.brief_of(waiting.case) if waiting else None
    if waiting is None or brief is None:
        return once.led_before(request) or _no_page(request, waiting)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PageForm(*sent, brief=brief, initial={"code": request.GET.get("page", "")})
    if request.method == "POST" and form.is_valid():
        try:
            return once.act_once(request, "office.page", lambda: _confirm_by_page(request, waiting, form))
        except Refused as no:
            if no.status == 409:
                raise
            form.add_error(None, str(no))
    trail.looked(viewer, waiting.case_id, why="directive")
    shown = {"one": waiting, "form": form}
    return render(request, "office/page.html", shown, status=422 if form.errors else 200)


def _no_page(request: HttpRequest, waiting: Directive | None) -> HttpResponse:
    no = _("The brief of this case is not written yet.") if waiting else _("This directive was settled already.")
    messages.error(request, no)
    return redirect("office:confirmations")


def _confirm_by_page(request: HttpRequest, waiting: Directive, form: PageForm) -> str:
    capture.confirm_by_page(waiting, form, by=request.viewer)  # type: ignore[attr-defined]
    messages.success(request, _("Confirmed by his page: it is carried out now."))
    return reverse("office:confirmations")


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
