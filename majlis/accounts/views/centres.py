"""The centres' hours and days. The room `centres` lies below the gate: its pages stand here."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from majlis.accounts import gate
from majlis.accounts.forms import centres as forms
from majlis.accounts.views.common import page, tried
from majlis.centres import moves, queries, rules
from majlis.centres.models import Centre, Pause, Season
from majlis.core import clock

KEEPERS = ("centre_manager", *rules.MINISTRY_KEEPERS)
BREAK_ROWS = 6
Breaks = django_forms.formset_factory(forms.BreakForm, extra=BREAK_ROWS, max_num=BREAK_ROWS, absolute_max=BREAK_ROWS)


def _keeps(viewer: Any, centre: Centre) -> bool:
    return rules.may_keep_times(viewer, centre.pk)


@require_GET
@gate.staff(*KEEPERS)
def centres(request: Any) -> HttpResponse:
    """Show the centres whose affairs are the viewer's."""
    found = Centre.objects.visible_to(request.viewer)
    rows = [(centre, queries.calendar_for(centre).is_open(clock.now())) for centre in found]
    return page(request, "centres", {"rows": rows, "tab": "centres"})


@require_GET
@gate.on(Centre, by="code", roles=KEEPERS)
def centre(request: Any, centre: Centre) -> HttpResponse:
    """Show a centre's hours, breaks, other hours and closed dates."""
    today = clock.today()
    words = {
        "centre": centre,
        "keeps": _keeps(request.viewer, centre),
        "week": [(forms.day_name(day), queries.calendar_for(centre).week[day]) for day in forms.WEEK],
        "pauses": centre.pauses.filter(season=None),
        "seasons": centre.seasons.filter(last__gte=today),
        "closed": centre.closed_dates.filter(day__gte=today),
        "tab": "centres",
    }
    return page(request, "centre", words)


@require_http_methods(["GET", "POST"])
@gate.on(Centre, _keeps, by="code")
def week(request: Any, centre: Centre) -> HttpResponse:
    """Set the usual hours."""
    rows = centre.hours.filter(season=None)
    form = forms.WeekForm(request.POST or None, initial=forms.week_initial(rows))
    if form.is_valid() and tried(form, lambda: moves.set_week(centre, form.shifts(), by=request.viewer)):
        return redirect("accounts:centre", code=centre.code)
    return page(request, "week", {"centre": centre, "form": form, "tab": "centres"}, bad=form.is_bound)


@require_http_methods(["GET", "POST"])
@gate.on(Centre, _keeps, by="code")
def breaks(request: Any, centre: Centre) -> HttpResponse:
    """Set the usual breaks: a row a break, an empty row for none."""
    rows = Breaks(request.POST or None, initial=_pauses(centre.pauses.filter(season=None)))
    if rows.is_valid():
        wanted = [pause for form in rows if (pause := form.pause())]
        if tried(rows.forms[0], lambda: moves.set_breaks(centre, wanted, by=request.viewer)):
            return redirect("accounts:centre", code=centre.code)
    return page(request, "breaks", {"centre": centre, "forms": rows, "tab": "centres"}, bad=rows.is_bound)


def _pauses(rows: Any) -> list[dict[str, str]]:
    def shown(row: Pause) -> dict[str, str]:
        return {"name_ar": row.name_ar, "name_en": row.name_en, "hours": forms.written([(row.starts, row.ends)])}

    return [shown(row) for row in rows]


@require_http_methods(["GET", "POST"])
@gate.on(Centre, _keeps, by="code")
def season(request: Any, centre: Centre) -> HttpResponse:
    """Set other hours for some days."""
    form = forms.SeasonForm(request.POST or None)
    if form.is_valid() and tried(form, lambda: moves.set_season(centre, by=request.viewer, **form.words())):
        return redirect("accounts:centre", code=centre.code)
    return page(request, "season", {"centre": centre, "form": form, "tab": "centres"}, bad=form.is_bound)


@require_POST
@gate.on(Centre, _keeps, by="code")
def no_season(request: Any, centre: Centre, pk: int) -> HttpResponse:
    """Take back other hours."""
    moves.remove_season(get_object_or_404(Season, pk=pk, centre=centre), by=request.viewer)
    return redirect("accounts:centre", code=centre.code)


@require_http_methods(["GET", "POST"])
@gate.on(Centre, _keeps, by="code")
def close(request: Any, centre: Centre) -> HttpResponse:
    """Close a date."""
    form = forms.ClosedForm(request.POST or None)
    if form.is_valid() and tried(form, lambda: moves.close_on(centre, by=request.viewer, **form.words())):
        return redirect("accounts:centre", code=centre.code)
    return page(request, "close", {"centre": centre, "form": form, "tab": "centres"}, bad=form.is_bound)


@require_POST
@gate.on(Centre, _keeps, by="code")
def open_again(request: Any, centre: Centre, pk: int) -> HttpResponse:
    """Open a closed date again."""
    moves.open_on(get_object_or_404(centre.closed_dates, pk=pk), by=request.viewer)
    return redirect("accounts:centre", code=centre.code)


@require_http_methods(["GET", "POST"])
@gate.staff(*rules.MINISTRY_KEEPERS)
def holidays(request: Any) -> HttpResponse:
    """Add the holidays of a year to all centres; show the declared beginnings of Hijri months."""
    form = forms.HolidaysForm(request.POST or None)
    if form.is_valid():
        added: list[int] = []
        if tried(form, lambda: added.append(moves.seed_holidays(form.cleaned_data["year"], by=request.viewer))):
            messages.success(request, _added(added[0]))
            return redirect("accounts:holidays")
    return _holidays(request, form=form, bad=form.is_bound)


@require_POST
@gate.staff(*rules.MINISTRY_KEEPERS)
def month(request: Any) -> HttpResponse:
    """Keep the declared beginning of a Hijri month."""
    form = forms.MonthForm(request.POST, prefix="month")
    if form.is_valid():
        given = form.cleaned_data
        if tried(form, lambda: moves.declare_month(given["year"], given["month"], given["begins"], by=request.viewer)):
            return redirect("accounts:holidays")
    return _holidays(request, month_form=form, bad=True)


def _holidays(request: Any, *, bad: bool, **changed: Any) -> HttpResponse:
    words = {
        "form": forms.HolidaysForm(),
        "month_form": forms.MonthForm(prefix="month"),
        "months": queries.declared_months(),
        "tab": "holidays",
    }
    return page(request, "holidays", {**words, **changed}, bad=bad)


def _added(days: int) -> str:
    return ngettext("%(days)s closed date added.", "%(days)s closed dates added.", days) % {"days": days}
