"""Go to the national sign-in, come back, arrive, leave."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from majlis.accounts import gate
from majlis.core.errors import Refused
from majlis.people import sessions
from majlis.people.identity import national
from majlis.people.identity.port import NotVerified
from majlis.people.moves import identifying
from majlis.people.queries.outages import paused
from majlis.people.states import Level

COOKIE = "majlis_identity"
_PATH = "/identity/"
_signer = Signer(salt="majlis.people.identity")
_log = logging.getLogger(__name__)


@require_GET
@gate.public
def depart(request: HttpRequest) -> HttpResponse:
    """Send the browser to the national sign-in; `next` is the path of ours where the person goes on."""
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None) or not onward.startswith("/"):
        onward = ""
    if not settings.IDENTITY_NATIONAL or "national" in paused():
        raise Refused(
            "provider_down", _("The national sign-in does not answer now. Go on without it: we verify later.")
        )
    leaving = national.provider().depart(onward=onward[:300], language=get_language() or "ar")
    response = HttpResponseRedirect(leaving.address)
    _remember(request, response, leaving.nonce)
    return response


@csrf_exempt
@require_POST
@gate.public
def back(request: HttpRequest) -> HttpResponse:
    """Take the authority's answer. It comes from another site: nothing here reads or writes the session."""
    try:
        claims, nonce = national.provider().read(request.POST.get("id_token", ""))
        if not constant_time_compare(nonce, _nonce(request)):
            raise NotVerified("browser")
        row = identifying.use_nonce(national.digest(nonce))
        if row is None:
            raise NotVerified("used")
    except NotVerified as error:
        _log.warning("a national sign-in was not believed: %s", error.code)
        raise _not_verified() from error
    identifying.settle_sign_in(row, identifying.identified(claims))
    return HttpResponseRedirect(reverse("people:arrived"))


@require_GET
@gate.public
def arrived(request: HttpRequest) -> HttpResponse:
    """Sign the person in, in the session that he left with; only the browser that began, and once."""
    row = identifying.arrive(national.digest(_nonce(request)))
    if row is None or row.beneficiary is None:
        raise _not_verified()
    sessions.sign_in(request, row.beneficiary, Level.NATIONAL)
    response = HttpResponseRedirect(row.onward or "/")
    response.delete_cookie(COOKIE, path=_PATH)
    return response


@require_POST
@gate.public
def leave(request: HttpRequest) -> HttpResponse:
    """End the sign-in and close the cases opened by PIN."""
    sessions.sign_out(request)
    return HttpResponseRedirect("/")


def _remember(request: HttpRequest, response: HttpResponse, nonce: str) -> None:
    """Keep the nonce in the browser. The answer is a post from another site, which brings no other cookie of ours.

    Browsers take SameSite=None only over HTTPS; without it (development) the authority is this very site.
    """
    secure = request.is_secure()
    response.set_cookie(
        COOKIE,
        _signer.sign(nonce),
        max_age=national.MINUTES * 60,
        path=_PATH,
        secure=secure,
        httponly=True,
        samesite="None" if secure else "Lax",
    )


def _nonce(request: HttpRequest) -> str:
    try:
        return _signer.unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        return ""


def _not_verified() -> Refused:
    return Refused("not_verified", _("The sign-in could not be completed. Begin again, or go on without it."))
