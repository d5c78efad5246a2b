"""The sources of the product as the house tests read them: each file once, parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from majlis.config.flow import order

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [room for room in order() if (ROOT / "majlis" / room / "__init__.py").exists() and room != "config"]
"""The rooms that exist, from the ground up."""


@dataclass(frozen=True)
class Source:
    """One Python file: its place from the root, such as `majlis/cases/moves/close.py`, and its text."""

    place: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @property
    def parts(self) -> list[str]:
        """Return the place below the room: ["moves", "close"]."""
        return self.place.removesuffix(".py").split("/")[2:]

    @property
    def room(self) -> str:
        """Return the room, or an empty word outside of `majlis`."""
        steps = self.place.split("/")
        return steps[1] if steps[0] == "majlis" and len(steps) > 2 else ""

    @property
    def layer(self) -> str:
        """Return the first step below the room: `moves` for `moves.py` and for `moves/close.py`."""
        return self.parts[0] if self.parts else ""

    @property
    def is_test(self) -> bool:
        return "tests" in self.place.split("/") or self.place == "conftest.py"

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.parts

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def at(self, node: ast.AST) -> str:
        """Return file:line."""
        return f"{self.place}:{getattr(node, 'lineno', 0)}"

    @cached_property
    def docstrings(self) -> set[int]:
        """Return the ids of the nodes that only explain: docstrings and strings that stand alone."""
        return {
            id(node.value)
            for node in self.nodes
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        }

    def strings(self) -> Iterator[tuple[ast.Constant, str]]:
        """Yield the written strings that the program uses, f-strings in their parts."""
        for node in self.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in self.docstrings:
                yield node, node.value


@cache
def sources() -> tuple[Source, ...]:
    """Return every Python file of the product, its tests and its tools."""
    found = [ROOT / name for name in ("conftest.py", "manage.py")]
    for folder in ("majlis", "tests", "bench"):
        found += sorted((ROOT / folder).rglob("*.py"))
    return tuple(Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in found if path.exists())


def product() -> list[Source]:
    """Return the Python files of the product itself: no tests, no migrations."""
    return [source for source in sources() if source.room and not source.is_test and not source.is_migration]


def dotted(node: ast.AST) -> str:
    """Return a name such as `timezone.now`; an empty word for anything else than names and attributes."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def imports(source: Source) -> Iterator[tuple[ast.stmt, str, str, str]]:
    """Yield (node, module, name, local name) of every import; the name is empty for `import module`."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name, "", alias.asname or alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, node.module, alias.name, alias.asname or alias.name) for alias in node.names)


def planted(text: str, place: str = "majlis/cases/views.py") -> Source:
    """Return a made-up file, with which a house test shows that it can fail."""
    return Source(place, text)


def none(faults: Iterable[str]) -> None:
    """Fail when there is a fault, and name them all."""
    found = list(faults)
    assert not found, f"{len(found)} faults\n" + "\n".join(found)


def templates() -> list[Path]:
    """Return every template of every room."""
    return sorted(path for path in (ROOT / "majlis").glob("**/templates/**/*") if path.is_file())
