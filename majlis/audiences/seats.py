"""Who sits where in a sitting, as each viewer may know it.

Hosts and the office see the day of a sitting although the cases lie at desks that are not theirs. So the rows are
read in the scope of the house, and only these values leave, each judged by `rules.may_know`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from majlis.audiences import queries, rules
from majlis.audiences.models import Appointment, Sitting
from majlis.audiences.states import MOVES, Mode, State
from majlis.cases.states import Priority
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer

_GONE = (State.RELEASED, State.MOVED, State.WITHDRAWN, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Seat:
    """One place in a sitting. `name`, `reference` and `service` are empty where the viewer may not know who it is.

    Instants are UTC. `place` is the centre or hall where the person sits, `women` that women receive her.
    """

    pk: int
    sitting_id: int
    name: str
    reference: str
    service: str
    state: State
    mode: Mode
    starts_at: dt.datetime
    ends_at: dt.datetime
    centre_id: int
    hall_id: int | None
    place: str
    women: bool
    grave: bool
    interpreter: bool
    told_at: dt.datetime | None
    consented: bool
    arrived_at: dt.datetime | None
    went_in_at: dt.datetime | None
    ended_at: dt.datetime | None
    debt: bool
    moves: frozenset[str]

    @property
    def address(self) -> str:
        """Return the page of the appointment."""
        return reverse("audiences:appointment", args=[self.pk])

    @property
    def said(self) -> str:
        """Return its state in words."""
        return str(self.state.label)

    @property
    def minutes(self) -> int:
        """Return how long the audience is."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def look(self) -> str:
        """Return how the plan draws it: grave, new (not told), told, or nothing for confirmed and after."""
        if self.grave:
            return "grave"
        return {State.PROPOSED: "new", State.TOLD: "told"}.get(self.state, "")

    @property
    def is_past(self) -> bool:
        """Tell whether he was heard or did not come."""
        return self.state in (State.ATTENDED, State.ABSENT)

    @property
    def sign(self) -> str:
        """Return the stamp's sign for the state."""
        signs = {State.TOLD: "working", State.CONFIRMED: "done", State.ARRIVED: "soon", State.IN: "you"}
        return {**signs, State.ATTENDED: "done", State.ABSENT: "late"}.get(self.state, "")


def seats(sitting: Sitting, viewer: Viewer) -> list[Seat]:
    """Return who has, or had, a place in a sitting, by hour. Hosts see those who come to their centre only."""
    with house():
        rows = _rows().filter(sitting=sitting).exclude(state__in=_GONE).order_by("starts_at", "id")
        found = [seat_of(one, viewer) for one in rows]
    if rules.may_see_plan(viewer):
        return found
    here = {grant.centre for grant in viewer.grants if grant.role in rules.HOSTS_OF_A_CENTRE}
    return [seat for seat in found if seat.centre_id in here]


def seat(appointment: Appointment, viewer: Viewer) -> Seat:
    """Return one place as the viewer may know it."""
    with house():
        return seat_of(_rows().get(pk=appointment.pk), viewer)


def to_ring(viewer: Viewer) -> list[Seat]:
    """Return whom somebody must ring today, the nearest day first, at most fifty."""
    ids = list(queries.to_ring(viewer).values_list("pk", flat=True)[:50])
    with house():
        return [seat_of(one, viewer) for one in _rows().filter(pk__in=ids).order_by("starts_at", "id")]


def _rows() -> QuerySet[Appointment]:
    return Appointment.objects.select_related("case__beneficiary", "case__service", "centre", "hall__centre", "sitting")


def seat_of(one: Appointment, viewer: Viewer) -> Seat:
    """Return the value for a row that was read in the scope of the house."""
    case, known = one.case, rules.may_know(viewer, one.case, one.centre_id)
    return Seat(
        pk=one.pk,
        sitting_id=one.sitting_id,
        name=case.beneficiary.name.display if known else "",
        reference=case.reference if known else "",
        service=str(case.service) if known else "",
        state=State(one.state),
        mode=Mode(one.mode),
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        centre_id=one.centre_id,
        hall_id=one.hall_id,
        place=f"{one.centre} · {one.hall}" if one.hall else str(one.centre),
        women=case.women_only,
        grave=known and case.priority == Priority.CRITICAL,
        interpreter=case.beneficiary.interpreter,
        told_at=one.told_at,
        consented=one.consented,
        arrived_at=one.arrived_at,
        went_in_at=one.went_in_at,
        ended_at=one.ended_at,
        debt=one.debt,
        moves=frozenset(name for name in MOVES if rules.may(viewer, name, one)) if known else frozenset(),
    )


@dataclass(frozen=True, slots=True)
class Day:
    """How a sitting goes: who is before the minister, who is next, how far it is, how many minutes late (>= 0)."""

    seats: list[Seat]
    inside: Seat | None
    next: Seat | None
    heard: int
    late: int


def day(sitting: Sitting, viewer: Viewer) -> Day:
    """Return the day of a sitting as it stands now."""
    found = seats(sitting, viewer)
    inside = next((one for one in found if one.state == State.IN), None)
    ready = [one for one in found if one.state in (State.TOLD, State.CONFIRMED, State.ARRIVED)]
    first = next((one for one in ready if one.state == State.ARRIVED), None) or (ready[0] if ready else None)
    heard = sum(one.state == State.ATTENDED for one in found)
    return Day(found, inside, first, heard, _late(inside, first))


def _late(inside: Seat | None, following: Seat | None) -> int:
    """Return the minutes by which the one inside is over his time, or by which the next one's hour has passed."""
    due = inside.ends_at if inside else following.starts_at if following else clock.now()
    return max(0, int((clock.now() - due).total_seconds() // 60))
