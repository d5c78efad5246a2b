"""Read the book: the timeline of a case, who looked, whether the chain holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from majlis.core.viewer import Viewer
from majlis.trail import chain, kinds, seals
from majlis.trail.models import Entry, Look, Once, What

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline, ready to be shown. `at` is UTC; `who` is empty on public lines.

    `told` on a staff line is the sentence that the public reads of it, None when they read nothing.
    """

    at: dt.datetime
    words: SafeString
    kind: str
    who: str
    told: SafeString | None = None


def timeline(case: int, *, public: bool) -> list[Line]:
    """Return a case's lines, oldest first: the public sentences only, or all staff sentences."""
    lines = []
    for entry in Entry.objects.filter(case_id=case).order_by("seq"):
        kind = kinds.known(entry.kind)
        words = kind.sentence(entry.facts, public=public)
        if words is not None:
            told = None if public else kind.sentence(entry.facts, public=True)
            lines.append(Line(entry.at, words, entry.kind, "" if public else entry.who, told))
    return lines


def head(case: int) -> str:
    """Return the hash of a case's last entry in hexadecimal: what a receipt shows; empty when there is none."""
    last = Entry.objects.filter(case_id=case).order_by("-seq").values_list("hash", flat=True).first()
    return bytes(last).hex() if last else ""


def first_break(case: int) -> chain.Break | None:
    """Return the first place where a case's chain does not hold, or None."""
    return chain.first_break(Entry.objects.filter(case_id=case).order_by("seq"))


def newest(what: str) -> int:
    """Return the highest number of a row that a kind of seal covers, 0 when there is none."""
    model: type[Entry] | type[Look] = Entry if what == What.ENTRIES else Look
    return model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def stretch(what: str, after: int, upto: int) -> Iterator[seals.Line]:
    """Yield the rows with a number above `after` up to `upto` as a seal names them. Read within the house's scope."""
    numbered = {"pk__gt": after, "pk__lte": upto}
    if what == What.ENTRIES:
        entries = Entry.objects.filter(**numbered).order_by("pk").values_list("pk", *chain.FIELDS, "hash")
        for number, *fields, kept in entries.iterator(_AT_ONCE):
            yield seals.Line(number, chain.digest_of(fields, bytes(kept))[: seals.MARK])
        return
    looks = Look.objects.filter(**numbered).order_by("pk").values_list("pk", *seals.LOOK)
    for number, *fields in looks.iterator(_AT_ONCE):
        yield seals.Line(number, seals.look_hash(fields)[: seals.MARK])


def looks(case: int) -> list[Look]:
    """Return who read a case, newest first, at most two hundred lines."""
    return list(Look.objects.filter(case_id=case).order_by("-at")[:200])


def acted_on(case: int, staff: int) -> bool:
    """Tell whether a member of the staff has an act of his own in a case."""
    return Entry.objects.filter(case_id=case, actor_kind="staff", actor_id=staff).exists()


def result_of(key: str, viewer: Viewer) -> Any | None:
    """Return what an act of the viewer's left under its key; None for a key that is not known, or another's."""
    kept = Once.objects.filter(key=key[:80], viewer=viewer.token).values_list("result", flat=True)
    return kept.first() if key else None
