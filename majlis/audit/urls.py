"""Where the pages of audit stand."""

from django.urls import path

from majlis.audit.views import check

app_name = "audit"
urlpatterns = [
    path("", check.to_check, name="list"),
    path("<str:reference>/", check.check, name="check"),
]
