"""A case that turned out to be a security matter leaves the desk at once, with every word."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from majlis.accounts import gate
from majlis.cases.models import Case
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.desk import moves, queries
from majlis.desk.forms.acts import SealForm
from majlis.desk.place import came_from
from majlis.desk.views.deed import version


def _may_seal(viewer: Viewer, case: Case) -> bool:
    return queries.may(viewer, "seal", case)


@gate.on(Case, _may_seal)
def sealing(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask once more, then seal. The seven words are shown in this answer and never again, so it does not redirect."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = SealForm(request.POST or None)
    shown = {"case": case, "form": form, "from": came_from(request, viewer).token}
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                code = moves.seal_away(case, by=viewer, version=version(request))
        except Refused as no:
            if no.status == 409:
                raise
            form.add_error(None, str(no))
        else:
            return render(request, "desk/sealed.html", {"code": code})
    return render(request, "desk/sealing.html", shown, status=422 if form.errors else 200)
