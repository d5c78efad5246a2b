"""Do what a form asks once, however often it is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from majlis.core.errors import Busy
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail


def once(request: HttpRequest, act: str, body: Any, do: Callable[[], Any]) -> None:
    """Do `do`, unless this very form was sent before. Nothing half-done stays when it is refused."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    key = request.POST.get("once", "")
    if not key:
        raise Busy
    with transaction.atomic():
        if trail.first_time(key, by=viewer, act=act, body=body) is not None:
            return
        do()
        trail.remember(key, {"done": True})


def version_of(request: HttpRequest) -> int:
    """Return the version that the form showed; one that no row has for a form without."""
    shown = request.POST.get("version", "")
    return int(shown) if shown.isascii() and shown.isdecimal() and len(shown) < 10 else -1
