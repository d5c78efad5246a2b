"""Write into the book. Called by the moves of every room, inside their transaction."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.backends.postgresql.psycopg_any import Jsonb
from django.utils.translation import gettext_lazy as _

from majlis.core import clock, rows, wire
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import chain, kinds, queries, seals
from majlis.trail.models import Entry, Look, Once, Seal, What

Listener = Callable[[Entry], None]
_LISTENERS: dict[str, list[Listener]] = defaultdict(list)


def on(kind: str) -> Callable[[Listener], Listener]:
    """Wake the decorated function, in the same transaction, when an entry of `kind` is written.

    A listener writes its own room's rows, calls acts of rooms below, enqueues; its own facts wake nobody.
    """

    def declare(listener: Listener) -> Listener:
        _LISTENERS[kind].append(listener)
        return listener

    return declare


def record(
    kind: str,
    *,
    by: Viewer,
    subject: tuple[str, int],
    case: int | None = None,
    wake: bool = True,
    opens: bool = False,
    **facts: Any,
) -> Entry:
    """Write one entry and wake the listeners of its kind.

    `subject` is (kind, id), such as ("referral", 7). With `case`, the caller holds that case's lock, so that the
    chain has one writer; `opens` tells that it is the first entry of a new case. `facts` are codes, ids, dates: never a
    person's free words. The entry leaves with the act's next statement; its own number is nobody's affair.
    """
    kinds.known(kind)
    if not connection.in_atomic_block:
        raise RuntimeError("an entry is written in the transaction of its act")
    entry = Entry(
        at=clock.now(),
        kind=kind,
        actor_kind=str(by.kind),
        actor_id=by.id,
        actor_label=by.label[:120],
        on_behalf_of=by.on_behalf_of[:120],
        subject_kind=subject[0],
        subject_id=subject[1],
        case_id=case,
        facts=json.loads(json.dumps(facts, cls=DjangoJSONEncoder)),
    )
    before = chain.START
    with house():
        if case is not None:
            seq, before = (0, chain.START) if opens else _head(case)
            entry.seq = seq + 1
        entry.hash = chain.digest(entry, before)
        rows.put(entry)
    if case is not None:
        wire.keep(("head", case), (entry.seq, entry.hash))
    if wake:
        for listener in _LISTENERS[kind]:
            listener(entry)
    return entry


def _head(case: int) -> tuple[int, bytes]:
    """Return place and hash of a case's last entry; under the case's lock they are those that this act wrote last."""
    known: tuple[int, bytes] | None = wire.kept(("head", case))
    if known:
        return known
    last = Entry.objects.filter(case_id=case).order_by("-seq").values_list("seq", "hash").first()
    return (last[0] or 0, bytes(last[1])) if last else (0, chain.START)


def looked(viewer: Viewer, case: int, *, why: str = "") -> None:
    """Note that `viewer` read a case; the second look on the same day changes nothing."""
    rows.put_if_none(Look(viewer=viewer.token, label=viewer.label[:120], case_id=case, why=why))


_CLAIM = """
INSERT INTO trail_once (key, viewer, act, body_hash, at) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


def first_time(key: str, *, by: Viewer, act: str, body: Any = None) -> Any | None:
    """Claim the key of an act. Returns None when this is the first time, else the result that was remembered.

    Must be the first statement of the act's transaction: a second sender waits here until the first has ended.
    A key that comes back with another body, act or viewer is refused (422).
    """
    wanted = hashlib.sha256(json.dumps(body, sort_keys=True, cls=DjangoJSONEncoder).encode()).digest()
    with wire.apart(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [key[:80], by.token, act, wanted, clock.now()])
        if cursor.rowcount:
            return None
    once = Once.objects.get(key=key[:80])
    if (bytes(once.body_hash), once.act, once.viewer) != (wanted, act, by.token):
        raise Refused("key_reused", _("This form was already sent with other words. Open it again and send it once."))
    return once.result


def remember(key: str, result: Any) -> None:
    """Keep the result of an act under its key, for whoever sends it again."""
    wire.put("UPDATE trail_once SET result = %s WHERE key = %s", [Jsonb(result), key[:80]])


def seal() -> int:
    """Seal what was written since the last time. Returns how many seals were made.

    Called once an hour: a seal reaches to the number that was the highest when the one before was made. An act's
    transaction ends long before that, so that no row of its stretch can still appear.
    """
    with house():
        return sum(_seal(what) for what in What.values)


def _seal(what: str) -> bool:
    last = Seal.objects.filter(what=what).order_by("-number").first()
    newest = queries.newest(what)
    after, upto = (last.upto, last.noted) if last else (0, 0)
    if last and newest == last.noted == last.upto:
        return False
    before = bytes(last.hash) if last else seals.START
    lines = seals.packed(queries.stretch(what, after, upto))
    Seal.objects.create(
        what=what, number=last.number + 1 if last else 1, after=after, upto=upto, noted=newest, lines=lines,
        before=before, hash=seals.seal_hash(before, what, after, upto, lines),
    )  # fmt: skip
    return True
