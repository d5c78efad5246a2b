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

_BEGIN = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|ImportData)(?![A-Za-z])")
_TREE = re.compile(rb"/Type\s*/Pages(?![A-Za-z])")
_COUNT = re.compile(rb"/Count\s+(\d{1,6})")
_MOST_UNPACKED = 20_000_000
_MOST_STREAMS = 500
_HEAD = 600
_MOST_PAGES = 32_000


def look(content: bytes) -> int | None:
    """Return the number of pages, None where it cannot be told.

    Raises Refused: `paper_damaged` (its end is missing, or something was put behind it), `paper_locked` (it needs a
    password), `paper_active` (it carries programs or other files).
    """
    end = content.rfind(b"%%EOF")
    if end < 0 or content[end + 5 :].strip(b"\r\n\t \x00\x1a"):
        raise damaged()
    bare = _without_streams(content)
    if pdf_lock.needs_password(bare):
        raise Refused(
            "paper_locked", _("This PDF asks for a password. Save it without one, or photograph it, and send that.")
        )
    objects = [*_named(bare).split(b"endobj"), *_packed(content)]
    if any(_ACTIVE.search(one) for one in objects):
        raise Refused(
            "paper_active",
            _("This PDF carries programs or other files inside. Print it into a new PDF, or photograph it."),
        )
    return _pages(objects)


def _without_streams(content: bytes) -> bytes:
    """Return what stands between the streams, in one pass however the file is made."""
    kept, place = [], 0
    while found := _BEGIN.search(content, place):
        end = content.find(b"endstream", found.end())
        if end < 0:
            break
        kept.append(content[place : found.start()])
        place = end + len(b"endstream")
    return b" ".join([*kept, content[place:]])


def _named(text: bytes) -> bytes:
    """Return text in which no name hides behind escapes: /J#61vaScript is /JavaScript."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _packed(content: bytes) -> Iterator[bytes]:
    """Yield the objects that lie packed in object streams, as far as the limits of unpacking go."""
    whole, left, place = memoryview(content), _MOST_UNPACKED, 0
    for _number in range(_MOST_STREAMS):
        place = content.find(b"/ObjStm", place + 1)
        if place < 0 or left <= 0:
            return
        begin = _BEGIN.search(content, place, place + _HEAD)
        if begin is None:
            continue
        head = content[max(0, place - _HEAD) : begin.start()].rpartition(b" obj")[2]
        count, first = re.search(rb"/N\s+(\d{1,5})", head), re.search(rb"/First\s+(\d{1,7})", head)
        if b"/FlateDecode" not in head or not count or not first:
            continue
        try:
            plain = zlib.decompressobj().decompress(whole[begin.end() :], left)
        except zlib.error:
            continue
        left -= len(plain)
        yield from _split(plain, int(count[1]), int(first[1]))


def _split(plain: bytes, count: int, first: int) -> Iterator[bytes]:
    numbers = [int(word) for word in plain[:first].split()[: 2 * count] if word.isdigit()]
    starts = sorted(first + offset for offset in numbers[1::2])
    for begin, end in zip(starts, [*starts[1:], len(plain)], strict=True):
        yield _named(plain[begin:end])


def _pages(objects: list[bytes]) -> int | None:
    counts = [int(found[1]) for one in objects if _TREE.search(one) and (found := _COUNT.search(one))]
    return min(max(counts), _MOST_PAGES) if counts else None
