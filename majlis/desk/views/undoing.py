"""Undo one's own handing on, as long as nobody has touched the case since."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate
from majlis.accounts.once import SeeOther
from majlis.cases import moves as cases
from majlis.cases.states import MOVES
from majlis.core.viewer import Viewer
from majlis.desk import queries
from majlis.desk.place import Place, came_from


@require_POST
@gate.staff(*sorted(MOVES["sort"].roles | MOVES["hand_to_audit"].roles))
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring back the case that the officer has just handed to the next desk, and open it again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    case = queries.handed_on_by(viewer, reference)
    if case is None:
        raise Http404
    cases.take_back(case, by=viewer)
    messages.success(request, _("It lies before you again."))
    place = came_from(request, viewer)
    return SeeOther((place if place.list else Place(str(case.section))).home(open_case=reference))
