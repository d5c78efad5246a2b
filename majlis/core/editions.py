"""What the house seldom changes and asks at every step is kept in each process, as long as its edition stands.

A book is a few tables (catalogue, centres). Any statement that changes one of them gives the book a new edition, in
its own transaction, by a trigger (`watch`): so no process reads an old value once the change has been committed.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection, migrations
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from majlis.core import wire

P = ParamSpec("P")
R = TypeVar("R")

MOST = 1000
"""Values that a process keeps of one book."""

_shelf: dict[str, tuple[UUID, dict[Any, Any]]] = {}


def kept(book: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what the decorated function returns for as long as the edition of `book` stands.

    All callers share the value: nobody changes it. It must not depend on who asks or in which language.
    """

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def ask(*args: P.args, **options: P.kwargs) -> R:
            values = _values(book)
            key = (function, args, tuple(sorted(options.items())))
            if key not in values:
                if len(values) >= MOST:
                    values.clear()
                values[key] = function(*args, **options)
            found: R = values[key]
            return found

        return ask

    return declare


def _values(book: str) -> dict[Any, Any]:
    edition = _editions()[book]
    held = _shelf.get(book)
    if held is None or held[0] != edition:
        held = _shelf[book] = (edition, {})
    return held[1]


def _editions() -> dict[str, UUID]:
    """Return the edition of each book, read once a scope."""
    known: dict[str, UUID] | None = wire.kept("editions")
    if known is None:
        with wire.apart(), connection.cursor() as cursor:
            cursor.execute("SELECT book, edition FROM core_edition")
            known = dict(cursor.fetchall())
        wire.keep("editions", known)
    return known


def changes(*models: type[Model]) -> None:
    """Let the very scope that saves one of these rows read the new edition too."""
    for model in models:
        for saved in (post_save, post_delete):
            saved.connect(_look_again, sender=model, dispatch_uid=f"editions:{model.__name__}")


def _look_again(**_said: Any) -> None:
    wire.keep("editions", None)


def watch(book: str, *tables: str) -> migrations.RunSQL:
    """Return the operation that gives `book` a new edition whenever one of its tables changes."""
    acts = "INSERT OR UPDATE OR DELETE OR TRUNCATE"
    made = "".join(
        f"CREATE TRIGGER {table}_edition AFTER {acts} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION majlis_new_edition('{book}');"
        for table in tables
    )
    gone = "".join(f"DROP TRIGGER {table}_edition ON {table};" for table in tables)
    row = f"INSERT INTO core_edition (book) VALUES ('{book}') ON CONFLICT DO NOTHING;"  # noqa: S608 - our own word
    return migrations.RunSQL(row + made, gone)
