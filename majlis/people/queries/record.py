"""What the page of a record shows: points, standings, merges. Read within the viewer's scope, named as the house."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.core import clock
from majlis.core.scope import house
from majlis.core.ui import dates
from majlis.core.viewer import Viewer
from majlis.people import rules
from majlis.people.models import Beneficiary, Merge, Representation
from majlis.people.states import LANGUAGES, Act
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
    def limits(self) -> list[str | Promise]:
        """Return what alone it covers; nothing where no limit was written down."""
        return [Act(one).label for one in self.row.acts]


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
class Compared:
    """One line of two records side by side. `same` tells that what they hold is the same, not that it looks so."""

    label: Promise
    stays: str
    joins: str
    same: bool = False


def compared(stays: Beneficiary, joins: Beneficiary) -> list[Compared]:
    """Return what tells whether two records are one person: numbers masked, telephones of their own only."""
    return [
        Compared(label, told(stays), told(joins), same=bool(held(stays) & held(joins)))
        for label, told, held in _COMPARED
    ]


def _identity(person: Beneficiary) -> str:
    if not person.identity_number:
        return ""
    return f"{person.get_identity_kind_display()} {person.masked_number} · {person.get_identity_level_display()}"


def _own_phones(person: Beneficiary) -> dict[str, str]:
    """Return the telephones that are a person's alone, masked, by their number."""
    with house():
        points = [point for point in person.points.in_use() if rules.matched_on_screen(point)]
    return {point.value: point.masked for point in points if point.value.startswith("+")}


def _only(*words: object) -> frozenset[str]:
    """Return what a record holds of something, to be found in the other; nothing where a part of it is missing."""
    return frozenset({"|".join(str(one) for one in words)}) if all(words) else frozenset()


_COMPARED: tuple[tuple[Promise, Callable[[Beneficiary], str], Callable[[Beneficiary], frozenset[str]]], ...] = (
    (_("Name"), lambda one: one.name.display, lambda one: _only(one.name.match_key)),
    (_("In Latin letters"), lambda one: one.latin_name, lambda one: _only(one.latin_key)),
    (_("Citizen or resident"), lambda one: one.get_kind_display(), lambda _one: frozenset()),
    (_("Identity paper"), _identity, lambda one: _only(one.identity_kind, one.identity_number)),
    (_("Year of birth"), lambda one: str(one.birth_year or ""), lambda one: _only(one.birth_calendar, one.birth_year)),
    (
        _("Own telephones"),
        lambda one: " · ".join(sorted(_own_phones(one).values())),
        lambda one: frozenset(_own_phones(one)),
    ),
    (_("Language"), lambda one: str(LANGUAGES.get(one.language, one.language)), lambda _one: frozenset()),
    (_("Served by"), lambda one: one.get_served_by_display(), lambda _one: frozenset()),
    (_("On record since"), lambda one: dates.both(one.created_at, "short"), lambda _one: frozenset()),
)


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
