"""allauth's forms in our words, with our limits. The fields' names are those that browsers and allauth know."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from majlis.accounts.sign_in import attempts
from majlis.accounts.sign_in.adapters import WRONG_CODE
from majlis.core.ui.forms import HouseForm


def _slowed(request: HttpRequest) -> forms.ValidationError:
    """Mark the request as slowed down (its page answers 429) and return the sentence."""
    request.slowed = True  # type: ignore[attr-defined]
    return forms.ValidationError(attempts.TOO_MANY, code="slow_down")


def _say(form: forms.Form, **labels: Any) -> None:
    """Give fields our labels, and take away what allauth shows inside the boxes."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm, HouseForm):  # type: ignore[misc]
    """Mail and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **options)
        _say(self, login=_("E-mail"), password=_("Password"))
        self.fields["login"].widget.attrs |= {"dir": "ltr", "autocomplete": "username", "autofocus": True}
        self.fields["password"].widget.attrs |= {"dir": "ltr"}
        self.fields["password"].help_text = ""

    def clean(self) -> Any:
        """Count the try before anything is compared."""
        account = self.cleaned_data.get("login")
        if account is None or self.errors:
            return self.cleaned_data
        if not attempts.may_try(self.request, account):
            raise _slowed(self.request)
        cleaned = super().clean()
        attempts.was_good(self.request, account)
        return cleaned


class NewPasswordForm(ChangePasswordForm, HouseForm):  # type: ignore[misc]
    """The password one has, and the new one twice."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **options)
        _say(
            self,
            oldpassword=_("Password until now"),
            password1=_("New password"),
            password2=_("New password, once more"),
        )
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _("At least 12 characters. Several words are easy to keep in mind.")
        for field in self.fields.values():
            field.widget.attrs["dir"] = "ltr"

    def clean_oldpassword(self) -> Any:
        """Count the try before the password is compared."""
        return _counted(self, super().clean_oldpassword)


class PasswordAgainForm(PasswordAgain, HouseForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **options)
        _say(self, password=_("Password"))
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs |= {"dir": "ltr", "autofocus": True}

    def clean_password(self) -> Any:
        """Count the try before the password is compared."""
        return _counted(self, super().clean_password)


class _Code:
    """A code of the app or of the recovery list: counted before it is compared, used once."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, code=_("Code"))  # type: ignore[arg-type]
        self.fields["code"].widget.attrs |= {  # type: ignore[attr-defined]
            "inputmode": "numeric",
            "dir": "ltr",
            "autocomplete": "one-time-code",
            "autofocus": True,
        }

    def clean_code(self) -> Any:
        request, account = context.request, self.user.email  # type: ignore[attr-defined]
        if not attempts.may_try_code(request, account):
            raise _slowed(request)
        code = super().clean_code()  # type: ignore[misc]
        passes = self.authenticator.type == Authenticator.Type.TOTP  # type: ignore[attr-defined]
        if passes and not attempts.first_use(account, code):
            raise forms.ValidationError(WRONG_CODE, code="incorrect_code")
        attempts.code_was_good(request, account)
        return code


class CodeForm(_Code, AuthenticateForm, HouseForm):  # type: ignore[misc]
    """The code after the password."""


class CodeAgainForm(_Code, ReauthenticateForm, HouseForm):  # type: ignore[misc]
    """The code once more, before something that matters."""


class AppForm(ActivateTOTPForm, HouseForm):  # type: ignore[misc]
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **options)
        _say(self, code=_("Code that the app shows"))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}


class KeyForm(AddWebAuthnForm, HouseForm):  # type: ignore[misc]
    """A new key or passkey; the browser fills in the credential."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **options)
        _say(self, name=_("Name of the key"), passwordless=_("Let this key sign me in without a password"))
        self.fields["passwordless"].help_text = ""


class KeyNameForm(EditWebAuthnForm, HouseForm):  # type: ignore[misc]
    """Another name for a key."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say it in our words."""
        super().__init__(*args, **options)
        _say(self, name=_("Name of the key"))


def _counted(form: Any, compare: Any) -> Any:
    request, account = context.request, form.user.email
    if not attempts.may_try(request, account):
        raise _slowed(request)
    value = compare()
    attempts.was_good(request, account)
    return value
