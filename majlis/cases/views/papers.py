"""Hand out a paper: through the gate, when it is clean, to be saved and never shown in the page."""

from __future__ import annotations

import logging

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from majlis.accounts import gate
from majlis.cases.models import Paper
from majlis.cases.models.papers import Scan
from majlis.cases.moves.papers import note_opening
from majlis.cases.papers import store
from majlis.core.errors import Refused

_log = logging.getLogger("majlis.papers")
_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
@gate.on(Paper, by="id")
def for_staff(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Hand a paper to an officer who may read its case; each opening is written down."""
    note_opening(paper, by=request.viewer)  # type: ignore[attr-defined]
    return _handed(paper)  # a refusal here takes the note back


@require_safe
@gate.on_public(Paper, by="id")
def for_person(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Hand a paper to the person of its case."""
    return _handed(paper)


def _handed(paper: Paper) -> HttpResponse:
    if paper.scan == Scan.HELD:
        raise Refused("paper_held", _("This file is still being checked. Try again in a few minutes."))
    if paper.scan == Scan.REFUSED:
        raise Refused("paper_refused", _("This file was stopped by the check for harmful files, and was deleted."))
    file = store.open_whole(paper.pk, paper.sha256)
    if file is None:
        _log.error("paper %s is not on the disk as it was kept", paper.pk)
        raise Refused("paper_lost", _("This file cannot be read at this moment. Ask for it to be sent again."))
    return FileResponse(file, as_attachment=True, filename=paper.name, content_type=paper.media_type, headers=_HEADERS)  # type: ignore[return-value]
