"""Pack a delivery for its carrier: its words, and the calendar entry where there is one."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

from majlis.notifications import rendering, values
from majlis.notifications.addressees import Addressee, Point
from majlis.notifications.carriers import CalendarEntry, Parcel
from majlis.notifications.models import Delivery, Notice

DRAWN = "pass_code"
"""The fact that a mail also shows as a picture: a code without anything private in it."""
USUAL_LENGTH = dt.timedelta(minutes=30)


def pack(notice: Notice, delivery: Delivery, to: Addressee, point: Point) -> Parcel:
    """Return what the carrier gets. An address that is not the person's alone gets neutral words and no calendar."""
    language = point.language or to.language
    said = rendering.render(notice.says, delivery.channel, language, notice.facts, neutral=not point.alone)
    return Parcel(
        delivery=delivery.pk,
        channel=delivery.channel,
        address=delivery.address,
        name=to.name,
        language=language,
        subject=said.subject,
        words=said.words,
        words_version=said.version,
        neutral=not point.alone,
        calendar=_entry(notice) if point.alone else None,
        drawn=str(notice.facts.get(DRAWN) or "").replace("-", "") if point.alone else "",
    )


def _entry(notice: Notice) -> CalendarEntry | None:
    """Return the entry of an appointment: one for all versions of it, known by a word that tells nothing."""
    starts_at = values.instant(notice.facts.get("starts_at"))
    if not notice.says.calendar or starts_at is None:
        return None
    ends_at = values.instant(notice.facts.get("ends_at")) or starts_at + USUAL_LENGTH
    thing = hashlib.sha256(f"{notice.about_kind}:{notice.about_id}:{notice.to_kind}:{notice.to_id}".encode())
    method: Literal["REQUEST", "CANCEL"] = "CANCEL" if notice.says.calendar == "cancel" else "REQUEST"
    return CalendarEntry(thing.hexdigest()[:32], notice.version, starts_at, ends_at, method)
