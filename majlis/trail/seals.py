"""Seals: what makes it visible that the last lines, a whole case, or lines of no case were cut out of the book.

The chain of a case cannot tell that its end is missing, nor that somebody with power over the database wrote all of
it anew. A seal holds, of each row of a stretch of the book, its number and the beginning of a hash over it, and the
hash of the seal before it. A witness outside of this house signs the seals with his own key and keeps what he signed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

MARK = 6
"""How many bytes of a row's hash its line in a seal holds."""
LOOK = ("viewer", "label", "case_id", "day", "at", "why")
"""What the hash of a look covers, in this order."""
_LINE = struct.Struct(f">q{MARK}s")
START = b"\0" * 32


@dataclass(frozen=True, slots=True)
class Line:
    """One row under a seal: its number, and the first six bytes of a hash over all that it held."""

    id: int
    mark: bytes


def packed(lines: Iterable[Line]) -> bytes:
    """Return the lines as bytes, fourteen each, in their order."""
    return b"".join(_LINE.pack(line.id, line.mark) for line in lines)


def opened(lines: bytes) -> Iterator[Line]:
    """Yield the lines that `packed` wrote. Raises struct.error when they were cut."""
    for number, mark in _LINE.iter_unpack(lines):
        yield Line(number, mark)


def look_hash(fields: Sequence[Any]) -> bytes:
    """Return the hash of a look: SHA-256 over the values of `LOOK` in a canonical JSON form."""
    words = [field.isoformat() if isinstance(field, dt.date) else field for field in fields]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()).digest()


def seal_hash(before: bytes, what: str, after: int, upto: int, lines: bytes) -> bytes:
    """Return the hash of a seal: over the hash of the seal before it, its stretch and its lines."""
    head = json.dumps([what, after, upto], separators=(",", ":")).encode()
    return hashlib.sha256(before + head + hashlib.sha256(lines).digest()).digest()
