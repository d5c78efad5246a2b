"""What this room shows on the page of a case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from majlis.core.parts import RailLine
from majlis.core.viewer import Viewer
from majlis.notifications import queries, rules
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
    """One notice as the case page shows it. `mark` and `words` make its stamp; `how` says how it came to be known."""

    subject: str | Promise
    owed_at: dt.datetime
    mark: str
    words: str | Promise
    how: str | Promise
    told_at: dt.datetime | None
    ways: tuple[Way, ...]


def on_case(case_id: int, viewer: Viewer) -> list[Line]:
    """Return the notices of a case, newest first, with what became of each; for the template `TEMPLATE`."""
    return [line(row) for row in queries.notices_of_case(case_id) & Notice.objects.visible_to(viewer)]


def rail(viewer: Viewer) -> list[RailLine]:
    """Offer the calls, and those whom no message reached, to whose work it is to ring and to tell them."""
    lines = []
    if viewer.holds(*rules.CALLERS):
        lines.append(RailLine("calls", _("Calls to make"), reverse("calls:list"), place=810, icon="phone"))
    if viewer.holds(*rules.READERS_OF_THE_UNTOLD):
        lines.append(RailLine("untold", _("Not reached"), reverse("notifications:untold"), place=820, icon="bell"))
    return lines


def line(row: Notice) -> Line:
    """Return a notice, with its deliveries at hand, as a page shows it."""
    mark, words = _stamp(row)
    ways = tuple(_way(delivery) for delivery in row.deliveries.all())
    return Line(row.says.subject, row.created_at, mark, words, HOW_TOLD.get(row.told_how, ""), row.told_at, ways)


def _stamp(row: Notice) -> tuple[str, Promise]:
    if row.told_at:
        return "done", pgettext_lazy("notice", "told")
    if row.recalled_at:
        return "held", pgettext_lazy("notice", "taken back")
    if row.kept_at:
        return "held", pgettext_lazy("notice", "waits to be read: no contact wanted")
    if row.unreached_at:
        return "late", pgettext_lazy("notice", "not reached")
    return "working", pgettext_lazy("notice", "on its way")


def _way(delivery: Delivery) -> Way:
    words = DeliveryState(delivery.state).label
    return Way(CHANNELS.get(delivery.channel, delivery.channel), delivery.state, str(words), delivery.sent_at)
