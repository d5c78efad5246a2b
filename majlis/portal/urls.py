"""The public pages: what can be asked for, the request until it is sent, and what stands on an existing case."""

from django.urls import include, path

from majlis.portal.views import confirmation, home, request, start

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("centres/", home.centres, name="centres"),
    path("help/", home.help_page, name="help"),
    path("start/<slug:service>/", start.start, name="start"),
    path("continue/<str:token>/", start.come_back, name="come-back"),
    path("request/", request.resume, name="resume"),
    path("request/check/", request.check, name="check"),
    path("request/sent/", confirmation.sent, name="sent"),
    path("request/sent/pin/", confirmation.noted, name="noted"),
    path("request/later/", start.later, name="later"),
    path("request/later/link/", start.link, name="link"),
    path("request/end/", start.end, name="end"),
    path("request/papers/<uuid:paper>/removal/", request.removal, name="removal"),
    path("request/<slug:code>/", request.question, name="question"),
    path("", include("majlis.portal.urls_status")),
]
