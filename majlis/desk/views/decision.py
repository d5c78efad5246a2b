"""Decide on a complaint about a centre, or on a suggestion: the level above the section meant does it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from majlis.accounts import gate
from majlis.accounts.once import act_once
from majlis.cases import moves as cases
from majlis.cases import rules as case_rules
from majlis.cases.models import Case
from majlis.cases.states import Road, State
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import Viewer
from majlis.desk import queries, sheet
from majlis.desk.forms.decision import DecisionForm
from majlis.desk.place import came_from
from majlis.desk.views.deed import version
from majlis.office import moves as office
from majlis.office import rules
from majlis.office.moves import Said
from majlis.office.states import Decision


def may_decide(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer stands above the centres and is not himself complained of."""
    return case.road == Road.SERVICE and rules.may_decide_service(viewer) and not case_rules.is_barred(viewer, case)


@gate.on(Case, may_decide)
def decision(request: HttpRequest, case: Case) -> HttpResponse:
    """Write the directive down, and propose what the person will read."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if case.state != State.ACCEPTED:
        raise Busy("moved_on", queries.MOVED_ON)
    form, place = DecisionForm(request.POST or None), came_from(request, viewer)
    if request.method == "POST" and form.is_valid():
        try:
            return act_once(request, "desk.decision", lambda: _act(request, case, form))
        except Refused as no:
            if no.status == 409:
                raise
            form.add_error(None, str(no))
    shown = sheet.reading(queries.whole(viewer, case), viewer, place.token) | {"form": form, "from": place.token}
    return render(request, "desk/decision.html", shown, status=422 if form.errors else 200)


def _act(request: HttpRequest, case: Case, form: DecisionForm) -> str:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    place = came_from(request, viewer)
    following = queries.after(viewer, place, case)
    _decide(case, form, viewer, version(request))
    messages.success(request, _("Decided; the wording waits for approval."))
    return place.home(open_case=following)


def _decide(case: Case, form: DecisionForm, viewer: Viewer, shown: int | None) -> None:
    if shown is not None and shown != case.version:
        raise Busy("changed", queries.MOVED_ON)
    data = form.cleaned_data
    office.decide_service(case, Said(Decision(data["decision"]), data["words"]), by=viewer)
    cases.finish(case, by=viewer, words=data["result"], trusted=True)
