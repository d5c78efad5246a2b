"""Read, write and compile the catalogues. A written catalogue is the same for the same words on every machine."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po

from majlis.config.words.extract import Found, Key, Word, of_room
from majlis.config.words.places import COMPLETE, SHARED, Room, rooms

# The forms zero, one, two, few (3 to 10), many (11 to 99) and other (100, 101, 102 ...), as Django's own catalogue
# and CLDR number them. Babel's rule for Arabic exchanges the last two, so it is never left to write the header.
PLURALS: Final[dict[str, str]] = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 "
    ": n%100>=11 && n%100<=99 ? 4 : 5);",
}
_HEADER: Final = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


Sentence = str | tuple[str, ...] | list[str]


class Words(Catalog):
    """A catalogue that notices when it holds a sentence twice."""

    def __init__(self, language: str) -> None:
        super().__init__(locale=language, fuzzy=False)
        self.twice: list[str] = []

    def __setitem__(self, key: Sentence, message: Message) -> None:
        if message.id and self.get(english(message.id), message.context) is not None:
            self.twice.append(english(message.id))
        super().__setitem__(key, message)

    def by_key(self) -> dict[Key, Message]:
        """Return the messages, the header left out, by context and English."""
        return {(message.context or "", english(message.id)): message for message in self if message.id}


def english(sentence: Sentence) -> str:
    """Return the English of a message, the singular where it has a plural."""
    return sentence if isinstance(sentence, str) else sentence[0]


def read(path: Path, language: str) -> Words:
    """Return the catalogue in a file; an empty one when there is no such file. Raises PoFileError or ValueError."""
    words = Words(language)
    if path.exists():
        with path.open("rb") as file:
            PoFileParser(words, abort_invalid=True).parse(file)
    return words


def write(words: Catalog, path: Path, language: str) -> bool:
    """Write a catalogue in its own order, without dates and line numbers. Tells whether the file changed."""
    body = io.BytesIO()
    write_po(body, words, width=110, omit_header=True, include_lineno=False)
    plurals = PLURALS.get(language) or f"nplurals={words.num_plurals}; plural={words.plural_expr};"
    text = _HEADER.format(language=language, plurals=plurals) + body.getvalue().decode().strip() + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def update(chosen: list[Room]) -> list[Path]:
    """Bring the catalogues of the chosen rooms in line with their sources; returns the files that changed.

    New sentences come in empty, or as another room translates them; sentences that nobody says go. What core
    translates needs no second copy. Core keeps a sentence while any room says it.
    """
    everywhere = {room.name: of_room(room) for room in rooms(root=chosen[0].root)} if chosen else {}
    changed = []
    for room in chosen:
        for language in sorted({COMPLETE, *(language for language, _ in room.catalogues())}):
            path, old = room.catalogue(language), read(room.catalogue(language), language)
            wanted = _wanted(room, old, language, everywhere)
            if (wanted or path.exists()) and write(_renewed(old, wanted, language, room), path, language):
                changed.append(path)
    return changed


def _wanted(room: Room, old: Words, language: str, everywhere: dict[str, Found]) -> list[Word]:
    own = everywhere[room.name].words
    if room.name != SHARED:
        shared = read(Room(SHARED, room.root).catalogue(language), language).by_key()
        return [word for key, word in own.items() if key not in shared or key in old.by_key()]
    said = {key: word for found in everywhere.values() for key, word in found.words.items()}
    return [*own.values(), *(said[key] for key in old.by_key() if key in said and key not in own)]


def _renewed(old: Words, wanted: list[Word], language: str, room: Room) -> Words:
    new, memory = Words(language), _memory(language, room)
    kept = old.by_key()
    for word in wanted:
        before = kept.get(word.key)
        string = before.string if before and before.string else memory.get(word.key)
        blank: Sentence = ("",) * new.num_plurals if word.plural else ""
        fits = isinstance(string, tuple | list) == bool(word.plural)
        new.add(
            (word.id, word.plural) if word.plural else word.id,
            string if string and fits else blank,
            locations=[(place, 0) for place in word.places],
            user_comments=before.user_comments if before else (),
            context=word.context or None,
        )
    return new


def _memory(language: str, room: Room) -> dict[Key, Sentence]:
    return {
        key: message.string
        for other in rooms(root=room.root)
        for key, message in read(other.catalogue(language), language).by_key().items()
        if message.string and not message.fuzzy
    }


def compile_all(chosen: list[Room]) -> list[Path]:
    """Make the file that gettext reads beside every catalogue that is newer than it; returns those made.

    Several processes may do this at once: each file appears whole or not at all.
    """
    made = []
    for room in chosen:
        for language, path in room.catalogues():
            target = path.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime_ns < path.stat().st_mtime_ns:
                _compile(path, target, language)
                made.append(target)
    return made


def _compile(path: Path, target: Path, language: str) -> None:
    handle, half = tempfile.mkstemp(dir=target.parent, prefix=".django-", suffix=".half")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, read(path, language))
    Path(half).replace(target)
