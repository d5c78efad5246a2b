"""What happens when allauth says that somebody signed in, or changed how he does."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from majlis.accounts import facts, moves, second_factor
from majlis.accounts.models import Staff
from majlis.accounts.queries import viewer_for
from majlis.accounts.sign_in import devices
from majlis.core import scope
from majlis.trail import moves as trail


def _note(kind: str, member: Staff, **words: Any) -> None:
    with transaction.atomic(), scope.house():
        trail.record(kind, by=viewer_for(member), subject=("staff", member.pk), **words)


@receiver(user_logged_in)
def _signed_in(
    request: HttpRequest, response: HttpResponse, user: Staff, sociallogin: Any = None, **_rest: Any
) -> None:
    """Know the device again, speak the member's language, and tell the book."""
    devices.remember(response, user.email)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    if sociallogin is not None and settings.OIDC and settings.OIDC["second_factor"]:
        second_factor.vouch(request, user)
    _note(facts.SIGNED_IN.name, user, outside=sociallogin is not None)


@receiver(password_changed)
def _changed_password(request: HttpRequest, user: Staff, **_rest: Any) -> None:
    """A password of one's own has no end."""
    moves.own_password_set(user)
    _note(facts.PASSWORD_CHANGED.name, user)


@receiver(authenticator_added)
def _added(user: Staff, authenticator: Any, **_rest: Any) -> None:
    _note(facts.FACTOR_ADDED.name, user, type=str(authenticator.type))


@receiver(authenticator_removed)
def _removed(user: Staff, authenticator: Any, **_rest: Any) -> None:
    _note(facts.FACTOR_REMOVED.name, user, type=str(authenticator.type))
