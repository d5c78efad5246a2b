"""The list of calls, one call with its script, and how it ended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.channels.calls.forms import OutcomeForm
from majlis.core import scope
from majlis.core.errors import Busy, Refused
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Viewer
from majlis.notifications import moves, queries, rules
from majlis.notifications.models import CallTask
from majlis.notifications.states import CallResult, CallState

RESULTS = (
    (CallResult.TOLD, "Digit1", "1"),
    (CallResult.NO_ANSWER, "Digit2", "2"),
    (CallResult.WRONG_NUMBER, "Digit3", "3"),
)


@gate.staff(*rules.CALLERS)
@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """Show the calls to be made now, those he has taken first, and the alarm for calls that no woman can make."""
    mine = CallTask.objects.visible_to(_by(request)).filter(state=CallState.CLAIMED, claimed_by=_by(request).id)
    due = CallTask.objects.visible_to(_by(request)).due()
    page = keyset(due, ["-urgent", "not_before", "id"], request.GET.get("page", ""), 25)
    facts = {"mine": mine.order_by("claimed_at"), "page": page, "waiting_for_women": _no_woman_for()}
    return render(request, "channels/calls/list.html", facts)


@gate.staff(*rules.CALLERS)
@require_POST
def next_call(request: HttpRequest) -> HttpResponse:
    """Take the most pressing call and open it."""
    for call in CallTask.objects.visible_to(_by(request)).due()[:20]:
        try:
            moves.claim(call, by=_by(request))
        except Busy:
            continue
        return redirect("calls:call", pk=call.pk)
    return redirect("calls:list")


@gate.on(CallTask, rules.may_ring, by="pk", roles=rules.CALLERS)
@require_GET
def call(request: HttpRequest, task: CallTask) -> HttpResponse:
    """Show one call: the script and the buttons to who has taken it, a button to take it to others."""
    return _shown(request, task, OutcomeForm(initial={"version": task.version}))


@gate.on(CallTask, rules.may_ring, by="pk", roles=rules.CALLERS)
@require_POST
def claim(request: HttpRequest, task: CallTask) -> HttpResponse:
    """Take a call."""
    if not rules.has_claimed(_by(request), task):
        moves.claim(task, by=_by(request))
    return redirect("calls:call", pk=task.pk)


@gate.on(CallTask, rules.may_ring, by="pk", roles=rules.CALLERS)
@require_POST
def release(request: HttpRequest, task: CallTask) -> HttpResponse:
    """Give a call back to the list."""
    moves.release(task, by=_by(request))
    return redirect("calls:list")


@gate.on(CallTask, rules.may_ring, by="pk", roles=rules.CALLERS)
@require_POST
def outcome(request: HttpRequest, task: CallTask) -> HttpResponse:
    """Write down how a call ended, and go on to the list."""
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _shown(request, task, form, status=422)
    if form.cleaned_data["version"] != task.version:
        raise Busy
    result, note = form.cleaned_data["result"], form.cleaned_data["note"]
    if result == CallResult.NO_ANSWER:
        moves.put_off(task, by=_by(request), note=note)
    else:
        moves.finish(task, result, by=_by(request), note=note)
    return redirect("calls:list")


@gate.on(CallTask, rules.may_ring, by="pk", roles=rules.CALLERS)
@require_GET
def sheet(request: HttpRequest, task: CallTask) -> HttpResponse:
    """Show a call as a sheet to print, to who has taken it."""
    if not rules.has_claimed(_by(request), task):
        raise Refused("not_your_call", _("Take the call first: only who has taken it writes down how it ended."))
    return render(request, "channels/calls/sheet.html", {"call": task, "outcomes": CallResult.labels})


def _shown(request: HttpRequest, task: CallTask, form: OutcomeForm, *, status: int = 200) -> HttpResponse:
    has = rules.has_claimed(_by(request), task)
    facts = {"call": task, "form": form, "has": has, "results": [(r.value, r.label, *keys) for r, *keys in RESULTS]}
    return render(request, "channels/calls/call.html", facts, status=status)


def _by(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def _no_woman_for() -> int:
    """Return how many calls wait for a woman while none of the staff can make them."""
    if queries.women_may_ring():
        return 0
    with scope.house():
        return queries.calls_for_women_waiting()
