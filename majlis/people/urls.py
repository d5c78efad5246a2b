"""Addresses of the identity port. Other rooms link to `people:depart` with `next`, and post to `people:leave`."""

from django.urls import path

from majlis.people.views import merging, outages, record, signing_in, simulated, standings

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
    path("desk/people/<int:pk>/", record.record, name="record"),
    path("desk/people/<int:pk>/wishes/", record.wishes, name="wishes"),
    path("desk/people/<int:pk>/points/new/", record.point_new, name="point_new"),
    path("desk/people/<int:pk>/points/<int:point>/", record.point, name="point"),
    path("desk/people/<int:pk>/points/<int:point>/removal/", record.point_retire, name="point_retire"),
    path("desk/people/<int:pk>/standings/new/", standings.new, name="standing_new"),
    path("desk/people/<int:pk>/standings/<int:standing>/proof/", standings.proof, name="standing_proof"),
    path("desk/people/<int:pk>/standings/<int:standing>/end/", standings.end, name="standing_end"),
    path("desk/people/<int:pk>/alike/<int:other>/", merging.compare, name="compare"),
    path("desk/people/<int:pk>/merges/<int:merge>/removal/", merging.part, name="part"),
]
