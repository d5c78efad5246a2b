"""The chain that makes a changed, missing or moved entry visible."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from majlis.trail.models import Entry

START = b"\0" * 32


def digest(entry: Entry, before: bytes) -> bytes:
    """Return the SHA-256 over the hash before and every field of the entry, in a canonical JSON form."""
    fields = [
        entry.at.isoformat(timespec="microseconds"),
        entry.kind,
        entry.actor_kind,
        entry.actor_id,
        entry.actor_label,
        entry.on_behalf_of,
        entry.subject_kind,
        entry.subject_id,
        entry.case_id,
        entry.seq,
        entry.facts,
    ]
    body = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(before + body.encode()).digest()


@dataclass(frozen=True, slots=True)
class Break:
    """The first place at which a case's chain does not hold."""

    case_id: int
    seq: int
    why: str


def first_break(entries: Iterable[Entry]) -> Break | None:
    """Return the first break in one case's entries, given in the order of `seq`, or None when all hold."""
    before = START
    for place, entry in enumerate(entries, start=1):
        if entry.seq != place:
            return Break(entry.case_id or 0, place, "missing")
        if digest(entry, before) != bytes(entry.hash):
            return Break(entry.case_id or 0, place, "changed")
        before = bytes(entry.hash)
    return None
