"""Owe a notice, take it back, and note that the person was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from majlis.core import clock, jobs, rows, scope
from majlis.core.viewer import Viewer
from majlis.notifications import kinds, rendering, values
from majlis.notifications.addressees import Addressee, AddresseeKind
from majlis.notifications.facts import TOLD
from majlis.notifications.kinds import KindOfNotice
from majlis.notifications.models import CallTask, Delivery, Notice
from majlis.notifications.moves.moving import can, locked, move_call, move_delivery
from majlis.notifications.states import OPEN_CALLS, CallState
from majlis.trail import moves as trail


def owe(
    kind: str | KindOfNotice,
    *,
    to: Addressee,
    facts: Mapping[str, Any],
    about: tuple[str, int],
    version: int = 1,
    not_after: dt.datetime | None = None,
    urgent: bool = False,
    case: int | None = None,
    barred: Iterable[str] = (),
) -> Notice:
    """Owe a person a notice, in the transaction of the act that causes it; it is sent once that has been kept.

    `about` is (kind, id) of the thing told of; the same kind, thing, `version` and addressee is one notice, however
    often it is owed. `not_after` is when it would be of no more use. `case` names the case on whose page it stands
    (that of `about` when this is a case), `barred` the marks of staff who must not read it. Facts are text, numbers,
    dates, aware datetimes, and words by language. Raises KeyError for a kind or a fact that is missing.
    """
    says = kind if isinstance(kind, KindOfNotice) else kinds.known(kind)
    kept = values.freeze(facts)
    if missing := [name for name in _needed(says) if name not in kept]:
        raise KeyError(f"the notice {says.name} needs the facts {', '.join(missing)}")
    with scope.house():
        notice = Notice(
            key=f"{says.name}:{about[0]}:{about[1]}:{version}:{to.token}{_only(to)}",
            kind=says.name,
            version=version,
            to_kind=str(to.kind),
            to_id=to.id,
            to=to.frozen(),
            facts=kept,
            about_kind=about[0],
            about_id=about[1],
            case_id=about[1] if case is None and about[0] == "case" else case,
            urgent=urgent or says.urgent,
            women_only=to.women_only,
            barred=sorted(barred),
            not_after=not_after,
            event_at=values.instant(kept.get("starts_at")),
        )
        if not rows.put_new(notice, "key"):
            return Notice.objects.get(key=notice.key)
        jobs.enqueue("majlis.notifications.tasks.send", notice=notice.pk)
    return notice


def recall(about: tuple[str, int], kinds: Iterable[str] | None = None) -> int:
    """Take back what is owed about a thing (only these kinds, when named): nothing more of it leaves. Returns how many.

    What has left stays said. A call that nobody has made yet disappears from the list.
    """
    with scope.house():
        rows = Notice.objects.filter(about_kind=about[0], about_id=about[1], recalled_at=None)
        if kinds is not None:
            rows = rows.filter(kind__in=list(kinds))
        found = list(rows.select_for_update(no_key=True).order_by("id"))
        for notice in found:
            Notice.objects.filter(pk=notice.pk).update(recalled_at=clock.now(), until=None)
            _stop(notice, from_step=0, calls=sorted(OPEN_CALLS))
    return len(found)


def blank(about: tuple[str, int], fact: str) -> int:
    """Destroy one fact of all notices about a thing, such as what was asked for in words. Returns how many held it."""
    with scope.house():
        rows = list(Notice.objects.filter(about_kind=about[0], about_id=about[1], facts__has_key=fact))
        for notice in rows:
            Notice.objects.filter(pk=notice.pk).update(facts={**notice.facts, fact: ""})
    return len(rows)


def told(notice: Notice, how: str, by: Viewer, *, delivery: Delivery | None = None) -> bool:
    """Note that the person knows. Returns False when that was known already.

    `how`: "report" (delivered, says the provider), "reply", "page" (opened with the PIN or signed in), "call",
    "officer" (face to face). What would have followed is not sent any more.
    """
    with scope.house():
        notice = locked(notice.pk)
        if delivery is not None:
            delivery.refresh_from_db()
            if can(delivery, "tell"):
                move_delivery(delivery, "tell", told_at=clock.now(), next_try_at=None)
        if notice.told_at:
            return False
        Notice.objects.filter(pk=notice.pk).update(told_at=clock.now(), told_how=how, until=None, unreached_at=None)
        _stop(notice, from_step=1, calls=[CallState.OPEN])
        trail.record(
            TOLD.name,
            by=by,
            subject=("notice", notice.pk),
            notice=notice.kind,
            how=how,
            of_case=notice.case_id,
        )
    return True


def told_before(instant: dt.datetime, how: str) -> int:
    """Count what was owed before an instant as told, for cases brought in with their past. Returns how many."""
    with scope.house():
        rows = Notice.objects.filter(told_at=None, recalled_at=None, created_at__lt=instant)
        return rows.update(told_at=clock.now(), told_how=how, until=None, unreached_at=None)


def read_on_page(case_id: int, by: Viewer) -> int:
    """Note that the person of a case opened its page with the PIN or signed in, where all his notices stand.

    Returns how many he was told of by it. Call it only for the beneficiary himself, never for staff.
    """
    with scope.house():
        rows = Notice.objects.filter(
            case_id=case_id, told_at=None, recalled_at=None, to_kind=AddresseeKind.BENEFICIARY
        ).order_by("id")
        return sum(told(notice, "page", by) for notice in rows)


def _stop(notice: Notice, *, from_step: int, calls: list[str]) -> None:
    """Let nothing more of a notice leave, from a step of its plan on; drop its call when it is in one of the states."""
    for delivery in notice.deliveries.filter(step__gte=from_step).order_by("id"):
        call = CallTask.objects.filter(delivery=delivery, state__in=calls).first()
        if call:
            move_call(call, "drop", done_at=clock.now())
        if can(delivery, "recall"):
            move_delivery(delivery, "recall", next_try_at=None)
        elif call and can(delivery, "take_back"):
            move_delivery(delivery, "take_back")


def _needed(says: KindOfNotice) -> list[str]:
    told_of = ["starts_at"] if says.calendar else []
    return told_of + [name for name in says.facts() if name not in says.also and name not in rendering.house_facts()]


def _only(to: Addressee) -> str:
    return "" if to.id or not to.points else f":{to.points[0].value[-40:]}"
