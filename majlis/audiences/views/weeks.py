"""The calendar of the sessions: the month, the usual weeks, days left out, a session moved, its seat changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.audiences import queries, rules, weeks
from majlis.audiences.forms import LeaveOutForm, OtherDayForm, PatternForm, SeatForm
from majlis.audiences.models import Exceptional, Pattern, Sitting
from majlis.audiences.moves import changing, patterns
from majlis.audiences.views.sittings import PLANNERS
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.ui import dates
from majlis.core.viewer import by
from majlis.trail import moves as trail

SCRIPTS = {"majlis/drag-day": "audiences/js/drag-day.js"}


@gate.staff(*PLANNERS)
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a month (`?month=2026-12`, else this one) with its sessions, and the usual weeks."""
    shown = {
        "month": weeks.month(by(request), _month(request)),
        "patterns": queries.patterns(),
        "may_arrange": rules.may_arrange(by(request)),
        "imports": SCRIPTS,
    }
    return render(request, "audiences/calendar.html", shown)


def _month(request: HttpRequest) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return clock.today()


@gate.staff("minister_office")
def new_pattern(request: HttpRequest) -> HttpResponse:
    """Lay down a usual week, and open its sessions for the weeks ahead."""
    form = PatternForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        before = trail.first_time(request.POST.get("once", ""), by=by(request), act="pattern.lay_down")
        if before:
            return redirect("audiences:pattern", pk=before)
        try:
            with transaction.atomic():
                pattern = patterns.lay_down(by=by(request), **_words(form.cleaned_data))
                came = patterns.open_ahead(pattern, by=by(request))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            trail.remember(request.POST.get("once", ""), pattern.pk)
            _say_opened(request, came)
            return redirect("audiences:pattern", pk=pattern.pk)
    return render(request, "audiences/pattern_new.html", {"form": form}, status=422 if form.errors else 200)


def _words(given: dict[str, Any]) -> dict[str, Any]:
    return {**given, "since": _whole(given["since"])}


def _whole(given: Any) -> dt.date:
    day: dt.date | None = given.gregorian
    if day is None:
        raise Refused("no_day", _("Write the whole date: day, month and year."))
    return day


def _say_opened(request: HttpRequest, came: patterns.Opened) -> None:
    count = len(came.sittings)
    said = ngettext("%(count)s session was opened.", "%(count)s sessions were opened.", count) % {"count": count}
    messages.success(request, said)
    for day, why in came.left_out:
        messages.warning(request, f"{dates.both(day, 'short')}: {why}")


@gate.on(Pattern, by="pk")
def pattern(request: HttpRequest, found: Pattern) -> HttpResponse:
    """Show a usual week with its days ahead; leave one out."""
    form = LeaveOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            patterns.leave_out(found, _whole(form.cleaned_data["day"]), why=form.cleaned_data["why"], by=by(request))
        except Refused as no:
            form.add_error("day", str(no))
        else:
            messages.success(request, _("No session opens on this day."))
            return redirect("audiences:pattern", pk=found.pk)
    today = clock.today()
    shown = {
        "pattern": found,
        "form": form,
        "days": _days(found, today),
        "exceptions": found.exceptions.filter(day__gte=today),
        "may_arrange": rules.may_arrange(by(request)),
    }
    return render(request, "audiences/pattern.html", shown, status=422 if form.errors else 200)


def _days(found: Pattern, today: dt.date) -> list[dict[str, Any]]:
    opened = {one.day: one for one in queries.of_pattern(found)}
    days = queries.days_of(found, today, today + dt.timedelta(weeks=patterns.WEEKS_AHEAD))
    return [{"day": day, "sitting": opened.get(day)} for day in days]


@gate.on(Pattern, rules.may_arrange, by="pk")
@require_POST
def pattern_opening(request: HttpRequest, found: Pattern) -> HttpResponse:
    """Open the sessions of a usual week for the weeks ahead."""
    _say_opened(request, patterns.open_ahead(found, by=by(request)))
    return redirect("audiences:pattern", pk=found.pk)


@gate.on(Pattern, rules.may_arrange, by="pk")
@require_POST
def pattern_ending(request: HttpRequest, found: Pattern) -> HttpResponse:
    """End a usual week today: it opens no further session."""
    patterns.end(found, max(clock.today(), found.since), by=by(request))
    messages.success(request, _("It opens no further session. Those that are open stay."))
    return redirect("audiences:calendar")


@gate.on(Exceptional, rules.may_arrange, by="pk")
@require_POST
def taking_back(request: HttpRequest, found: Exceptional) -> HttpResponse:
    """Let a day that was left out have its session after all."""
    patterns.take_back(found, by=by(request))
    return redirect("audiences:pattern", pk=found.pattern_id)


@gate.on(Sitting, rules.may_open, by="pk")
def other_day(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Move a session to another day or other hours (`?to=2026-12-09` when it was dragged there)."""
    form = OtherDayForm(request.POST or None, initial=_first(request, sitting))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                came = changing.move_to_day(
                    sitting,
                    _whole(given["day"]),
                    start=given["start"],
                    end=given["end"],
                    why=given["why"],
                    by=by(request),
                )
        except Busy:
            raise
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return _met(request, sitting, came)
    shown = {"sitting": sitting, "form": form, "places": queries.places_of(sitting)}
    return render(request, "audiences/other_day.html", shown, status=422 if form.errors else 200)


def _first(request: HttpRequest, sitting: Sitting) -> dict[str, Any]:
    try:
        day = dt.date.fromisoformat(request.GET.get("to", ""))
    except ValueError:
        day = sitting.day
    hours = (moment.astimezone(clock.RIYADH).time() for moment in (sitting.starts_at, sitting.ends_at))
    return {"day": day, **dict(zip(("start", "end"), hours, strict=True))}


@gate.on(Sitting, rules.may_open, by="pk")
def seat(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Let the minister sit elsewhere that day."""
    form = SeatForm(request.POST or None, former=sitting.place)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                came = changing.change_seat(
                    sitting, form.cleaned_data["place"], why=form.cleaned_data["why"], by=by(request)
                )
        except Busy:
            raise
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return _met(request, sitting, came)
    shown = {"sitting": sitting, "form": form, "places": queries.places_of(sitting)}
    return render(request, "audiences/seat.html", shown, status=422 if form.errors else 200)


def _met(request: HttpRequest, sitting: Sitting, came: changing.Moved) -> HttpResponse:
    told, owed = len(came.told), len(came.owed)
    said = [
        ngettext("%(count)s person has another time or place.", "%(count)s persons have another time or place.", told)
        % {"count": told},
        ngettext(
            "%(count)s person lost a place and comes first.", "%(count)s persons lost a place and come first.", owed
        )
        % {"count": owed},
    ]
    messages.success(request, " ".join(said))
    return redirect(reverse("audiences:plan", args=[sitting.pk]))
