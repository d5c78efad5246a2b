"""The feed that calendar programs read, and its address."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.accounts.queries import viewer_for
from majlis.audiences import calendar_feed, queries, rules
from majlis.audiences.moves import feeds
from majlis.audiences.views.sittings import PLANNERS
from majlis.core import clock
from majlis.core.viewer import by

_BACK, _AHEAD = dt.timedelta(days=60), dt.timedelta(days=365)


@gate.staff(*PLANNERS)
def address(request: HttpRequest) -> HttpResponse:
    """Give the officer an address for his calendar program; it is shown once."""
    shown: dict[str, object] = {"has": queries.has_feed(by(request))}
    if request.method == "POST":
        key = feeds.give_feed(by=by(request))
        shown = {"has": True, "address": settings.ORIGIN + reverse("audiences:feed", args=[key])}
    return render(request, "audiences/feed.html", shown)


@gate.staff(*PLANNERS)
@require_POST
def ending(request: HttpRequest) -> HttpResponse:
    """Take the address back."""
    feeds.end_feed(by=by(request))
    messages.success(request, _("The address answers no more."))
    return redirect("audiences:feed_address")


@gate.public
@require_GET
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """Return the sessions to a calendar program that knows the key of an officer who still plans; else 404."""
    member = queries.feed_of(feeds.digest(key))
    viewer = viewer_for(member) if member and member.active else None
    if viewer is None or not rules.may_see_plan(viewer):
        raise Http404
    today = clock.today()
    found = queries.between(viewer, today - _BACK, today + _AHEAD)
    body = calendar_feed.calendar(found, host=request.get_host().partition(":")[0])
    return HttpResponse(
        body, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, max-age=300"}
    )
