"""The look, shown: every part once, in light and in dark. Not in production; the first pages under test."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from majlis.core.clock import RIYADH
from majlis.core.errors import Busy, Refused
from majlis.core.ui.due import Due
from majlis.core.ui.forms import (
    DigitsField,
    EitherDateField,
    HouseForm,
    IdentityField,
    NameField,
    PhoneField,
    ReferenceField,
    WordsField,
)
from majlis.core.ui.paging import Page

_DAY = dt.date(2026, 12, 2)
_ICONS = (
    *("door", "video", "paper", "flag", "idea", "bell", "shield", "ask", "track", "arrow", "back", "refer", "send"),
    *("calendar", "clock", "phone", "message", "mail", "card", "kiosk", "mic", "camera", "pin", "nail", "lock"),
    *("user-lock", "scale", "swap", "print", "search", "chart", "people", "person", "sound", "no", "globe", "building"),
    *("plus", "list", "inbox", "erase", "check", "warn", "close", "copy", "moon", "down", "keys", "edit", "home"),
    "leave",
)


class SampleForm(HouseForm):
    """One field of each kind."""

    reference = ReferenceField(label=_("Reference number"), help_text=_("Ten digits, in the message we sent you."))
    pin = DigitsField(length=6, label=_("PIN"))
    identity = IdentityField(label=_("National or resident ID"))
    phone = PhoneField(label=_("Mobile number"), required=False)
    name = NameField(label=_("Full name"))
    born = EitherDateField(label=_("Date of birth"), tense="past", day_optional=True)
    words = WordsField(label=_("What do you ask for?"), help_text=_("In your own words. You need not know the rules."))
    told = forms.ChoiceField(
        label=_("How shall we tell you?"),
        choices=[("sms", _("Text message")), ("call", _("A call"))],
        widget=forms.RadioSelect,
    )
    told.hints = {"call": _("An officer rings you in working hours.")}  # type: ignore[attr-defined]
    centre = forms.ChoiceField(label=_("Centre"), choices=[("r", _("Riyadh")), ("j", _("Jeddah"))])
    paper = forms.FileField(label=_("A paper or a picture"), required=False)
    agreed = forms.BooleanField(label=_("It was read back to me and I agree"))


def _sample() -> dict[str, Any]:
    bad = {"reference": "612 345 6780", "pin": "48", "identity": "1047720482", "born_calendar": "hijri", "words": " "}
    at = dt.datetime(2026, 11, 23, 9, 5, tzinfo=RIYADH)
    return {
        "form": SampleForm(prefix="a"),
        "bad": SampleForm({f"b-{name}": value for name, value in bad.items()}, prefix="b"),
        "icons": _ICONS,
        "clocks": [Due(360, 480), Due(40, 480), Due(-960, 480), Due(2880, 4800), Due(100, 480, held=True)],
        "lines": [
            {"title": _("You asked on the portal"), "at": dt.date(2026, 11, 9)},
            {"title": _("Checked and accepted"), "note": _("One paper was missing; you sent it."), "at": at},
            {"title": _("Your time is set; we await your answer"), "at": at, "now": True},
            {"title": _("You meet the minister"), "at": _DAY, "next": True},
            {"title": _("We tell you the result"), "next": True},
        ],
        "day": _DAY,
        "moment": at,
        "page": Page([], next="n", previous="p"),
    }


@require_GET
def parts(request: HttpRequest) -> HttpResponse:
    """Show every part that the faces share."""
    return render(request, "core/gallery.html", _sample())


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Show the staff shell with list and pane."""
    rail = [
        {"head": True, "label": _("Riyadh")},
        {"label": _("Inquiries"), "url": "#", "icon": "inbox", "count": 27, "current": True},
        {"label": _("Mine"), "url": "#", "count": 6, "sub": True},
        {"label": _("Overdue"), "url": "#", "count": 3, "sub": True, "late": True},
        {"label": _("Follow-up"), "url": "#", "icon": "refer", "count": 62},
    ]
    context = {**_sample(), "rail": rail, "search_url": "#"}
    return render(request, "core/gallery_desk.html", context)


@require_GET
def paper(request: HttpRequest) -> HttpResponse:
    """Show a printed sheet."""
    return render(request, "core/gallery_print.html", _sample())


@require_GET
def refused(request: HttpRequest) -> HttpResponse:
    """Show how the house says no; with `?busy`, a lost race."""
    no = Refused("sample", _("A petition is closed only when it is answered."))
    refusal = Busy() if "busy" in request.GET else no
    return render(request, "core/refused.html", {"refusal": refusal}, status=refusal.status)
