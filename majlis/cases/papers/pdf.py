"""Look into a PDF without a library of its own: is it whole, can it be opened, does it carry programs, how many pages.

Sources: ISO 32000-1, 7.5 (structure), 7.6 (encryption), 12.6 (actions). Bytes are kept as they came and are never shown
inline; the scanner has the last word.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from majlis.cases.papers import pdf_lock
from majlis.cases.papers.kinds import damaged
from majlis.core.errors import Refused

_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_OBJECT_STREAM = re.compile(rb"<<((?:(?!endobj).){0,400}?/ObjStm(?:(?!endobj).){0,400}?)>>\s*stream\r?\n", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|ImportData)(?![A-Za-z])")
_TREE = re.compile(rb"/Type\s*/Pages(?![A-Za-z])")
_COUNT = re.compile(rb"/Count\s+(\d{1,6})")
_MOST_UNPACKED = 2_000_000
_MOST_STREAMS = 200
_MOST_PAGES = 32_000


def look(content: bytes) -> int | None:
    """Return the number of pages, None where it cannot be told.

    Raises Refused: `paper_damaged` (its end is missing, or something was put behind it), `paper_locked` (it needs a
    password), `paper_active` (it carries programs or other files).
    """
    end = content.rfind(b"%%EOF")
    if end < 0 or content[end + 5 :].strip(b"\r\n\t \x00\x1a"):
        raise damaged()
    bones = _named(_STREAM.sub(b" ", content))
    if pdf_lock.needs_password(bones):
        raise Refused(
            "paper_locked", _("This PDF asks for a password. Save it without one, or photograph it, and send that.")
        )
    objects = [*re.split(rb"\bendobj\b", bones), *_packed(content)]
    if any(_ACTIVE.search(one) for one in objects):
        raise Refused(
            "paper_active",
            _("This PDF carries programs or other files inside. Print it into a new PDF, or photograph it."),
        )
    return _pages(objects)


def _named(text: bytes) -> bytes:
    """Return text in which no name hides behind escapes: /J#61vaScript is /JavaScript."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _packed(content: bytes) -> Iterator[bytes]:
    """Yield the objects that lie packed in object streams, as far as the limits of unpacking go."""
    for number, found in enumerate(_OBJECT_STREAM.finditer(content)):
        if number >= _MOST_STREAMS:
            return
        count = re.search(rb"/N\s+(\d{1,5})", found[1])
        first = re.search(rb"/First\s+(\d{1,7})", found[1])
        if b"/FlateDecode" not in found[1] or not count or not first:
            continue
        try:
            plain = zlib.decompressobj().decompress(content[found.end() :], _MOST_UNPACKED)
        except zlib.error:
            continue
        yield from _split(plain, int(count[1]), int(first[1]))


def _split(plain: bytes, count: int, first: int) -> Iterator[bytes]:
    numbers = [int(word) for word in plain[:first].split()[: 2 * count] if word.isdigit()]
    starts = sorted(first + offset for offset in numbers[1::2])
    for begin, end in zip(starts, [*starts[1:], len(plain)], strict=True):
        yield _named(plain[begin:end])


def _pages(objects: list[bytes]) -> int | None:
    counts = [int(found[1]) for one in objects if _TREE.search(one) and (found := _COUNT.search(one))]
    return min(max(counts), _MOST_PAGES) if counts else None
