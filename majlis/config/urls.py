"""Where each room's pages stand. A page declares who may open it by its gate; the house tests see to that."""

from django.urls import include, path

from majlis.core.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("majlis.people.urls")),
    path("", include("majlis.core.urls")),
    path("staff/", include("majlis.accounts.urls")),
    path("desk/notices/", include("majlis.notifications.urls")),
    path("", include("majlis.cases.urls")),
    path("", include("majlis.sealed.urls")),
    path("desk/duty/", include("majlis.intake.urls")),
    path("desk/audit/", include("majlis.audit.urls")),
    path("desk/office/", include("majlis.office.urls")),
    path("desk/sittings/", include("majlis.audiences.urls")),
    path("desk/calls/", include("majlis.channels.calls.urls")),
    path("", include("majlis.referrals.urls")),
    path("desk/followup/", include("majlis.followup.urls")),
    path("desk/", include("majlis.desk.urls")),
    path("", include("majlis.portal.urls")),
]
