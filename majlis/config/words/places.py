"""Where the words stand: the rooms, their sources and their catalogues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
HOUSE: Final = "config"
SHARED: Final = "core"
COMPLETE: Final = "ar"
_NEVER: Final = frozenset({"migrations", "tests", "__pycache__", "locale", "static", "node_modules"})


@dataclass(frozen=True, slots=True)
class Room:
    """A folder of the house whose words are kept together."""

    name: str
    root: Path = ROOT

    @property
    def folder(self) -> Path:
        """Return the room's folder."""
        return self.root / "majlis" / self.name

    @property
    def locale(self) -> Path:
        """Return the folder of its catalogues; the words of the settings stand in the root of the project."""
        return self.root / "locale" if self.name == HOUSE else self.folder / "locale"

    def catalogue(self, language: str) -> Path:
        """Return where the catalogue of a language stands, whether it exists or not."""
        return self.locale / language / "LC_MESSAGES" / "django.po"

    def catalogues(self) -> Iterator[tuple[str, Path]]:
        """Yield (language, path) of every catalogue that exists."""
        for path in sorted(self.locale.glob("*/LC_MESSAGES/django.po")):
            yield path.parts[-3], path

    def sources(self) -> Iterator[Path]:
        """Yield the Python files and the templates that may hold words, in a stable order."""
        for path in sorted(self.folder.rglob("*")):
            inside = path.relative_to(self.folder).parts
            if path.is_file() and not _NEVER.intersection(inside) and (path.suffix == ".py" or "templates" in inside):
                yield path


def rooms(names: list[str] | None = None, root: Path = ROOT) -> list[Room]:
    """Return the named rooms, or all of them by name. Raises LookupError for a name without a folder."""
    known = sorted(path.parent.name for path in (root / "majlis").glob("*/__init__.py"))
    unknown = sorted(set(names or []) - set(known))
    if unknown:
        raise LookupError(f"no such room: {', '.join(unknown)}")
    return [Room(name, root) for name in known if not names or name in names]
