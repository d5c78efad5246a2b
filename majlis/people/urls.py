"""Addresses of the identity port. Other rooms link to `people:depart` with `next`, and post to `people:leave`."""

from django.urls import path

from majlis.people.views import outages, signing_in, simulated

app_name = "people"
urlpatterns = [
    path("identity/go/", signing_in.depart, name="depart"),
    path("identity/back/", signing_in.back, name="back"),
    path("identity/arrived/", signing_in.arrived, name="arrived"),
    path("identity/leave/", signing_in.leave, name="leave"),
    path("identity/simulated/", simulated.authority, name="simulated"),
    path("identity/simulated/app/", simulated.app, name="simulated_app"),
    path("staff/identity/", outages.outages, name="outages"),
    path("staff/identity/switch/", outages.switch, name="switch"),
]
