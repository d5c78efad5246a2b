"""A form that is sent twice acts once: its key, minted when the page was made, remembers where the first led."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from majlis.core.viewer import Viewer
from majlis.trail import moves as trail
from majlis.trail import queries as book

FIELD = "once"
_NOT_SAID = {"csrfmiddlewaretoken", FIELD}


class SeeOther(HttpResponseRedirect):
    """Look there, by a fresh question: what was posted is done."""

    status_code = 303


def act_once(request: HttpRequest, name: str, act: Callable[[], str]) -> SeeOther:
    """Do an act in one transaction; sent again, lead where it led the first time, and do nothing.

    `act` returns the address to go to, `name` tells acts apart. What it refuses leaves nothing behind, its key neither.
    A form without a key acts each time; the same key with other words is refused (422).
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    key = request.POST.get(FIELD, "")
    with transaction.atomic():
        done = trail.first_time(key, by=viewer, act=name, body=_said(request)) if key else None
        if done is None:
            done = {"to": act()}
            if key:
                trail.remember(key, done)
    return SeeOther(done["to"])


def page_once(request: HttpRequest, do: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the answer of a whole page; the same form sent again is only led to where the first one was.

    What does not end in a redirect did not act: its key is free again, so that a mended form may be sent.
    """
    key = request.POST.get(FIELD, "")
    if request.method != "POST" or not key:
        return do()
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    with transaction.atomic():
        before = trail.first_time(key, by=viewer, act="page", body=[request.path, _said(request)])
        if before is not None:
            return SeeOther(before["to"])
        response = do()
        if 300 <= response.status_code < 400:
            trail.remember(key, {"to": response.headers["Location"]})
        else:
            transaction.set_rollback(True)
    return response


def led_before(request: HttpRequest) -> SeeOther | None:
    """Return where the same form led before, None for one that has not acted, or leads nowhere."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    result = book.result_of(request.POST.get(FIELD, ""), viewer)
    return SeeOther(result["to"]) if isinstance(result, dict) and "to" in result else None


def _said(request: HttpRequest) -> dict[str, Any]:
    body: dict[str, Any] = {name: request.POST.getlist(name) for name in sorted(request.POST) if name not in _NOT_SAID}
    files: Any = request.FILES
    return body | {name: [file.name, file.size] for name, file in files.items()}
