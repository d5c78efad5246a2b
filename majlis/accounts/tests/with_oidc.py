"""The paths of a house whose ministry has an identity provider."""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from majlis.accounts.sign_in.paths import paths
from majlis.accounts.urls import urlpatterns as own

_inside: list[Any] = [*paths(oidc=True), *(one for one in own if not getattr(one, "name", ""))]
urlpatterns = [path("staff/", include(_inside)), path("", include("majlis.core.urls"))]
