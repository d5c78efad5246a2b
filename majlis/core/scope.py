"""Tell the database who is looking, so that its row-level security can hold the net below our own filters.

Reads run under the viewer's scope. Writes run under the scope `house`, which only the acts of a room set
(`with house():`), after their rule said yes. Without a scope, protected tables show no row and take none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from majlis.core import clock, wire
from majlis.core.viewer import Kind, Viewer

HOUSE = "house"

_scope: ContextVar[wire.Words | None] = ContextVar("majlis_scope", default=None)


def _words(viewer: Viewer) -> wire.Words:
    return (
        HOUSE if viewer.kind is Kind.SYSTEM else str(viewer.kind),
        viewer.token,
        "{%s}" % ",".join(sorted(viewer.desks)),
        "{%s}" % ",".join(sorted(viewer.marks | {viewer.token})),
        str(viewer.clearance),
        "yes" if viewer.women else "no",
        clock.now().isoformat(),
    )


@contextmanager
def _under(words: wire.Words, *, own: bool) -> Iterator[None]:
    """Let statements run under a scope; `own` tells that the transaction ends with it."""
    before, line = _scope.get(), wire.here()
    if before is None:
        line.enter(words)
    token, line.wanted = _scope.set(words), words
    try:
        yield
        if before is None:
            line.leave(blank=not own)
    except BaseException:
        if before is None and not own and _usable():
            line.leave(blank=True)
        raise
    finally:
        _scope.reset(token)
        if before is None:
            line.close()
        else:
            line.wanted = before


def _usable() -> bool:
    raw = connection.connection
    return raw is not None and raw.info.transaction_status == TransactionStatus.INTRANS


@contextmanager
def within(viewer: Viewer) -> Iterator[None]:
    """Open a transaction in which the database shows what `viewer` may see.

    When it ends well, the scope from before is back; when it fails, the roll-back restores it.
    """
    own = not connection.in_atomic_block
    with transaction.atomic(), _under(_words(viewer), own=own):
        yield


@contextmanager
def house() -> Iterator[None]:
    """Write as the house for the length of an act. Only a room's acts call this, after their rule said yes.

    Needs an open transaction. The former scope is back afterwards, also when the act refuses and the caller goes on.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an act needs an open transaction: call it within a viewer's scope")
    before = _scope.get()
    if before and before[0] == HOUSE:
        yield
        return
    with _under((HOUSE, *(before or _words(Viewer(kind=Kind.SYSTEM)))[1:]), own=False):
        yield


def current() -> str:
    """Return the word of the scope in force ("staff", "house" ...), or an empty string when there is none."""
    words = _scope.get()
    return words[0] if words else ""
