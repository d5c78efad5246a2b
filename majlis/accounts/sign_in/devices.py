"""Known devices: a signed cookie by which a browser that signed in before is told from a stranger's.

A stranger who guesses at an account uses up a bucket of his own place; the owner on a known device has another one.
So nobody can lock another out, not even from the same office (OWASP: device cookies).
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "majlis_device"
_SALT = "majlis.accounts.device"
_LASTS = 180 * 24 * 3600


def remember(response: HttpResponse, account: str) -> None:
    """Make the browser known for an account (its mail), after it signed in."""
    response.set_cookie(
        COOKIE,
        signing.dumps([account.lower(), secrets.token_urlsafe(12)], salt=_SALT),
        max_age=_LASTS,
        path="/staff/",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def known(request: HttpRequest, account: str) -> str:
    """Return the name of the device that this browser is for an account, or an empty string."""
    try:
        of, name = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(name) if of == account.lower() else ""
