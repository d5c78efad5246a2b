"""The acts of the minister's office."""

from majlis.office.moves.directives import (
    Ordered,
    Said,
    confirm,
    confirm_by_page,
    decide_delegated,
    decide_service,
    disown,
    drop_all,
    give,
    give_by_page,
    note,
)
from majlis.office.moves.directives import take_back as take_back_note
from majlis.office.moves.folders import FIELDS as BRIEF_FIELDS
from majlis.office.moves.folders import make_folder, present, put_back, take_back, take_out, write_brief
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
    "drop_all",
    "end_standing",
    "give",
    "give_by_page",
    "give_standing",
    "make_folder",
    "note",
    "present",
    "put_back",
    "set_task",
    "take_back",
    "take_back_note",
    "take_out",
    "write_brief",
]
