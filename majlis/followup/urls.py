"""Where the pages of follow-up stand."""

from __future__ import annotations

from django.urls import path

from majlis.followup.views import today

app_name = "followup"
urlpatterns = [
    path("", today.today, name="list"),
    path("<int:pk>/", today.chase, name="chase"),
    path("<int:pk>/escalation/", today.escalation, name="escalation"),
    path("<int:pk>/leaving/", today.leaving, name="leaving"),
]
