"""Where allauth asks this house: what it says, whom it lets in, how it keeps secrets."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from majlis.accounts.models import Staff
from majlis.accounts.sign_in import box
from majlis.core import clock

NOT_RIGHT = _("The e-mail or the password is not right.")
WRONG_CODE = _("This code is not right, or was used already. Wait for the next one.")
SAID = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("There are new recovery codes. Keep them in a safe place."),
    "mfa/messages/webauthn_added.txt": _("The key is added."),
    "mfa/messages/webauthn_removed.txt": _("The key is removed."),
}


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in of staff: no sign-up, one sentence for every refusal."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": NOT_RIGHT,
        "enter_current_password": _("This is not your password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: staff are taken in."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Staff | None:
        """Return the member with this mail and password, if he may sign in and a given password has not ended."""
        member = super().authenticate(request, **credentials)
        if not isinstance(member, Staff) or not member.active:
            return None
        ended = member.password_until is not None and member.password_until <= clock.now()
        return None if ended else member

    def respond_user_inactive(self, request: HttpRequest, user: Staff) -> HttpResponse:
        """Say of a stopped member what is said of a wrong password."""
        messages.error(request, str(NOT_RIGHT))
        return HttpResponseRedirect(reverse("account_login"))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say our own sentence, or nothing."""
        sentence = message or SAID.get(message_template or "")
        if sentence:
            messages.add_message(request, level, str(sentence), extra_tags=extra_tags)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go on to work."""
        return str(settings.LOGIN_REDIRECT_URL)


class OutsideSignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in by the ministry's own identity provider: only for those whom this house has taken in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up: staff are taken in."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_rest: Any) -> None:
        """Go back to the sign-in page with a sentence."""
        messages.error(request, gettext("The sign-in service did not let you in. Try again, or use your password."))
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets locked, our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a key first."),
    }

    def encrypt(self, text: str) -> str:
        """Lock a secret."""
        return box.close(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return box.open_(encrypted_text)

    def get_totp_issuer(self) -> str:
        """Return the name under which an authenticator app lists this house."""
        return "Majlis"

    def build_totp_svg(self, url: str) -> str:
        """Return nothing: the page draws the code itself."""
        return ""

    def generate_authenticator_name(self, user: Staff, type: Any) -> str:  # noqa: A002 - allauth's word
        """Return a first name for a key."""
        return gettext("Key")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the house as keys know it."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Majlis"}
