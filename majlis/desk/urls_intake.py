"""Where an officer takes requests in, and receives who comes again."""

from django.urls import path

from majlis.desk.views import intake, intake_visit

urlpatterns = [
    path("new/", intake.new, name="new"),
    path("new/<uuid:key>/", intake.sheet, name="intake"),
    path("new/<uuid:key>/receipt/", intake.receipt, name="intake-receipt"),
    path("visit/", intake_visit.visit, name="visit"),
    path("visit/ending/", intake_visit.ending, name="visit-ending"),
]
