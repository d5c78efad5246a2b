"""Write down who read: a record, one line a person, record and day; a telephone or address shown whole, each time."""

from __future__ import annotations

from majlis.core.viewer import Viewer
from majlis.people import facts
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.queries.record import was_read_today
from majlis.trail import moves as trail


def note_reading(person: Beneficiary, *, by: Viewer) -> None:
    """Keep in the book that somebody of the staff read a record today; again the same day it changes nothing."""
    if by.is_staff and not was_read_today(by, person):
        trail.record(facts.READ.name, by=by, subject=("beneficiary", person.pk), wake=False)


def note_shown(point: ContactPoint, *, by: Viewer) -> None:
    """Keep in the book that somebody of the staff saw the whole of a telephone or address."""
    if by.is_staff:
        trail.record(
            facts.POINT_SHOWN.name, by=by, subject=("beneficiary", point.beneficiary_id), point=point.pk, wake=False
        )
