"""Pages of the house itself: language, looks, the parts of an installable site, and the gallery of the look."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from majlis.core.ui import gallery, views

app_name = "core"
urlpatterns = [
    path("language", views.language, name="language"),
    path("appearance", views.appearance, name="appearance"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.worker, name="worker"),
    path("offline", views.offline, name="offline"),
]
if settings.MODE != "production":
    urlpatterns += [
        path("look/", gallery.parts, name="look"),
        path("look/desk/", gallery.desk, name="look-desk"),
        path("look/print/", gallery.paper, name="look-print"),
        path("look/refused/", gallery.refused, name="look-refused"),
    ]
