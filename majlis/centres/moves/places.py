"""Set up centres, sections, counters and halls."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from majlis.centres import facts, rules
from majlis.centres.models import Centre, Counter, Hall, HallClosing, Section
from majlis.centres.moves.common import allow, signed
from majlis.core import scope
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail


@transaction.atomic
def set_up(code: str, *, by: Viewer, **words: Any) -> Centre:
    """Set up a centre under a code, with the fields of `Centre`. Raises PermissionDenied."""
    allow(rules.may_set_up(by))
    with scope.house():
        centre = Centre.objects.create(code=code, **words)
        trail.record(facts.CENTRE_SET_UP.name, by=by, subject=("centre", centre.pk), code=code)
    return centre


@transaction.atomic
def add_section(
    centre: Centre | None, code: str, *, by: Viewer, name_ar: str, name_en: str, women: bool = False
) -> Section:
    """Add a section to a centre, or to the ministry for None; an existing one is returned. Raises PermissionDenied."""
    allow(rules.may_set_up(by))
    with scope.house():
        found, _new = Section.objects.get_or_create(
            centre=centre, code=code, defaults={"name_ar": name_ar, "name_en": name_en, "women": women}
        )
    return found


@transaction.atomic
def add_counter(centre: Centre, number: int, *, by: Viewer, women: bool = False) -> Counter:
    """Add a counter to a centre; an existing one is returned. Raises PermissionDenied."""
    allow(rules.may_set_up(by))
    with scope.house():
        found, _new = Counter.objects.get_or_create(centre=centre, number=number, defaults={"women": women})
    return found


@transaction.atomic
def add_hall(centre: Centre, code: str, *, by: Viewer, **words: Any) -> Hall:
    """Add a hall to a centre, with the fields of `Hall`; an existing one is returned. Raises PermissionDenied."""
    allow(rules.may_set_up(by))
    with scope.house():
        found, _new = Hall.objects.get_or_create(centre=centre, code=code, defaults=words)
    return found


@transaction.atomic
def close_hall(hall: Hall, first: dt.date, last: dt.date, *, by: Viewer, reason: str) -> HallClosing:
    """Close a hall from one Riyadh day to another, both included. Raises PermissionDenied.

    The minister's office may do so for the places of its sessions, beside those who keep the times of the centre.
    """
    allow(by.holds("minister_office") or rules.may_keep_times(by, hall.centre_id))
    with scope.house():
        given = {"first": first, "last": last, "reason": reason, **signed(by)}
        closing = HallClosing.objects.create(hall=hall, **given)
        trail.record(
            facts.HALL_CLOSED.name, by=by, subject=("centre", hall.centre_id), hall=hall.code, first=first, last=last
        )
    return closing
