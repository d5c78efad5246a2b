"""Read the whole book and say every place at which it was changed by a hand that is not the house's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from majlis.trail import chain, queries, seals
from majlis.trail.models import Entry, Seal, What

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Fault:
    """One place that does not hold.

    `what` is "case" (then `key` is its number and `place` the entry's in it), "entries" or "looks" (`key` is the
    number of the seal, `place` that of the row), or "seal" (`key` is the seal's number). `why` is "missing",
    "changed", "added" or "rewritten" (a seal that a witness signed otherwise).
    """

    what: str
    key: int
    place: int
    why: str

    def __str__(self) -> str:
        """Return one line for a report."""
        return f"{self.what} {self.key} {self.place} {self.why}"


Signed = Mapping[tuple[str, int], bytes]
"""The hash of each seal that a witness signed, by kind and number."""


def faults(signed: Signed | None = None) -> Iterator[Fault]:
    """Yield every fault of the book: chains of the cases, entries of no case, seals, and what a witness signed.

    Read within the house's scope.
    """
    yield from _chains()
    yield from _of_no_case()
    for what in What.values:
        yield from _under_seals(what, signed or {})
    yield from _unknown_seals(signed or {})


def _chains() -> Iterator[Fault]:
    rows = Entry.objects.filter(case_id__isnull=False).order_by("case_id", "seq").values_list(*chain.FIELDS, "hash")
    links = (chain.Link(row[:-1], bytes(row[-1])) for row in rows.iterator(_AT_ONCE))
    for found in chain.breaks(links):
        yield Fault("case", found.case_id, found.seq, found.why)


def _of_no_case() -> Iterator[Fault]:
    rows = Entry.objects.filter(case_id__isnull=True).order_by("pk").values_list("pk", *chain.FIELDS, "hash")
    for row in rows.iterator(_AT_ONCE):
        if chain.digest_of(row[1:-1], chain.START) != bytes(row[-1]):
            yield Fault("entries", 0, row[0], "changed")


def _under_seals(what: str, signed: Signed) -> Iterator[Fault]:
    before, reached, number = seals.START, 0, 0
    for seal in Seal.objects.filter(what=what).order_by("number").iterator(100):
        number += 1
        if seal.number != number:
            yield Fault("seal", number, 0, "missing")
            number = seal.number
        hashed = seals.seal_hash(bytes(seal.before), what, seal.after, seal.upto, bytes(seal.lines))
        if (hashed, bytes(seal.before), seal.after) != (bytes(seal.hash), before, reached):
            yield Fault("seal", seal.number, 0, "changed")
        elif signed.get((what, seal.number), hashed) != hashed:
            yield Fault("seal", seal.number, 0, "rewritten")
        before, reached = bytes(seal.hash), seal.upto
        yield from _stretch(what, seal)


def _stretch(what: str, seal: Seal) -> Iterator[Fault]:
    there = {line.id: line.mark for line in queries.stretch(what, seal.after, seal.upto)}
    for line in seals.opened(bytes(seal.lines)):
        mark = there.pop(line.id, None)
        if mark != line.mark:
            yield Fault(what, seal.number, line.id, "missing" if mark is None else "changed")
    for number in there:
        yield Fault(what, seal.number, number, "added")


def _unknown_seals(signed: Signed) -> Iterator[Fault]:
    known = set(Seal.objects.values_list("what", "number"))
    for what, number in sorted(set(signed) - known):
        yield Fault("seal", number, 0, f"missing of {what}")
