"""What the page of a record shows: points, standings, merges. Read within the viewer's scope, named as the house."""

from __future__ import annotations

from dataclasses import dataclass

from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.people import rules
from majlis.people.models import Beneficiary, Merge, Representation
from majlis.trail.models import Entry


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One standing on a record's page. `other` is the name of the second person, empty where the viewer hands over.

    `acts_for_him` tells that the second person acts for the one of the page, not the other way round.
    """

    row: Representation
    other: str
    acts_for_him: bool
    in_force: bool

    @property
    def acts(self) -> frozenset[str]:
        """Return what it covers."""
        return rules.acts_for(self.row.standing, self.row.acts)


def standings(viewer: Viewer, person: Beneficiary) -> list[StandingLine]:
    """Return who acts for a person and for whom he acts, those that ended left out, the newest first."""
    visible = Representation.objects.visible_to(viewer).filter(ended_at=None)
    rows = list((visible.filter(principal=person) | visible.filter(representative=person)).order_by("-id")[:50])
    ids = {row.representative_id for row in rows} | {row.principal_id for row in rows}
    with house():
        others = Beneficiary.objects.in_bulk(ids)
    today = clock.today()
    return [_line(viewer, person, row, others, rules.in_force(row, today)) for row in rows]


def _line(
    viewer: Viewer, person: Beneficiary, row: Representation, people: dict[int, Beneficiary], holds: bool
) -> StandingLine:
    acts_for_him = row.principal_id == person.pk
    other = people[row.representative_id if acts_for_him else row.principal_id]
    name = (other.name.display or other.latin_name) if rules.may_serve(viewer, other) else ""
    return StandingLine(row, name, acts_for_him, holds)


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A record that was made part of this one. `last` tells that it can be taken back now."""

    row: Merge
    name: str
    masked_number: str
    last: bool


def merges(viewer: Viewer, person: Beneficiary) -> list[MergeLine]:
    """Return what was merged into a record and stands, the newest first; empty to who may not merge."""
    if not rules.may_merge(viewer):
        return []
    with house():
        rows = list(Merge.objects.filter(keep=person, undone_at=None).select_related("drop").order_by("-id")[:50])
    return [
        MergeLine(row, row.drop.name.display or row.drop.latin_name, row.drop.masked_number, place == 0)
        for place, row in enumerate(rows)
    ]


def merge_of(viewer: Viewer, person: Beneficiary, merge_id: int) -> Merge | None:
    """Return a standing merge of a record by its number, or None."""
    if not rules.may_merge(viewer):
        return None
    with house():
        rows = Merge.objects.filter(keep=person, undone_at=None).select_related("keep", "drop")
        return rows.filter(pk=merge_id).first()


def was_read_today(viewer: Viewer, person: Beneficiary) -> bool:
    """Tell whether the viewer's reading of a record is in the book for this day already."""
    today = clock.start_of(clock.today())
    read = Entry.objects.filter(
        kind="person.read", subject_kind="beneficiary", subject_id=person.pk, actor_kind=str(viewer.kind), at__gte=today
    )
    return read.filter(actor_id=viewer.id).exists()
