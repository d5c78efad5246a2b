"""Show a refusal to whoever asked: a page, a fragment or JSON (RFC 9457); keep private pages out of caches."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from majlis.core import constraints
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import Viewer

A_TEXT = 3
"""Words from which on something typed is a text that would have to be written once more."""
_RACES = {"40001", "40P01", "55P03"}


def as_refusal(error: Exception) -> Refused | None:
    """Return the refusal that an exception means: its own, a lost race, or a constraint that has a sentence."""
    if isinstance(error, Refused):
        return error
    if not isinstance(error, DatabaseError):
        return None
    cause = error.__cause__
    if isinstance(error, OperationalError) and getattr(cause, "sqlstate", "") in _RACES:
        return Busy()
    if isinstance(error, IntegrityError):
        return constraints.refusal(getattr(getattr(cause, "diag", None), "constraint_name", None))
    return None


def respond(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Return the refusal in the form that the request asked for; it says when to try again, where it knows."""
    response = _shown(request, refusal)
    if "retry_after" in refusal.facts:
        response["Retry-After"] = str(refusal.facts["retry_after"])
    return response


def _shown(request: HttpRequest, refusal: Refused) -> HttpResponse:
    if request.accepts("text/html") or getattr(request, "htmx", False):
        shown = {"refusal": refusal, "written": written(request)}
        return render(request, "core/refused.html", shown, status=refusal.status)
    return JsonResponse(
        {"type": f"about:blank#{refusal.code}", "title": str(refusal), "status": refusal.status},
        status=refusal.status,
        content_type="application/problem+json",
    )


def written(request: HttpRequest) -> list[str]:
    """Return the texts that a member of the staff had written into a form which was refused, for him to take along.

    Shorter things are choices, numbers or names. A form of the public shows its own words again, and never a secret.
    """
    viewer = getattr(request, "viewer", None)
    if request.method != "POST" or not (isinstance(viewer, Viewer) and viewer.is_staff):
        return []
    texts = [text.strip() for name in request.POST for text in request.POST.getlist(name)]
    return [text for text in texts if len(text.split()) >= A_TEXT]


class refusals:  # noqa: N801 - read in the settings as the name of what it does
    """Turn `Refused`, lost races and known constraints into an answer; let every other error be the defect it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next one in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal."""
        refusal = as_refusal(error)
        return respond(request, refusal) if refusal else None


def private_pages(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Tell every cache on the way not to keep a page, unless the view said otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware
