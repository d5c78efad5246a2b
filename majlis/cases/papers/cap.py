"""Turn away a request whose body is too large before any of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from majlis.core.errors import Refused
from majlis.core.middleware import respond


class TooLarge(Refused):
    """The body of a request is larger than any form of the house needs (413)."""

    status = 413


def bodies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a body over REQUEST_BYTES by its announced length; a body without one is read as empty by the server."""

    def middleware(request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > settings.REQUEST_BYTES:
            sentence = _("Together these files are too large to send at once. Send them one by one.")
            return respond(request, TooLarge("request_too_large", sentence))
        return get_response(request)

    return middleware
