"""Write down that a record was read: one line a person, record and day."""

from __future__ import annotations

from majlis.core.viewer import Viewer
from majlis.people import facts
from majlis.people.models import Beneficiary
from majlis.people.queries.record import was_read_today
from majlis.trail import moves as trail


def note_reading(person: Beneficiary, *, by: Viewer) -> None:
    """Keep in the book that somebody of the staff read a record today; again the same day it changes nothing."""
    if by.is_staff and not was_read_today(by, person):
        trail.record(facts.READ.name, by=by, subject=("beneficiary", person.pk), wake=False)
