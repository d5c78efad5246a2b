"""The sessions as a calendar that other programs subscribe to (RFC 5545, RFC 7986): days and places, no names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from majlis.audiences.models import Sitting
from majlis.audiences.states import SittingState
from majlis.core import clock

REFRESH = dt.timedelta(minutes=15)


def calendar(sittings: Iterable[Sitting], *, host: str) -> bytes:
    """Return the file, its words in the language that is active.

    A changed sitting keeps its UID and has a higher SEQUENCE; a cancelled one stays in the file as CANCELLED, so that
    a subscribed calendar strikes it out.
    """
    made = Calendar()
    made.add("prodid", "-//Majlis//Sessions//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", _("Weekly session"))
    made.add("x-wr-calname", _("Weekly session"))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for sitting in sittings:
        made.add_component(_event(sitting, host))
    return bytes(made.to_ical())


def _event(sitting: Sitting, host: str) -> Event:
    event = Event()
    event.add("uid", f"sitting-{sitting.pk}@{host}")
    event.add("dtstamp", clock.now())
    event.add("dtstart", sitting.starts_at)
    event.add("dtend", sitting.ends_at)
    event.add("sequence", sitting.version)
    event.add("summary", _("Weekly session"))
    event.add("location", str(sitting.place))
    cancelled = sitting.state == SittingState.CANCELLED
    planned = sitting.state == SittingState.PLANNED
    event.add("status", "CANCELLED" if cancelled else "TENTATIVE" if planned else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
