"""The acts of this room: set up the places, set their times."""

from majlis.centres.moves.days import close_on, declare_month, open_on, seed_holidays
from majlis.centres.moves.hours import Break, Shift, remove_season, set_breaks, set_season, set_week
from majlis.centres.moves.places import add_counter, add_hall, add_section, close_hall, set_up

__all__ = [
    "Break",
    "Shift",
    "add_counter",
    "add_hall",
    "add_section",
    "close_hall",
    "close_on",
    "declare_month",
    "open_on",
    "remove_season",
    "seed_holidays",
    "set_breaks",
    "set_season",
    "set_up",
    "set_week",
]
