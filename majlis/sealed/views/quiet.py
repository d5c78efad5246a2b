"""Pages that leave no trace: no cookie, no log line, no file on the disk, no words in a report of an error."""

from __future__ import annotations

import functools
import io
import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from majlis.core.errors import Busy, Refused
from majlis.core.middleware import as_refusal, respond
from majlis.sealed.moves.taking_in import MOST_BYTES, MOST_PAPERS

View = Callable[..., HttpResponse]
MOST_AT_ONCE = 2
_log = logging.getLogger("majlis.sealed")
_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class Failed(Exception):
    """A page of this room met a defect. What it held in its hands is not told."""


@contextmanager
def a_place() -> Iterator[None]:
    """Take one of the few places in this process where words are sealed or opened; refuse when none is free.

    This bounds memory and guessing without keeping an address or an instant of anybody: each guess at a code costs
    some 50 ms, so a process checks some forty a second at most, of 2**70.
    """
    if not _places.acquire(blocking=False):
        raise Busy("sealed_busy", _("Many are writing at this moment. Wait a minute, then press again."))
    try:
        yield
    finally:
        _places.release()


class InMemory(FileUploadHandler):
    """Keep uploads in memory and nowhere else; what is too much is read and thrown away."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        """Begin with nothing."""
        super().__init__(request)
        self.too_much, self._files, self._content = False, 0, io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; one too many is skipped. No other handler sees it."""
        super().new_file(*args, **kwargs)
        self._files += 1
        self._content = io.BytesIO()
        if self._files > MOST_PAPERS:
            self._skip()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, or skip the file when it grows too big."""
        if start + len(raw_data) > MOST_BYTES:
            self._content = io.BytesIO()
            self._skip()
        self._content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file."""
        self._content.seek(0)
        return InMemoryUploadedFile(
            self._content, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )

    def _skip(self) -> None:
        self.too_much = True
        raise SkipFile


def in_memory(view: View) -> View:
    """Have the uploads of a view kept in memory. Stands outside of whatever reads the request's body."""

    @functools.wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        handler = InMemory(request)
        request.upload_handlers = [handler]
        request.sealed_uploads = handler  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return held


def hushed(view: View) -> View:
    """Keep what a view held out of every log: of a defect only its kind and line are told, of a refusal nothing."""

    @functools.wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response, told_of = _tried(view, request, *args, **kwargs)
        if response is None:
            raise Failed(told_of)
        response._has_been_logged = True  # type: ignore[attr-defined]  # or Django logs a refusal and its instant
        return response

    return told


def _tried(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> tuple[HttpResponse | None, str]:
    """Return the answer, or None and what may be told of the defect."""
    try:
        return view(request, *args, **kwargs), ""
    except (Http404, PermissionDenied):
        raise
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        refusal = Refused("not_whole", _("Your words did not arrive whole, and nothing was kept. Try again."))
        return respond(request, refusal), ""
    except Exception as error:  # noqa: BLE001 - whatever it is, its message may hold a person's words
        known = as_refusal(error)
        if known is not None:
            return respond(request, known), ""
        last = traceback.extract_tb(error.__traceback__)[-1]
        return None, f"{type(error).__name__} at {last.filename.rpartition('/')[2]}:{last.lineno}"


def quiet(view: View) -> View:
    """Open a page of the reporter: in the language of `?in=`, without cookies, referrer, cache or log line."""

    @functools.wraps(view)
    @sensitive_post_parameters()
    def unseen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("in", "")
        if wanted in dict(settings.LANGUAGES):
            translation.activate(wanted)
            request.LANGUAGE_CODE = wanted
        response = hushed(_from_here(view))(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response

    unseen.csrf_exempt = True  # type: ignore[attr-defined]  # it needs a cookie; `_from_here` stands in for it
    return unseen


def _from_here(view: View) -> View:
    """Refuse a post that another site made the browser send, without the cookie that the usual guard needs."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
            raise Refused("cross_site", _("Open this page yourself and write here."))
        return view(request, *args, **kwargs)

    return guarded
