"""How often somebody may guess: at a password, and at a code.

A miss costs a token of the pair (account, place) and of the place; a good try gets them back. A known device has a
bucket of its own. Nothing here depends on whether the account exists.
"""

from __future__ import annotations

import hashlib

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from majlis.accounts import limits
from majlis.accounts.addresses import network_of
from majlis.accounts.sign_in import devices

PAIR_BURST, PAIR_RATE = 5, 1.0
PLACE_BURST, PLACE_RATE = 60, 20.0
CODES_BURST, CODES_RATE = 20, 2.0
"""Tries at once, and tries a minute after that."""

TOO_MANY = _("Too many tries in a short time. Wait a minute, then try again.")


def may_try(request: HttpRequest, account: str) -> bool:
    """Count a try at an account's password (its mail) from where the request comes; tell whether it is allowed."""
    if not limits.allow(_pair(request, account, "word"), rate_per_minute=PAIR_RATE, burst=PAIR_BURST):
        return False
    if devices.known(request, account):
        return True
    return limits.allow(_place(request), rate_per_minute=PLACE_RATE, burst=PLACE_BURST)


def was_good(request: HttpRequest, account: str) -> None:
    """Take back the count of a try that was good."""
    limits.give_back(_pair(request, account, "word"), burst=PAIR_BURST)
    if not devices.known(request, account):
        limits.give_back(_place(request), burst=PLACE_BURST)


def may_try_code(request: HttpRequest, account: str) -> bool:
    """Count a try at a code of somebody who knows the password; tell whether it is allowed.

    All strange devices together share one bucket of the account: many places guess no faster than one.
    """
    if not limits.allow(_pair(request, account, "code"), rate_per_minute=PAIR_RATE, burst=PAIR_BURST):
        return False
    if devices.known(request, account):
        return True
    return limits.allow(f"codes:{_digest(account)}", rate_per_minute=CODES_RATE, burst=CODES_BURST)


def code_was_good(request: HttpRequest, account: str) -> None:
    """Take back the count of a code that was good."""
    limits.give_back(_pair(request, account, "code"), burst=PAIR_BURST)
    if not devices.known(request, account):
        limits.give_back(f"codes:{_digest(account)}", burst=CODES_BURST)


def first_use(account: str, code: str) -> bool:
    """Tell whether a code that passes with time is used for the first time, by any process (RFC 6238, 5.2)."""
    return limits.allow(f"used:{_digest(account)}:{_digest(code)}", rate_per_minute=0.25, burst=1)


def check_place(request: HttpRequest, **_kwargs: object) -> None:
    """Count a post from a place; raises SlowDown. For the `before` of a gate."""
    if request.method == "POST":
        limits.check(_place(request), rate_per_minute=PLACE_RATE, burst=PLACE_BURST)


def _pair(request: HttpRequest, account: str, what: str) -> str:
    device = devices.known(request, account)
    return f"{what}:{_digest(account)}:{device or network_of(request)}"


def _place(request: HttpRequest) -> str:
    return f"sign-in:{network_of(request)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().lower().encode()).hexdigest()[:24]
