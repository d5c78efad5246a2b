"""The papers: the person's way to them and the staff's."""

from __future__ import annotations

from django.urls import path

from majlis.cases.views import papers

app_name = "cases"
urlpatterns = [
    path("papers/<uuid:id>/", papers.for_person, name="paper"),
    path("desk/papers/<uuid:id>/", papers.for_staff, name="paper-of-staff"),
]
