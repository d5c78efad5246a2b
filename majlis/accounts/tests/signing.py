"""A browser that signs in, for the tests of signing in."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from majlis.accounts.models import Staff
from majlis.core import clock

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def in_english(**options: Any) -> Client:
    """Return a browser that reads English."""
    client = Client(**options)
    client.cookies["majlis_language"] = "en"
    return client


def _enter(client: Client, mail: str, password: str, *, place: str = "5.5.5.5", **words: Any) -> Any:
    return client.post(
        "/staff/login/",
        {"login": mail, "password": password, **words},
        REMOTE_ADDR=place,
        headers={"Accept": "text/html"},
    )


def _step() -> int:
    return int(clock.now().timestamp()) // 30


def _code(ahead: int = 0) -> str:
    return str(format_hotp_value(hotp_value(SECRET, _step() + ahead)))


def _with_app(member: Staff) -> Staff:
    TOTP.activate(member, SECRET)
    return member
