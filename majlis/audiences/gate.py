"""What the gate of a place sees: who comes on the day, and who stands there with a pass.

Rows are read in the scope of the house; only these values leave, each judged by `rules.may_know`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from majlis.audiences import queries, rules
from majlis.audiences.models import Appointment, GateNote, Sitting
from majlis.audiences.states import State
from majlis.core import clock, digits
from majlis.core.scope import house
from majlis.core.viewer import Viewer

COMING = frozenset({State.TOLD, State.CONFIRMED, State.ARRIVED, State.IN, State.ATTENDED})
LISTED = frozenset({State.TOLD, State.CONFIRMED, State.ARRIVED, State.IN})


@dataclass(frozen=True, slots=True)
class GateLine:
    """One who comes. `name` is empty where the viewer may not know who it is: a woman receives her.

    `companions` and `plate` are then empty too. Instants are UTC.
    """

    pk: int
    name: str
    companions: tuple[str, ...]
    plate: str
    wheelchair: bool
    starts_at: dt.datetime
    place: str
    state: State
    passed_at: dt.datetime | None
    women: bool
    code: str

    @property
    def may_pass(self) -> bool:
        """Tell whether the gate lets him in now: known here, still expected, and not in yet."""
        return bool(self.name) and self.passed_at is None and self.state in LISTED

    @property
    def persons(self) -> int:
        """Return how many come, the person himself with them."""
        return 1 + len(self.companions)


class Standing(StrEnum):
    """How somebody with a pass stands before this gate now."""

    UNKNOWN = "unknown"
    HERE = "here"
    ELSEWHERE = "elsewhere"
    OTHER_DAY = "other_day"
    MOVED = "moved"
    WAITS = "waits"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Found:
    """What a pass says: how he stands, his line where he is expected here, else when and where he is."""

    standing: Standing
    line: GateLine | None = None
    starts_at: dt.datetime | None = None
    place: str = ""

    @property
    def day(self) -> dt.date | None:
        """Return the Riyadh day on which he is expected."""
        return clock.day_of(self.starts_at) if self.starts_at else None


def bare(code: str) -> str:
    """Return a pass as it is kept, from what was typed or scanned."""
    return "".join(char for char in digits.ascii_digits(code).upper() if char.isalnum())[-8:]


def spoken(code: str) -> str:
    """Return a pass as it is read aloud and printed, four and four."""
    return f"{code[:4]}-{code[4:]}"


def lines(sitting: Sitting, centre: int, viewer: Viewer) -> list[GateLine]:
    """Return who comes to a centre for a sitting, by hour, as the viewer may know them. One query."""
    with house():
        rows = _rows().filter(sitting=sitting, centre=centre, state__in=sorted(COMING))
        return [_line(one, viewer) for one in rows.order_by("starts_at", "id")]


def digest(sitting: Sitting, centre: int) -> str:
    """Return a word for all that the gate's list says. The caller reads as the house."""
    rows = _rows().filter(sitting=sitting, centre=centre, state__in=sorted(COMING)).order_by("starts_at", "id")
    told = [(one.pk, one.starts_at.isoformat(), one.case.beneficiary.name.display, *_note(one)) for one in rows]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def find(code: str, viewer: Viewer) -> Found:
    """Return who stands there with a pass, and where he is to go when it is not here or not now."""
    with house():
        note = GateNote.objects.filter(code=bare(code)).first() if bare(code) else None
        if note is None:
            return Found(Standing.UNKNOWN)
        one = _rows().get(pk=note.appointment_id)
        if one.state not in LISTED:
            return _gone(one)
        if one.sitting.day != clock.today():
            return Found(Standing.OTHER_DAY, None, one.starts_at, _place(one))
        if not rules.receives_at(viewer, one.centre_id):
            return Found(Standing.ELSEWHERE, None, one.starts_at, _place(one))
        return Found(Standing.HERE, _line(one, viewer), one.starts_at, _place(one))


def _gone(one: Appointment) -> Found:
    """Tell where somebody stands whose place holds no longer: heard already, told of another one, or waiting."""
    if one.state in (State.ATTENDED, State.ABSENT):
        return Found(Standing.OVER)
    other = queries.current(one.case)
    if other is not None and other.state in LISTED:
        return Found(Standing.MOVED, None, other.starts_at, _place(other))
    return Found(Standing.WAITS)


def _rows() -> QuerySet[Appointment]:
    return Appointment.objects.select_related("case__beneficiary", "centre", "hall__centre", "sitting", "gate")


def _note(one: Appointment) -> tuple[tuple[str, ...], str, bool]:
    note: GateNote | None = getattr(one, "gate", None)
    return (tuple(note.companions), note.plate, note.wheelchair) if note else ((), "", False)


def _place(one: Appointment) -> str:
    return f"{one.centre} · {one.hall}" if one.hall else str(one.centre)


def _line(one: Appointment, viewer: Viewer) -> GateLine:
    known = rules.may_know(viewer, one.case, one.centre_id)
    companions, plate, wheelchair = _note(one)
    note: GateNote | None = getattr(one, "gate", None)
    return GateLine(
        pk=one.pk,
        name=one.case.beneficiary.name.display if known else "",
        companions=companions if known else (),
        plate=plate if known else "",
        wheelchair=wheelchair,
        starts_at=one.starts_at,
        place=_place(one),
        state=State(one.state),
        passed_at=note.passed_at if note else None,
        women=one.case.women_only,
        code=spoken(note.code) if note else "",
    )
