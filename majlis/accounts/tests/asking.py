"""What the tests of the pages of the administration share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client

from majlis.accounts.models import Staff
from majlis.accounts.tests.builders import a_staff
from majlis.core.viewer import system

HOUSE = system("test")


def _as(role: str, *place: Any, **words: Any) -> tuple[Client, Staff]:
    client, member = Client(headers={"Accept-Language": "en"}), a_staff(role, *place, **words)
    client.cookies["majlis_language"] = "en"
    client.force_login(member)
    return client, member


def _words(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[-2000:]
    return str(response.content.decode())


def _date(name: str, day: dt.date) -> dict[str, Any]:
    parts = {"calendar": "gregorian", "day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": value for part, value in parts.items()}
