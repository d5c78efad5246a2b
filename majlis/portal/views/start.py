"""Before a request is begun: what is needed, how long it takes. Then it begins; or it is put aside, or thrown away."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from majlis.accounts import gate
from majlis.catalogue import queries as catalogue
from majlis.catalogue.models import Service
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.languages import pick
from majlis.core.phones import mask
from majlis.intake import moves
from majlis.portal import drafts, limiting, links, queries, steps
from majlis.portal.views.request import elsewhere, to
from majlis.portal.walk import SECONDS

_SINCE = "majlis.portal.since"


@require_http_methods(["GET", "HEAD", "POST"])
@gate.public(before=limiting.posts("start"))
def start(request: HttpRequest, service: str) -> HttpResponse:
    """Say what a service needs, and begin."""
    asked = _service(service)
    if request.method == "POST":
        return _begin(request, asked)
    found = drafts.opened(request)
    facts = {
        "service": asked,
        "next_step": pick(asked.next_steps),
        "since": signing.dumps(int(clock.now().timestamp()), salt=_SINCE),
        "unfinished": found if found and not found.ended else None,
    }
    return render(request, "portal/start.html", facts)


def _service(code: str) -> Service:
    try:
        asked = catalogue.service(code)
    except Service.DoesNotExist:
        raise Http404 from None
    if steps.CHANNEL not in asked.channels:
        raise Http404
    return asked


def _begin(request: HttpRequest, asked: Service) -> HttpResponse:
    if not queries.centres():
        raise Refused("no_centre", _("No centre receives requests yet. Call the toll-free number."))
    draft = moves.begin(
        asked.code,
        channel=steps.CHANNEL,
        language=(get_language() or settings.LANGUAGE_CODE)[:2],
        by=request.viewer,  # type: ignore[attr-defined]
    )
    moves.keep(draft, "start", {SECONDS: _reading(request.POST.get("since", ""))})
    response = to("question", steps.FIRST[0].code)
    drafts.forget(response)
    drafts.remember(response, draft)
    return response


def _reading(signed: str) -> int:
    """Return the seconds since the first page was shown, as it says itself; none when it lay open for long."""
    try:
        shown = int(signing.loads(signed, salt=_SINCE))
    except (signing.BadSignature, ValueError):
        return 0
    passed = int(clock.now().timestamp()) - shown
    return passed if 0 <= passed <= drafts.LONGEST_PAUSE.total_seconds() else 0


@require_safe
@gate.public
def later(request: HttpRequest) -> HttpResponse:
    """Say how to come back to a request that is put aside."""
    found = drafts.opened(request)
    if found is None or found.ended:
        return elsewhere(request)
    mobile = links.safe_mobile(found.walk)
    facts = {
        "service": found.walk.service,
        "until": found.draft.expires_at,
        "mobile": mask(mobile) if mobile and links.left(found.draft) else "",
    }
    return render(request, "portal/later.html", facts)


@require_POST
@gate.public(before=limiting.posts("link"))
def link(request: HttpRequest) -> HttpResponse:
    """Send the way back to the person's own safe phone."""
    found = drafts.opened(request)
    if found is None or found.ended:
        return elsewhere(request)
    links.send(found.draft, found.walk, by=request.viewer)  # type: ignore[attr-defined]
    messages.success(request, _("We sent the link to your phone."))
    return to("later")


@require_safe
@gate.public
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """Open a draft by the link that was sent to its writer."""
    draft = drafts.by_token(token)
    if draft is None:
        raise Http404
    response = to("resume")
    drafts.remember(response, draft)
    return response


@require_POST
@gate.public
def end(request: HttpRequest) -> HttpResponse:
    """Throw the draft away, and leave nothing of it on this device."""
    found = drafts.opened(request)
    if found is not None:
        moves.drop(found.draft)
    response = to("home")
    drafts.forget(response)
    return response
