"""The chain that makes a changed, missing or moved entry visible."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from majlis.trail.models import Entry

START = b"\0" * 32
FIELDS = (
    "at", "kind", "actor_kind", "actor_id", "actor_label", "on_behalf_of", "subject_kind", "subject_id", "case_id",
    "seq", "facts",
)  # fmt: skip
"""What the hash of an entry covers, in this order. The number of the row is covered by its seal."""
_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def digest(entry: Entry, before: bytes) -> bytes:
    """Return the SHA-256 over the hash before and every field of the entry, in a canonical JSON form."""
    return digest_of([getattr(entry, name) for name in FIELDS], before)


def digest_of(fields: Sequence[Any], before: bytes) -> bytes:
    """Return the same for the values of `FIELDS`."""
    at: dt.datetime = fields[0]
    body = _write([at.isoformat(timespec="microseconds"), *fields[1:]])
    return hashlib.sha256(before + body.encode()).digest()


@dataclass(frozen=True, slots=True)
class Break:
    """A place at which a case's chain does not hold: "missing" (no such entry) or "changed"."""

    case_id: int
    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as the chain sees it: the values of `FIELDS` and the hash that stands beside them."""

    fields: Sequence[Any]
    hash: bytes

    @property
    def place(self) -> tuple[int, int]:
        """Return the case and the place in its chain."""
        return self.fields[8] or 0, self.fields[9] or 0


def breaks(links: Iterable[Link]) -> Iterator[Break]:
    """Yield every break in the chains of many cases, given in the order of case and place.

    After a break the chain is taken up again at the hash that stands there, so that a second one is found too.
    """
    case, reached, before = 0, 0, START
    for link in links:
        where, place = link.place
        if where != case:
            case, reached, before = where, 0, START
        for missing in range(reached + 1, place):
            yield Break(case, missing, "missing")
        if place == reached + 1 and digest_of(link.fields, before) != link.hash:
            yield Break(case, place, "changed")
        reached, before = place, link.hash


def first_break(entries: Iterable[Entry]) -> Break | None:
    """Return the first break in one case's entries, given in the order of `seq`, or None when all hold."""
    return next(breaks(Link([getattr(entry, name) for name in FIELDS], bytes(entry.hash)) for entry in entries), None)
