"""What this room shows on the page of a case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise

from majlis.core.viewer import Viewer
from majlis.notifications import queries
from majlis.notifications.models import Delivery, Notice
from majlis.notifications.states import CHANNELS, HOW_TOLD, DeliveryState

TEMPLATE = "notifications/part.html"


@dataclass(frozen=True, slots=True)
class Way:
    """One delivery as the case page shows it: no address, for the page has many readers."""

    channel: str | Promise
    state: str
    words: str
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as the case page shows it. `mark` is a stamp's state; `how` says how it came to be known."""

    subject: str | Promise
    owed_at: dt.datetime
    mark: str
    how: str | Promise
    told_at: dt.datetime | None
    recalled: bool
    kept: bool
    unreached: bool
    ways: tuple[Way, ...]


def on_case(case_id: int, viewer: Viewer) -> list[Line]:
    """Return the notices of a case, newest first, with what became of each; for the template `TEMPLATE`."""
    rows = queries.notices_of_case(case_id) & Notice.objects.visible_to(viewer)
    return [_line(row) for row in rows]


def _line(row: Notice) -> Line:
    return Line(
        subject=row.says.subject,
        owed_at=row.created_at,
        mark=_mark(row),
        how=HOW_TOLD.get(row.told_how, ""),
        told_at=row.told_at,
        recalled=row.recalled_at is not None,
        kept=row.kept_at is not None,
        unreached=row.unreached_at is not None,
        ways=tuple(_way(delivery) for delivery in row.deliveries.all()),
    )


def _mark(row: Notice) -> str:
    if row.told_at:
        return "done"
    if row.recalled_at or row.kept_at:
        return "held"
    return "late" if row.unreached_at else "working"


def _way(delivery: Delivery) -> Way:
    words = DeliveryState(delivery.state).label
    return Way(CHANNELS.get(delivery.channel, delivery.channel), delivery.state, str(words), delivery.sent_at)
