"""The pages of who makes calls."""

from django.urls import path

from majlis.channels.calls import views

app_name = "calls"
urlpatterns = [
    path("", views.calls, name="list"),
    path("next/", views.next_call, name="next"),
    path("<int:pk>/", views.call, name="call"),
    path("<int:pk>/claim/", views.claim, name="claim"),
    path("<int:pk>/release/", views.release, name="release"),
    path("<int:pk>/outcome/", views.outcome, name="outcome"),
    path("<int:pk>/sheet/", views.sheet, name="sheet"),
]
