"""Whether a session has shown its second factor, and where to send whoever has not."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest

from majlis.accounts.models import Staff

SET_UP = "mfa_activate_totp"
_SHOWN = "second_factor_of"


def shown(request: HttpRequest, member: Staff) -> bool:
    """Tell whether this session may go on: the second factor was shown in it, or none is asked for here.

    Every role asks for one. Outside production a setting may waive it, for the sample centre.
    """
    return not settings.SECOND_FACTOR or request.session.get(_SHOWN) == member.pk


def page_for(member: Staff) -> str:
    """Return the name of the page where he shows his second factor, or sets one up when he has none."""
    types = set(Authenticator.objects.filter(user=member).values_list("type", flat=True))
    if Authenticator.Type.TOTP in types:
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn" if Authenticator.Type.WEBAUTHN in types else SET_UP


def vouch(request: HttpRequest, member: Staff) -> None:
    """Take the second factor as shown, because the ministry's own sign-in service asked for one."""
    request.session[_SHOWN] = member.pk


@receiver([authenticator_added, authenticator_used])
def _note(request: HttpRequest, user: Any, **_rest: Any) -> None:
    request.session[_SHOWN] = user.pk


@receiver(authenticator_removed)
def _forget(request: HttpRequest, user: Any, **_rest: Any) -> None:
    if page_for(user) == SET_UP:
        request.session.pop(_SHOWN, None)
