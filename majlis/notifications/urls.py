"""Where the ministry edits what its messages say."""

from django.urls import path

from majlis.notifications.views import untold, words

app_name = "notifications"
urlpatterns = [
    path("", words.all_words, name="all_words"),
    path("untold/", untold.untold, name="untold"),
    path("untold/<int:pk>/told/", untold.told, name="told"),
    path("<str:kind>/<slug:channel>/<slug:language>/", words.edit, name="words"),
    path("<str:kind>/<slug:channel>/<slug:language>/preview/", words.live, name="live"),
    path("<str:kind>/<slug:channel>/<slug:language>/ruling/", words.ruling, name="ruling"),
]
