"""The wire to the database: what needs no answer waits, and leaves with the next statement that needs one.

A round trip costs more than most statements. So the database is told who is looking only when a statement is about to
go, and rows that an act writes without asking anything back leave together, in one pipeline. The order stays; what
still waits leaves when the outermost scope closes, and a roll-back drops it. Outside of a scope nothing waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import ServerCursor

Words = tuple[str, ...]
Statement = tuple[str, Sequence[Any]]
NAMES = ("scope", "viewer", "desks", "marks", "clearance", "women", "now")
BLANK: Words = ("",) * len(NAMES)


@dataclass(slots=True)
class Wire:
    """What one connection knows of its open scope.

    `wanted` are the words of the scope in force, `told` those that the database holds (None: not known). `kept` is
    for what acts know as long as nothing is rolled back. `apart` lets statements pass what waits.
    """

    open: bool = False
    wanted: Words = BLANK
    told: Words | None = None
    waiting: list[Statement] = field(default_factory=list)
    kept: dict[Any, Any] = field(default_factory=dict)
    apart: bool = False

    def forget(self) -> None:
        """Drop what waits and what is known: the transaction, or a part of it, is rolled back."""
        self.waiting.clear()
        self.kept.clear()
        self.told = None

    def enter(self, words: Words) -> None:
        """Open the outermost scope."""
        self.forget()
        self.open, self.wanted = True, words

    def leave(self, *, blank: bool) -> None:
        """Close the outermost scope: what waits leaves. `blank` also takes the scope back in the database."""
        if blank:
            self.wanted = BLANK
            self._tell()
        last = self._taken()
        self.close()
        if last:
            with _pipeline(connection, last):
                pass

    def close(self) -> None:
        """Close the outermost scope of a transaction that is rolled back."""
        self.forget()
        self.open, self.wanted = False, BLANK

    def put(self, sql: str, params: Sequence[Any]) -> None:
        """Let a statement wait, under the scope in force."""
        self._tell()
        self.waiting.append((sql, params))

    def ahead(self) -> list[Statement]:
        """Return what must go before the next statement."""
        self._tell()
        return self._taken()

    def _taken(self) -> list[Statement]:
        taken, self.waiting = self.waiting, []
        return taken

    def _tell(self) -> None:
        if self.told == self.wanted:
            return
        before = self.told or (None,) * len(NAMES)
        changed = [(name, new) for name, old, new in zip(NAMES, before, self.wanted, strict=True) if old != new]
        said = ", ".join(f"set_config('majlis.{name}', %s, true)" for name, _new in changed)
        self.waiting.append((f"SELECT {said}", [new for _name, new in changed]))
        self.told = self.wanted


def here() -> Wire:
    """Return the wire of this thread's connection."""
    wire: Wire | None = getattr(connection, "majlis_wire", None)
    if wire is None:
        wire = connection.majlis_wire = Wire()  # type: ignore[attr-defined]
        # At the place from which no test's own wrapper is ever taken away.
        connection.execute_wrappers.insert(0, _carry)
    return wire


def put(sql: str, params: Sequence[Any] = ()) -> None:
    """Send a statement that needs no answer: with the next one, or now where no scope is open.

    Its error, if any, is raised by the statement with which it leaves.
    """
    wire = here()
    if wire.open:
        wire.put(sql, params)
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


@contextmanager
def apart() -> Iterator[None]:
    """Let statements pass what waits: they need neither the scope nor anything that was written before them."""
    wire = here()
    before, wire.apart = wire.apart, True
    try:
        yield
    finally:
        wire.apart = before


def keep(key: Any, value: Any) -> None:
    """Remember something until the scope closes or a part of it is rolled back. Outside of a scope it is forgotten."""
    wire = here()
    if wire.open:
        wire.kept[key] = value


def kept(key: Any) -> Any:
    """Return what was remembered under a key, or None."""
    return here().kept.get(key)


def _carry(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement with what must go before it; Django calls this for each."""
    db = context["connection"]
    wire: Wire = db.majlis_wire
    if not wire.open or wire.apart:
        return execute(sql, params, many, context)
    if isinstance(sql, str) and sql.startswith("ROLLBACK TO SAVEPOINT"):
        wire.forget()
        return execute(sql, params, many, context)
    before = wire.ahead()
    if not before:
        return execute(sql, params, many, context)
    if many or isinstance(context["cursor"].cursor, ServerCursor):
        with _pipeline(db, before):
            pass
        return execute(sql, params, many, context)
    with _pipeline(db, before):
        return execute(sql, params, many, context)


@contextmanager
def _pipeline(db: BaseDatabaseWrapper | Any, before: list[Statement]) -> Iterator[None]:
    """Send statements, and those of the block, in one round trip; their errors are Django's."""
    db.ensure_connection()
    with db.wrap_database_errors, db.connection.pipeline(), db.connection.cursor() as cursor:
        for sql, params in before:
            cursor.execute(sql, params)
        yield
