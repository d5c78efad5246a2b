"""What this room answers to others."""

from majlis.people.queries.finding import Found, find, find_by_number, find_by_phone, taken_up
from majlis.people.queries.likeness import Likeness, Reason, Sought, look_alikes
from majlis.people.queries.people import (
    PersonLine,
    canonical,
    holder_of,
    may_act_for,
    person_history,
    standing_for,
)
from majlis.people.queries.reaching import Point, Reach, points_matched, reach, reach_of

__all__ = [
    "Found",
    "Likeness",
    "PersonLine",
    "Point",
    "Reach",
    "Reason",
    "Sought",
    "canonical",
    "find",
    "find_by_number",
    "find_by_phone",
    "holder_of",
    "look_alikes",
    "may_act_for",
    "person_history",
    "points_matched",
    "reach",
    "reach_of",
    "standing_for",
    "taken_up",
]
