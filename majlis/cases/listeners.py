"""What the cases do when a fact of the room below cannot wait."""

from __future__ import annotations

from majlis.cases.moves.persons import join_person, part_person
from majlis.cases.moves.serving import serve_as_asked, serve_as_before
from majlis.core.viewer import Kind, Viewer
from majlis.trail.models import Entry
from majlis.trail.moves import on


@on("person.merged")
def _merged(entry: Entry) -> None:
    """Let the cases follow the record that stands for both."""
    join_person(entry.facts["dropped"], entry.subject_id, merge=entry.facts["merge"], by=_by(entry))
    serve_as_asked(entry.subject_id, merge=entry.facts["merge"], by=_by(entry))


@on("person.unmerged")
def _unmerged(entry: Entry) -> None:
    """Give the cases back."""
    serve_as_before(merge=entry.facts["merge"], by=_by(entry))
    part_person(entry.facts["dropped"], entry.subject_id, merge=entry.facts["merge"], by=_by(entry))


@on("person.preferred")
def _preferred(entry: Entry) -> None:
    """Let the open cases be served by whom the person wishes from now on."""
    if "served_by" in entry.facts:
        serve_as_asked(entry.subject_id, by=_by(entry))


def _by(entry: Entry) -> Viewer:
    return Viewer(kind=Kind(entry.actor_kind), id=entry.actor_id, label=entry.actor_label)
