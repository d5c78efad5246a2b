"""What stands on an existing case: the status by reference and PIN, and its acts."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
