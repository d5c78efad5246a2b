"""Who a record stands for, who may act for whom, what happened to a record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from majlis.core import clock
from majlis.core.viewer import Kind as Looking
from majlis.core.viewer import Viewer
from majlis.people import rules
from majlis.people.models import Beneficiary, Representation
from majlis.people.states import Level
from majlis.trail import kinds
from majlis.trail.models import Entry

_MANY = 200


def canonical(beneficiary_id: int) -> Beneficiary:
    """Return the record that stands for a person now, after merges. Raises Beneficiary.DoesNotExist when not seen."""
    person = Beneficiary.objects.select_related("merged_into").get(pk=beneficiary_id)
    return person.merged_into or person


def holder_of(kind: str, number: str, country: str = "") -> Beneficiary | None:
    """Return who holds a verified identity number (well formed, as kept), or None."""
    return (
        Beneficiary.objects.standing_alone()
        .filter(identity_kind=kind, identity_country=country, identity_number=number)
        .filter(identity_level__gte=Level.ATTESTED)
        .first()
    )


def standing_for(
    representative_id: int, principal_id: int, act: str, on: dt.date | None = None
) -> Representation | None:
    """Return the representation by which one may do `act` (states.Act) on a Riyadh day (today), or None."""
    day = on or clock.today()
    rows = Representation.objects.filter(representative=representative_id, principal=principal_id, ended_at=None)
    return next((row for row in rows.order_by("id") if rules.covers(row, act, day)), None)


def may_act_for(viewer: Viewer, principal_id: int, act: str, on: dt.date | None = None) -> bool:
    """Tell whether a viewer may do `act` for a beneficiary on a Riyadh day: as himself, or by a standing.

    Staff never act for a person by this rule; a case's number and PIN give no standing either.
    """
    if viewer.kind not in {Looking.BENEFICIARY, Looking.REPRESENTATIVE}:
        return False
    if viewer.kind is Looking.BENEFICIARY and viewer.id == principal_id:
        return True
    return standing_for(viewer.id, principal_id, act, on) is not None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of a person's history. `at` is UTC; `who` is empty on public lines."""

    at: dt.datetime
    words: str
    kind: str
    who: str


def person_history(person: Beneficiary, *, public: bool) -> list[PersonLine]:
    """Return what happened to a record and to those merged into it, newest first, at most two hundred lines."""
    ids = [person.pk, *person.merged_from.values_list("pk", flat=True)]
    entries = Entry.objects.filter(subject_kind="beneficiary", subject_id__in=ids).order_by("-id")[:_MANY]
    lines = []
    for entry in entries:
        words = kinds.known(entry.kind).sentence(entry.facts, public=public)
        if words is not None:
            lines.append(PersonLine(entry.at, words, entry.kind, "" if public else entry.who))
    return lines
