"""Directives: written on a case, confirmed by the minister, given for ever so long."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate
from majlis.cases.models import Case
from majlis.cases.states import Road
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.ui.either_date import GivenDate
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Viewer
from majlis.office import moves, queries, rules
from majlis.office.forms import DirectiveForm, StandingForm
from majlis.office.models import Directive, StandingDirective
from majlis.office.moves import Said
from majlis.office.states import Decision
from majlis.trail import moves as trail

ORDER = ("priority", "-points", "id")


@gate.on(Case, rules.may_decide)
def directive(request: HttpRequest, case: Case) -> HttpResponse:
    """Take down what was decided on a case."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = DirectiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _decide(case, form, viewer)
        except Refused as no:
            if no.status == 409:
                raise
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The directive is kept."))
            return redirect("desk:case", reference=case.reference)
    trail.looked(viewer, case.pk, why="directive")
    shown = {"case": case, "form": form, "how": _how(case, viewer), "brief": queries.brief_of(case)}
    return render(request, "office/directive.html", shown, status=422 if form.errors else 200)


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
    act = {
        "level": moves.decide_service,
        "minister": moves.give,
        "standing": moves.decide_delegated,
        "note": moves.note,
    }[_how(case, viewer)]
    return act(case, said, by=viewer)


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
    shown = {"rows": queries.unconfirmed(viewer), "may": rules.is_minister(viewer), "now": clock.now()}
    return render(request, "office/confirmations.html", shown)


@gate.staff("minister")
@require_POST
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a directive that an officer noted, or say that it is not so."""
    viewer = request.viewer  # type: ignore[attr-defined]
    waiting = next((row for row in queries.unconfirmed(viewer) if row.pk == pk), None)
    if waiting is None:
        raise Refused("settled", _("This directive was settled already."))
    act = moves.confirm if request.POST.get("answer") == "yes" else moves.disown
    act(waiting, by=viewer)
    return redirect("office:confirmations")


@gate.staff("minister", "minister_office")
def standing(request: HttpRequest) -> HttpResponse:
    """Show the standing directives, and let the minister give one."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = StandingForm(request.POST or None, initial={"begins": GivenDate.of(clock.today())})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        moves.give_standing(
            by=viewer,
            category=data["category"],
            words=data["words"],
            limits=data["limits"],
            begins_on=data["begins"].gregorian,
            ends_on=data["ends"].gregorian,
        )
        return redirect("office:standing")
    shown = {"rows": queries.standing_directives(), "form": form, "may": rules.is_minister(viewer)}
    return render(request, "office/standing.html", shown, status=422 if form.errors else 200)


@gate.staff("minister")
@require_POST
def standing_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a standing directive."""
    given = next((row for row in queries.standing_directives() if row.pk == pk), None)
    if isinstance(given, StandingDirective):
        moves.end_standing(given, by=request.viewer)  # type: ignore[attr-defined]
    return redirect("office:standing")
