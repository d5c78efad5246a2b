"""Tell what a file is by its content alone: neither its name nor what the browser says is asked.

What may come in is a short list, each with a strict signature; everything else is refused with a sentence that names
the nearest way to succeed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from majlis.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that may come in: its media type, the ending its name gets, and its family."""

    media_type: str
    ending: str
    family: str


PDF = Kind("application/pdf", "pdf", "pdf")
JPEG = Kind("image/jpeg", "jpg", "picture")
PNG = Kind("image/png", "png", "picture")
WEBP = Kind("image/webp", "webp", "picture")
TIFF = Kind("image/tiff", "tif", "picture")
MP3 = Kind("audio/mpeg", "mp3", "voice")
M4A = Kind("audio/mp4", "m4a", "voice")
OGG = Kind("audio/ogg", "ogg", "voice")
WEBM = Kind("audio/webm", "webm", "voice")
TAKEN = (PDF, JPEG, PNG, WEBP, TIFF, MP3, M4A, OGG, WEBM)

ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.tif,.tiff,.mp3,.m4a,.ogg,.opus,.webm"
"""What a form's file field asks the browser for. Without HEIC in it, an iPhone sends its photographs as JPEG."""

_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_OTHER_PICTURES = {b"avif", b"avis", b"crx ", b"jp2 "}
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"CWS", b"FWS", b"\x00asm", b"dex\n")
_PICTURES = (b"GIF8", b"BM", b"8BPS", b"\x00\x00\x01\x00", b"\xff\x0a", b"\x00\x00\x00\x0cjP", b"II+\x00", b"MM\x00+")
_OFFICE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_IN_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"word/", b"xl/", b"ppt/")

_SENTENCES = {
    "office": _("Word, Excel and similar files cannot be taken. Save it as PDF, or photograph it, and send that."),
    "archive": _("Packed files cannot be taken. Send each paper by itself, as PDF or as a photograph."),
    "heic": _(
        "Photographs in HEIC cannot be opened here. Send a screenshot of it, or set your camera to take JPG and take "
        "it again."
    ),
    "picture": _("This sort of picture cannot be taken. Send it as JPG or PNG."),
    "video": _("Videos cannot be taken. Send photographs, or say it in a voice note."),
    "text": _(
        "Web pages, drawings and plain text cannot be taken. Write the words into the form, or send a PDF or a "
        "photograph."
    ),
    "program": _("Programs cannot be taken. Send a PDF, a photograph or a voice note."),
    "unknown": _("We cannot tell what this file is. Send a PDF, a photograph (JPG or PNG) or a voice note."),
}
DAMAGED = _("This file is damaged or did not arrive whole. Open it yourself to see, then send it again.")


def refuse(why: str) -> Refused:
    """Return the refusal of a file of a family that does not come in."""
    return Refused(f"paper_{why}", _SENTENCES[why])


def damaged() -> Refused:
    """Return the refusal of a file that begins well and does not go on so."""
    return Refused("paper_damaged", DAMAGED)


def recognise(content: bytes) -> Kind:
    """Return the kind of a file. Raises Refused (`paper_office`, `paper_heic` ...) for all that is not taken."""
    kind = _taken(content)
    if kind is None:
        raise refuse(_family(content))
    return kind


def _taken(content: bytes) -> Kind | None:
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[:4] in (b"II*\x00", b"MM\x00*"):
        return TIFF
    return _voice(content)


def _voice(content: bytes) -> Kind | None:
    if content.startswith(b"OggS\x00"):
        return OGG
    if content.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in content[:64]:
        return WEBM
    if content[4:8] == b"ftyp" and content[8:12] not in _HEIC | _OTHER_PICTURES:
        return M4A
    if content.startswith(b"ID3") or re.match(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa\xfb]", content[:2]):
        return MP3
    return None


def _family(content: bytes) -> str:
    head = content[:4096]
    if head.startswith(_OFFICE):
        return "office"
    if head.startswith(b"PK"):
        return "office" if any(mark in head for mark in _IN_OFFICE) else "archive"
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in _HEIC else "picture"
    if head.startswith((b"\x1a\x45\xdf\xa3", b"\x00\x00\x01\xba", b"FLV")) or head[8:12] == b"AVI ":
        return "video"
    for family, marks in (("archive", _ARCHIVES), ("program", _PROGRAMS), ("picture", _PICTURES)):
        if head.startswith(marks):
            return family
    return "text" if _reads_as_text(head) else "unknown"


def _reads_as_text(head: bytes) -> bool:
    if head.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return False
        text = head[: error.start].decode("utf-8")
    return all(char.isprintable() or char.isspace() for char in text)
