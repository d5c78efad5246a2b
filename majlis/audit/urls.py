"""Where the pages of audit stand."""

from django.urls import path

from majlis.audit.views import check, handover

app_name = "audit"
urlpatterns = [
    path("", check.to_check, name="list"),
    path("lists/", handover.lists, name="handovers"),
    path("lists/<int:pk>/", handover.one, name="handover"),
    path("lists/<int:pk>/signature/", handover.signature, name="signature"),
    path("letters/<int:pk>/", handover.letter, name="letter"),
    path("<str:reference>/", check.check, name="check"),
    path("<str:reference>/waiver/", check.waiver, name="waiver"),
]
