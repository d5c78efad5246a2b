"""The pages of allauth that this house opens, under /staff/. No other page of it can be reached."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount.providers.openid_connect import views as outside
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from majlis.accounts import gate
from majlis.accounts.sign_in import attempts

TOO_MANY_REQUESTS = 429


def open_page(view: Callable[..., Any], before: gate.Before | None = None) -> Callable[..., HttpResponse]:
    """Return the view behind a gate that lets anyone in; allauth asks for itself who may go on.

    A request that was slowed down is answered with 429.
    """

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if getattr(request, "slowed", False):
            response.status_code = TOO_MANY_REQUESTS
        return response

    return gate.library(shown, before=before)


def paths(*, oidc: bool) -> list[URLPattern]:
    """Return the paths: sign-in, password, second factors; sign-in by an identity provider where one is set up."""
    found = [*_account(), *_factors(), *_keys()]
    return [*found, *_outside()] if oidc else found


def _account() -> list[URLPattern]:
    return [
        path("login/", open_page(account.login), name="account_login"),
        path("logout/", open_page(account.logout), name="account_logout"),
        path("reauthenticate/", open_page(account.reauthenticate), name="account_reauthenticate"),
        path("password/change/", open_page(account.password_change), name="account_change_password"),
    ]


def _factors() -> list[URLPattern]:
    return [
        path("2fa/", open_page(factors.index), name="mfa_index"),
        path("2fa/authenticate/", open_page(factors.authenticate), name="mfa_authenticate"),
        path("2fa/reauthenticate/", open_page(factors.reauthenticate), name="mfa_reauthenticate"),
        path("2fa/totp/activate/", open_page(app.activate_totp), name="mfa_activate_totp"),
        path("2fa/totp/deactivate/", open_page(app.deactivate_totp), name="mfa_deactivate_totp"),
        path("2fa/recovery-codes/", open_page(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
        path(
            "2fa/recovery-codes/generate/",
            open_page(codes.generate_recovery_codes),
            name="mfa_generate_recovery_codes",
        ),
    ]


def _keys() -> list[URLPattern]:
    return [
        path("2fa/webauthn/", open_page(keys.list_webauthn), name="mfa_list_webauthn"),
        path("2fa/webauthn/add/", open_page(keys.add_webauthn), name="mfa_add_webauthn"),
        path(
            "2fa/webauthn/reauthenticate/",
            open_page(keys.reauthenticate_webauthn),
            name="mfa_reauthenticate_webauthn",
        ),
        path("2fa/webauthn/keys/<int:pk>/remove/", open_page(keys.remove_webauthn), name="mfa_remove_webauthn"),
        path("2fa/webauthn/keys/<int:pk>/edit/", open_page(keys.edit_webauthn), name="mfa_edit_webauthn"),
        path(
            "2fa/webauthn/login/",
            open_page(keys.login_webauthn, attempts.check_place),
            name="mfa_login_webauthn",
        ),
    ]


def _outside() -> list[URLPattern]:
    return [
        path(
            "oidc/<slug:provider_id>/login/",
            open_page(outside.login, attempts.check_place),
            name="openid_connect_login",
        ),
        path("oidc/<slug:provider_id>/login/callback/", open_page(outside.callback), name="openid_connect_callback"),
    ]
