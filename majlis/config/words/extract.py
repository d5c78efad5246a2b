"""Find the sentences that people read, in Python files and in Django templates."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, cast

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from majlis.config.words.places import Room

MODULE: Final = "django.utils.translation"
ID, PLURAL, CONTEXT = "id", "plural", "context"
FUNCTIONS: Final[dict[str, tuple[str, ...]]] = {
    "gettext": (ID,),
    "ngettext": (ID, PLURAL),
    "pgettext": (CONTEXT, ID),
    "npgettext": (CONTEXT, ID, PLURAL),
}
_LAZY: Final = {f"{name}{tail}": parts for name, parts in FUNCTIONS.items() for tail in ("", "_lazy", "_noop")}

Key = tuple[str, str]


@dataclass(slots=True)
class Word:
    """One sentence: its English, its plural (or empty), its context (or empty) and the files that say it."""

    id: str
    plural: str = ""
    context: str = ""
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """Return what tells this sentence from every other."""
        return (self.context, self.id)


@dataclass(slots=True)
class Found:
    """The sentences of a room by key, in the order of its pages, and what could not be read."""

    words: dict[Key, Word] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, word: Word, place: str) -> None:
        """Take a sentence in; the same one with two different plurals is a problem."""
        known = self.words.setdefault(word.key, word)
        if word.plural and known.plural and word.plural != known.plural:
            self.problems.append(f'{place}: "{word.id}" has another plural elsewhere')
        known.plural = known.plural or word.plural
        if place not in known.places:
            known.places.append(place)


def of_room(room: Room) -> Found:
    """Return every sentence of a room."""
    found = Found()
    for path in room.sources():
        place = path.relative_to(room.root).as_posix()
        text = path.read_text(encoding="utf-8")
        read = from_python if path.suffix == ".py" else from_template
        try:
            for word in read(text):
                if isinstance(word, Word):
                    found.add(word, place)
                else:
                    found.problems.append(f"{place}:{word}: a sentence must be written out to be translated")
        except SyntaxError as error:
            found.problems.append(f"{place}: {error}")
    return found


def from_python(text: str) -> Iterator[Word | int]:
    """Yield the sentences of a Python file, and the line of each call whose sentence is not a literal.

    Follows the names under which the file imported the functions of Django's translation. Raises SyntaxError.
    """
    tree = ast.parse(text)
    names = dict(_imported(tree))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in names]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        parts = _LAZY[names[_name(call.func)]]
        values = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args[: len(parts)]]
        if len(values) < len(parts) or not all(isinstance(value, str) for value in values):
            yield call.lineno
        else:
            yield _word(parts, [str(value) for value in values])


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        for name in node.names:
            if node.module == MODULE and name.name in _LAZY:
                yield name.asname or name.name, name.name
            elif f"{node.module}.{name.name}" == MODULE:
                yield from ((f"{name.asname or name.name}.{function}", function) for function in _LAZY)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return ""


def from_template(text: str) -> Iterator[Word]:
    """Yield the sentences of a Django template. Raises SyntaxError for a broken translation block."""
    # What is no sentence comes out as rows of X; without indentation these are plain names for the tokenizer.
    flat = "\n".join(line.strip() for line in templatize(text).splitlines())
    keywords: dict[str, None] = dict.fromkeys([*FUNCTIONS, "_"])
    for _, function, arguments, _ in extract_python(io.BytesIO(flat.encode()), keywords, [], {}):
        parts, given = FUNCTIONS.get(str(function), (ID,)), cast("str | tuple[str, ...]", arguments)
        values = [given] if isinstance(given, str) else list(given)
        yield _word(parts, [str(value) for value in values[: len(parts)]])


def _word(parts: tuple[str, ...], values: list[str]) -> Word:
    given = dict(zip(parts, values, strict=False))
    return Word(id=given[ID], plural=given.get(PLURAL, ""), context=given.get(CONTEXT, ""))
