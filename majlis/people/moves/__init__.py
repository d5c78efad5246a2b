"""The acts of this room. Each needs an open transaction, asks its rule, writes as the house, and is in the book."""

from majlis.people.moves.contacts import (
    add_point,
    change_point,
    confirm_point,
    mark_contact_bad,
    retire_point,
)
from majlis.people.moves.identifying import identified
from majlis.people.moves.merging import merge, unmerge
from majlis.people.moves.outages import declare_down, declare_up
from majlis.people.moves.reading import note_reading, note_shown
from majlis.people.moves.registering import Registered, attest, correct, enrol, register, set_preference
from majlis.people.moves.representing import add_representation, end_representation, see_proof

__all__ = [
    "Registered",
    "add_point",
    "add_representation",
    "attest",
    "change_point",
    "confirm_point",
    "correct",
    "declare_down",
    "declare_up",
    "end_representation",
    "enrol",
    "identified",
    "mark_contact_bad",
    "merge",
    "note_reading",
    "note_shown",
    "register",
    "retire_point",
    "see_proof",
    "set_preference",
    "unmerge",
]
