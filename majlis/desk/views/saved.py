"""The views that a member of the staff saves for himself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate
from majlis.accounts.once import SeeOther
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.desk import moves
from majlis.desk.forms.views import ViewForm
from majlis.desk.models import SavedView
from majlis.desk.place import came_from


@require_POST
@gate.staff()
def save(request: HttpRequest) -> HttpResponse:
    """Keep the list that is open, with its filter, under a name."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    place, form = came_from(request, viewer), ViewForm(request.POST)
    if not place.list or not form.is_valid():
        raise Refused("no_name", _("Give the view a name."))
    moves.save_view(by=viewer, name=form.cleaned_data["name"], list_code=place.list, filter_code=place.filter)
    messages.success(request, _("The view stands in the rail now."))
    return SeeOther(place.at("").home())


@require_POST
@gate.on(SavedView, by="id")
def drop(request: HttpRequest, view: SavedView) -> HttpResponse:
    """Remove a view."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    place = came_from(request, viewer)
    moves.drop_view(view, by=viewer)
    messages.success(request, _("The view was removed."))
    return SeeOther(place.home())
