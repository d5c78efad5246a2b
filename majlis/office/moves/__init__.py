"""The acts of the minister's office."""

from majlis.office.moves.directives import (
    Ordered,
    Said,
    confirm,
    confirm_by_page,
    decide_delegated,
    decide_service,
    disown,
    give,
    give_by_page,
    note,
)
from majlis.office.moves.folders import FIELDS as BRIEF_FIELDS
from majlis.office.moves.folders import make_folder, present, take_back, take_out, write_brief
from majlis.office.moves.standing import do_task, end_standing, give_standing, set_task

__all__ = [
    "BRIEF_FIELDS",
    "Ordered",
    "Said",
    "confirm",
    "confirm_by_page",
    "decide_delegated",
    "decide_service",
    "disown",
    "do_task",
    "end_standing",
    "give",
    "give_by_page",
    "give_standing",
    "make_folder",
    "note",
    "present",
    "set_task",
    "take_back",
    "take_out",
    "write_brief",
]
