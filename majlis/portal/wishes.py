"""What a person who signed in has answered about himself for the first time: written on his record, once."""

from __future__ import annotations

from majlis.core.viewer import Viewer
from majlis.people import moves
from majlis.people import queries as persons
from majlis.portal import steps
from majlis.portal.forms.person import ContactForm, YouForm
from majlis.portal.walk import Walk


def write_down(walk: Walk, *, by: Viewer) -> None:
    """Write down who may serve the person and how he is reached, where it was asked of him. Nothing for others."""
    if walk.known is None:
        return
    asked = {step.code for step in steps.steps(walk)}
    person = persons.canonical(walk.known.id)
    you, contact = YouForm(walk.typed("you")), ContactForm(walk.typed("contact"))
    if "you" in asked and you.is_valid() and you.cleaned_data["served_by"]:
        served_by = you.cleaned_data["served_by"]
        person = moves.set_preference(person, version=person.version, by=by, served_by=served_by)
    if "contact" in asked and contact.is_valid():
        for point in contact.points():
            moves.add_point(person, point, by=by)
        if contact.cleaned_data["never"]:
            moves.set_preference(person, version=person.version, by=by, never_contact=True)
