"""Every kind of entry can be told to staff, and to the beneficiary or knowingly not, in both languages."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
from collections.abc import Iterator
from typing import Any

from django.utils import translation

from majlis.trail import kinds
from tests.house.source import ROOMS, Source, dotted, none, planted, product

ARABIC = re.compile(r"[\u0621-\u064a]")
FACT = re.compile(r"%\((\w+)\)")
NOT_FOR_THE_PUBLIC = {"officer", "staff", "by", "who", "words", "directive", "reader", "approver", "party", "note"}


class AnyFact(dict[str, Any]):
    """Facts for a sentence: a number for whatever name it asks."""

    def __missing__(self, name: str) -> int:
        return 3


def all_kinds() -> dict[str, kinds.KindOfEntry]:
    """Return every kind of the house, once each room's facts are loaded."""
    for room in ROOMS:
        if importlib.util.find_spec(f"majlis.{room}.facts"):
            importlib.import_module(f"majlis.{room}.facts")
    return {name: kind for name, kind in kinds.all_kinds().items() if not name.startswith("test.")}


def faults(kind: kinds.KindOfEntry) -> Iterator[str]:
    """Yield what is wrong with the sentences of a kind."""
    for who, words in {"staff": kind.staff, "public": kind.public}.items():
        if words is None:
            continue
        with translation.override("en"):
            english = str(words)
        with translation.override("ar"):
            arabic = str(words)
        if not english.strip():
            yield f"{kind.name}: no {who} sentence"
        if not ARABIC.search(arabic):
            yield f'{kind.name}: the {who} sentence is not in Arabic: "{arabic}"'
        for text in (english, arabic):
            try:
                text % AnyFact()
            except (ValueError, TypeError, KeyError) as error:
                yield f'{kind.name}: "{text}" cannot take its facts: {error}'
        if who == "public" and (secret := NOT_FOR_THE_PUBLIC.intersection(FACT.findall(english))):
            yield f"{kind.name}: the public sentence tells of {', '.join(sorted(secret))}"


def recorded(source: Source) -> Iterator[tuple[str, str]]:
    """Yield (file:line, kind) of each entry that is written under a literal name."""
    for call in source.calls():
        name = dotted(call.func)
        if (name == "record" or name.endswith((".record", "moves.on", "trail.on"))) and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield source.at(call), first.value


def test_every_kind_has_its_sentences_in_both_languages() -> None:
    none(fault for kind in all_kinds().values() for fault in faults(kind))


def test_every_kind_is_named_after_its_subject() -> None:
    none(name for name in all_kinds() if not re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", name))


def test_no_sentence_tells_who_by_a_code() -> None:
    """The facts keep staff:7 for whoever verifies the book; it says nothing to an officer who reads a case."""
    none(name for name, kind in all_kinds().items() if re.search(r"%\((viewer|token)\)", f"{kind.staff}{kind.public}"))


def test_every_recorded_kind_is_declared() -> None:
    known = all_kinds()
    unknown = [f"{place}: {name}" for source in product() for place, name in recorded(source) if name not in known]
    none(unknown)


def test_a_kind_without_arabic_and_with_an_officer_is_found() -> None:
    kind = kinds.KindOfEntry("x.y", "Never translated sentence", "Seen by %(officer)s, %(half")
    assert len(list(faults(kind))) == 5


def test_an_entry_of_an_unknown_kind_is_found() -> None:
    source = planted("trail.record('case.nothing', by=v)\nrecord(kind, by=v)\n@trail.on('case.never')\ndef f(): ...")
    assert sorted(name for _, name in recorded(source)) == ["case.never", "case.nothing"]
