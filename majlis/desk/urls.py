"""Where the pages of the desk stand. Taking in and searching have addresses of their own files."""

from __future__ import annotations

import importlib
import importlib.util

from django.urls import include, path

from majlis.desk.deeds import DEEDS
from majlis.desk.views import case, decision, deed, home, saved, sealing, undoing

app_name = "desk"
_CASE = "cases/<str:reference>/"
_OTHERS = [f"majlis.desk.urls_{name}" for name in ("intake", "search")]

urlpatterns = [
    path("", home.home, name="home"),
    path("items/", home.items, name="items"),
    path("views/", saved.save, name="save-view"),
    path("views/<int:id>/removal/", saved.drop, name="drop-view"),
    path(_CASE, case.case, name="case"),
    path(f"{_CASE}identity/", case.identity, name="identity"),
    path(f"{_CASE}undoing/", undoing.undo, name="undo"),
    path(f"{_CASE}sealing/", sealing.sealing, name="sealing"),
    path(f"{_CASE}decision/", decision.decision, name="decision"),
    *(path(f"{_CASE}{one.noun}/", deed.page(one), name=one.noun) for one in DEEDS.values()),
    *(path("", include(name)) for name in _OTHERS if importlib.util.find_spec(name)),
]
