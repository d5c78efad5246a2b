"""Judge the catalogues: complete, sound, of one mind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError

from majlis.config.words.catalogue import PLURALS, Words, english, read
from majlis.config.words.extract import Found, Key, of_room
from majlis.config.words.places import COMPLETE, ROOT, SHARED, Room, rooms

# Signs that an Arabic reader knows by their Latin letters: formats of files, keys of the keyboard, units of data.
FORMATS: Final = {"QR", "PDF", "JPG", "JPEG", "PNG", "HEIC", "CSV", "ICS", "TOTP", "SMTP", "KB", "MB", "GB", "A4"}
KEYS: Final = {"Esc", "Ctrl", "Alt", "Shift", "Enter", "Tab"}
_FACT: Final = re.compile(r"%\(\w+\)[-#0 +\d.]*[a-zA-Z]|%[-#0 +\d.]*[sdif](?![\w])|\{\w*\}")
_NOT_WORDS: Final = re.compile(r"</?[a-zA-Z][^>]*>|&#?\w+;|\S+@\S+|https?://\S+")
_LATIN_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_FEW: Final = 3
SHOWN: Final = 100


def check(names: list[str] | None = None, root: Path = ROOT) -> list[str]:
    """Return every problem of the named rooms' catalogues (all rooms: none named), one sentence each; none is well.

    Judged are: a sentence nobody translated, one nobody says any more, a doubtful one, a plural form left empty, facts
    that differ between English and translation, Latin letters in Arabic, and two rooms that differ on one sentence.
    """
    every = rooms(root=root)
    found = {room.name: of_room(room) for room in every}
    chosen = [room for room in every if not names or room.name in names]
    problems: list[str] = []
    for room in chosen:
        problems += found[room.name].problems
        languages = {COMPLETE, *(language for language, _ in room.catalogues())}
        for language in sorted(languages):
            problems += _catalogue(room, language, found)
    return [*problems, *_differences(every, {room.name for room in chosen})]


def _catalogue(room: Room, language: str, found: dict[str, Found]) -> Iterator[str]:
    path = room.catalogue(language)
    place = path.relative_to(room.root).as_posix()
    try:
        words = read(path, language)
        shared = {} if room.name == SHARED else read(Room(SHARED, room.root).catalogue(language), language).by_key()
    except (PoFileError, ValueError) as error:
        yield f"{place}: cannot be read: {error}"
        return
    messages, own = words.by_key(), found[room.name].words
    said = {key for one in found.values() for key in one.words} if room.name == SHARED else set(own)
    yield from (f'{place}: missing: "{short(key[1])}"' for key in own if key not in messages and key not in shared)
    yield from (f'{place}: nobody says any more: "{short(key[1])}"' for key in messages if key not in said)
    yield from (f'{place}: twice: "{short(sentence)}"' for sentence in words.twice)
    yield from (f'{place}: kept as obsolete: "{short(english(message.id))}"' for message in words.obsolete.values())
    for key, message in messages.items():
        if key in own and bool(own[key].plural) != isinstance(message.id, tuple | list):
            yield f'{place}: "{short(key[1])}": one has a plural, the other has not'
        yield from (f'{place}: "{short(key[1])}": {fault}' for fault in faults(message, language))
    yield from (f"{place}: {fault}" for fault in _header(words, language) if path.exists())


def _header(words: Words, language: str) -> Iterator[str]:
    wanted = PLURALS.get(language)
    given = f"nplurals={words.num_plurals}; plural=({words.plural_expr.strip('()')});"
    if wanted and re.sub(r"\s", "", given) != re.sub(r"\s", "", wanted):
        yield f"the header must say Plural-Forms: {wanted}"


def faults(message: Message, language: str) -> Iterator[str]:
    """Yield what is wrong with one translation by itself."""
    if message.fuzzy:
        yield "is marked as doubtful (fuzzy)"
    forms = list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]
    if not all(form.strip() for form in forms):
        yield "is not translated" if not any(forms) else f"has empty forms: {_empty(forms)}"
        return
    yield from _facts(message, forms)
    if language == COMPLETE:
        yield from (f'has Latin letters: "{word}"' for form in forms for word in latin(form))


def _empty(forms: list[str]) -> str:
    return ", ".join(str(place) for place, form in enumerate(forms) if not form.strip())


def _facts(message: Message, forms: list[str]) -> Iterator[str]:
    """Compare the places for facts. Zero, one and two may be said in words, without the number."""
    many = message.id if isinstance(message.id, str) else message.id[-1]
    wanted = Counter(_FACT.findall(many))
    for place, form in enumerate(forms):
        given = Counter(_FACT.findall(form))
        missing, strange = wanted - given, given - wanted
        in_words = len(forms) > 1 and place < _FEW and missing.total() == 1
        if strange or (missing and not in_words):
            where = f"form {place}" if len(forms) > 1 else "it"
            listed = " ".join(sorted((missing + strange).keys()))
            yield f"{where} does not hold the same facts: {listed}"


def short(sentence: str) -> str:
    """Return a sentence on one line and not too long, so that it can be found."""
    flat = sentence.replace("\n", "\\n")
    return flat if len(flat) <= SHOWN else flat[:SHOWN] + " ..."


def latin(text: str) -> list[str]:
    """Return the Latin words of an Arabic sentence, without facts, marks, addresses and the signs in use."""
    bare = _NOT_WORDS.sub(" ", _FACT.sub(" ", text))
    return [word for word in _LATIN_WORD.findall(bare) if word not in FORMATS | KEYS]


def _differences(every: list[Room], chosen: set[str]) -> Iterator[str]:
    first: dict[tuple[str, Key], tuple[str, object]] = {}
    for room in every:
        for language, path in room.catalogues():
            try:
                messages = read(path, language).by_key()
            except (PoFileError, ValueError):
                continue
            for key, message in messages.items():
                other, string = first.setdefault((language, key), (room.name, message.string))
                if string and message.string and string != message.string and chosen & {room.name, other}:
                    yield f'{room.name} and {other} translate "{short(key[1])}" ({language}) in two ways'
