"""The report on promises kept."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from majlis.accounts import gate
from majlis.audiences import promises
from majlis.audiences.forms import PeriodForm
from majlis.core import clock

READERS = ("minister_office", "minister", "programme_director")
USUAL = dt.timedelta(days=90)


@gate.staff(*READERS)
@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """Show the promises of a period: the last ninety days, or those that are asked for."""
    today = clock.today()
    first, last = today - USUAL, today
    form = PeriodForm(request.GET if "first_year" in request.GET else None, initial={"first": first, "last": last})
    if form.is_bound and form.is_valid():
        first = form.cleaned_data["first"].gregorian or first
        last = form.cleaned_data["last"].gregorian or last
    shown = {"form": form, "report": promises.report(first, last)}
    return render(request, "audiences/promises.html", shown)
