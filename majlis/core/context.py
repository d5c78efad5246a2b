"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:
    """Return the settings that the shells of all pages show: no personal thing, no query."""
    return {
        "EMERGENCY_NUMBER": settings.EMERGENCY_NUMBER,
        "TOLL_FREE_NUMBER": settings.TOLL_FREE_NUMBER,
        "LEAVE_ADDRESS": settings.LEAVE_ADDRESS,
        "OFFICIAL_STRIP": settings.OFFICIAL_STRIP,
        "PRODUCTION": settings.PRODUCTION,
    }
