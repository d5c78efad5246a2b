"""Make an upload into what is kept: judged by its content, drawn anew where it is a picture, named cleanly."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from majlis.cases.papers import names, pdf, pictures, voice
from majlis.cases.papers.kinds import PDF, recognise
from majlis.core.errors import Refused

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ready:
    """A file as it will be kept. `sha256` is that of the kept content, in hexadecimal."""

    content: bytes
    name: str
    media_type: str
    pages: int | None
    sha256: str


def prepare(upload: UploadedFile[Any]) -> Ready:
    """Return what is kept of an upload. At most one file's limit is read into memory.

    Raises Refused: `paper_empty`, `paper_too_big`, and all that `kinds`, `pdf`, `pictures` and `voice` refuse.
    """
    content = _read(upload)
    kind, pages = recognise(content), None
    if kind is PDF:
        pages = pdf.look(content)
    elif kind.family == "picture":
        drawn = pictures.redraw(content, kind)
        content, kind, pages = drawn.content, drawn.kind, drawn.pages
    else:
        content = voice.look(content, kind)
    name = names.clean(upload.name or "", kind.ending)
    return Ready(content, name, kind.media_type, pages, hashlib.sha256(content).hexdigest())


def _read(upload: UploadedFile[Any]) -> bytes:
    most = settings.PAPER_BYTES
    upload.seek(0)
    content = b"" if (upload.size or 0) > most else upload.read(most + 1)
    if (upload.size or 0) > most or len(content) > most:
        raise Refused(
            "paper_too_big",
            _("This file is larger than %(most)s MB. Send it in parts, or as photographs."),
            most=most // MEGABYTE,
        )
    if not content:
        raise Refused("paper_empty", _("This file is empty. Choose another."))
    return content
