"""Whom no message reached: a person must find a way."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Viewer
from majlis.notifications import moves, parts, queries, rules
from majlis.notifications.models import Notice


@require_GET
@gate.staff(*rules.READERS_OF_THE_UNTOLD)
def untold(request: HttpRequest) -> HttpResponse:
    """Show the notices that no way could bring to their person, the longest waiting first."""
    rows = queries.owed_and_untold(_by(request))
    page = keyset(rows, ["unreached_at", "id"], request.GET.get("page", ""), 25)
    lines = [(row, parts.line(row), row.facts.get("reference"), rules.may_tell(_by(request), row)) for row in page.rows]
    return render(request, "notifications/untold.html", {"page": page, "lines": lines})


@require_POST
@gate.on(Notice, rules.may_tell, by="pk", roles=rules.READERS_OF_THE_UNTOLD, once=True)
def told(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Note that an officer told the person himself."""
    moves.told(notice, "officer", _by(request))
    messages.success(request, _("Written down: the person knows."))
    return redirect("notifications:untold")


def _by(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer
