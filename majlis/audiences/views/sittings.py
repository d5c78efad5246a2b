"""The list of sittings, a new one, the plan of one, and the acts on the whole of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.audiences import plan as table
from majlis.audiences import queries, rules, seats, waiting
from majlis.audiences.forms import HoursForm, SittingForm, WhyForm
from majlis.audiences.models import Sitting
from majlis.audiences.moves import sittings
from majlis.audiences.states import PLACERS, State
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.ui.paging import keyset
from majlis.core.viewer import by

PLANNERS = ("minister_office", "minister", "operations_officer", "programme_director", "section_head")


@gate.staff(*PLANNERS)
@require_GET
def ahead(request: HttpRequest) -> HttpResponse:
    """Show the sittings to come with the places taken, and those that were."""
    page = keyset(queries.past(by(request)), ("-day", "-id"), request.GET.get("page", ""), size=12)
    shown = {"ahead": queries.ahead(by(request)), "page": page, "may_open": rules.may_arrange(by(request))}
    shown["may_plan"] = rules.may_plan(by(request))
    shown["may_report"] = by(request).holds(*rules.OPEN_TO_ALL)
    return render(request, "audiences/list.html", shown)


@gate.staff("minister_office", once=True)
def new(request: HttpRequest) -> HttpResponse:
    """Open a sitting."""
    form = SittingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                sitting = _open(form.cleaned_data, request)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The session is open for places."))
            return redirect("audiences:plan", pk=sitting.pk)
    return render(request, "audiences/new.html", {"form": form}, status=422 if form.errors else 200)


def _open(given: dict[str, Any], request: HttpRequest) -> Sitting:
    day = given["day"].gregorian
    if day is None:
        raise Refused("no_day", _("Write the whole date: day, month and year."))
    words = {name: given[name] for name in ("start", "end", "place", "principal", "gap")}
    return sittings.open_sitting(day, pauses=given["pauses"] or None, by=by(request), **words)


@gate.on(Sitting, rules.may_see_plan, by="pk")
@require_GET
def plan(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show the plan of a sitting, and who waits for a place."""
    found = [seat for seat in seats.seats(sitting, by(request)) if seat.state != State.ABSENT]
    shown = {
        "sitting": sitting,
        "seats": found,
        "plan": table.plan(sitting, found, queries.halls()),
        "weeks": queries.ahead(by(request))[:4],
        "waiting": waiting.page(by(request), request.GET.get("page", "")),
        **_figures(sitting, found),
        **_may(sitting, request),
    }
    return render(request, "audiences/plan.html", shown)


def _figures(sitting: Sitting, found: list[seats.Seat]) -> dict[str, Any]:
    paused = sum((last - first).total_seconds() for first, last in sitting.paused())
    return {
        "new": sum(seat.state == State.PROPOSED for seat in found),
        "video": sum(seat.hall_id is not None for seat in found),
        "used": sum(seat.minutes for seat in found),
        "whole": round(((sitting.ends_at - sitting.starts_at).total_seconds() - paused) / 60),
        "tell_by": rules.tell_by(sitting.day),
        "late": not rules.is_told_in_time(sitting.day),
    }


def _may(sitting: Sitting, request: HttpRequest) -> dict[str, bool]:
    viewer = by(request)
    return {
        "may_publish": rules.may_publish(viewer, sitting),
        "may_change": rules.may_open(viewer, sitting),
        "may_place": sitting.state in ("planned", "published") and viewer.holds(*PLACERS),
        "may_hold": rules.may_on_sitting(viewer, "hold", sitting) and sitting.day <= clock.today(),
    }


@gate.on(Sitting, rules.may_publish, by="pk", once=True)
def publication(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show who will be told and who must agree first; then tell them."""
    fresh = [seat for seat in seats.seats(sitting, by(request)) if seat.state == State.PROPOSED]
    late = not rules.is_told_in_time(sitting.day)
    shown: dict[str, Any] = {
        "sitting": sitting,
        "seats": fresh,
        "asked": [seat for seat in fresh if late and not seat.consented],
    }
    if request.method != "POST":
        return render(request, "audiences/publication.html", shown)
    told = sittings.publish(sitting, by=by(request))
    said = ngettext("%(count)s person is being told.", "%(count)s persons are being told.", told)
    messages.success(request, said % {"count": told})
    return redirect("audiences:plan", pk=sitting.pk)


@gate.on(Sitting, rules.may_open, by="pk", once=True)
def cancellation(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show what a cancellation means to whom; then cancel."""
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sittings.cancel(sitting, why=form.cleaned_data["why"], by=by(request))
        messages.success(request, _("The session is cancelled. Everyone who was told of it is told now."))
        return redirect("audiences:list")
    found = [seat for seat in seats.seats(sitting, by(request)) if not seat.is_past]
    shown = {"sitting": sitting, "form": form, "told": [seat for seat in found if seat.state != State.PROPOSED]}
    shown["untold"] = [seat for seat in found if seat.state == State.PROPOSED]
    return render(request, "audiences/cancellation.html", shown, status=422 if form.errors else 200)


@gate.on(Sitting, rules.may_open, by="pk", once=True)
def hours(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Change the hours; whoever would lose his place is shown first."""
    first = {"pauses": sitting.pauses, "start": _local(sitting.starts_at), "end": _local(sitting.ends_at)}
    form, losing = HoursForm(request.POST or None, initial=first), []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            losing = _losing(sitting, given, request)
            if not losing or "sure" in request.POST:
                with transaction.atomic():
                    sittings.change_hours(sitting, **given, by=by(request))
                messages.success(request, _("The hours are changed."))
                return redirect("audiences:plan", pk=sitting.pk)
        except Busy:
            raise
        except Refused as no:
            form.add_error(None, str(no))
    shown = {"sitting": sitting, "form": form, "losing": losing}
    return render(request, "audiences/hours.html", shown, status=422 if form.errors else 200)


def _local(moment: Any) -> Any:
    return moment.astimezone(clock.RIYADH).time()


def _losing(sitting: Sitting, given: dict[str, Any], request: HttpRequest) -> list[seats.Seat]:
    after = sittings.with_hours(sitting, start=given["start"], end=given["end"], pauses=given["pauses"])
    found = [seat for seat in seats.seats(sitting, by(request)) if not seat.is_past]
    return [seat for seat in found if not queries.fits(after, seat.starts_at, seat.ends_at)]


@gate.on(Sitting, rules.may_see_plan, by="pk", once=True)
@require_POST
def holding(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Note that the sitting was held."""
    sittings.hold(sitting, by=by(request))
    messages.success(request, _("The session is over. Thank you."))
    return redirect("audiences:list")
