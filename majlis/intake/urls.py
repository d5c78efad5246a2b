"""Where the pages of taking in stand."""

from django.urls import path

from majlis.intake.views import duty

app_name = "intake"
urlpatterns = [
    path("", duty.calls, name="calls"),
    path("<str:reference>/", duty.duty, name="duty"),
]
