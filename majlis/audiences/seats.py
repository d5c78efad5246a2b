"""Who sits where in a sitting, as each viewer may know it.

Hosts and the office see the day of a sitting although the cases lie at desks that are not theirs. So the rows are
read in the scope of the house, and only these values leave, each judged by `rules.may_know`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.urls import reverse

from majlis.audiences import queries, rules, running
from majlis.audiences.models import Appointment, GateNote, Sitting
from majlis.audiences.states import MOVES, Mode, SittingState, Source, State
from majlis.cases.models import Case
from majlis.cases.states import Priority
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer

_GONE = (State.RELEASED, State.MOVED, State.WITHDRAWN, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Seat:
    """One place in a sitting. `name`, `reference` and `service` are empty where the viewer may not know who it is.

    Instants are UTC. `place` is the centre or hall where the person sits, `women` that women receive her.
    `passed_at` is when the gate let him in, `expected_at` when his turn is expected, None where it is not reckoned.
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
    womens_hall: bool
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
    late_at: dt.datetime | None = None
    called_at: dt.datetime | None = None
    passed_at: dt.datetime | None = None
    urgent: bool = False
    expected_at: dt.datetime | None = None

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
    def delay(self) -> int:
        """Return by how many minutes his turn is expected later than his hour."""
        if self.expected_at is None:
            return 0
        return max(0, round((self.expected_at - self.starts_at).total_seconds() / 60))

    @property
    def minutes_in(self) -> int:
        """Return how many minutes he has been before the minister, 0 for whoever is not."""
        if self.state != State.IN or self.went_in_at is None:
            return 0
        return max(0, int((clock.now() - self.went_in_at).total_seconds() // 60))

    @property
    def is_missing(self) -> bool:
        """Tell whether he was noted as late and has not come since."""
        return running.is_missing(self)

    @property
    def kept_until(self) -> dt.datetime:
        """Return until when his place is kept while he is late."""
        return running.kept_until(self)

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
    return [seat for seat in found if _receives(viewer, seat)]


def _receives(viewer: Viewer, seat: Seat) -> bool:
    """Tell whether the viewer receives those who come there: who hosts halls and nothing else, in halls only."""
    roles = {grant.role for grant in viewer.grants if grant.centre == seat.centre_id}
    if roles & (set(rules.HOSTS_OF_A_CENTRE) - {"hall_host"}):
        return True
    return "hall_host" in roles and seat.hall_id is not None and (viewer.women or not seat.womens_hall)


def seat(appointment: Appointment, viewer: Viewer) -> Seat:
    """Return one place as the viewer may know it."""
    with house():
        return seat_of(_rows().get(pk=appointment.pk), viewer)


def case_of(appointment: int, viewer: Viewer) -> Case | None:
    """Return the case behind a place, for whoever may know who it is; else None."""
    with house():
        one = _rows().select_related("case__centre", "case__category").get(pk=appointment)
    return one.case if rules.may_know(viewer, one.case, one.centre_id) else None


def cases(sitting: Sitting, viewer: Viewer) -> list[Case]:
    """Return the cases of those who have a place in a sitting, by hour, as far as the viewer may know them."""
    with house():
        rows = _rows().filter(sitting=sitting).exclude(state__in=_GONE).order_by("starts_at", "id")
        return [one.case for one in rows if rules.may_know(viewer, one.case, one.centre_id)]


def to_ring(viewer: Viewer) -> list[Seat]:
    """Return whom somebody must ring today, the nearest day first, at most fifty."""
    ids = list(queries.to_ring(viewer).values_list("pk", flat=True)[:50])
    with house():
        return [seat_of(one, viewer) for one in _rows().filter(pk__in=ids).order_by("starts_at", "id")]


def _rows() -> QuerySet[Appointment]:
    related = ("case__beneficiary", "case__service", "centre", "hall__centre", "sitting", "gate")
    return Appointment.objects.select_related(*related)


def seat_of(one: Appointment, viewer: Viewer) -> Seat:
    """Return the value for a row that was read in the scope of the house."""
    case, known = one.case, rules.may_know(viewer, one.case, one.centre_id)
    gate: GateNote | None = getattr(one, "gate", None)
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
        womens_hall=bool(one.hall and one.hall.women),
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
        late_at=one.late_at,
        called_at=one.called_at,
        passed_at=gate.passed_at if gate else None,
        urgent=one.source == Source.URGENT,
    )


@dataclass(frozen=True, slots=True)
class Day:
    """How a sitting goes: who is before the minister, who is next, how far it is, how many minutes late (>= 0).

    `seats` are those whom the viewer receives, in the order of their hours; `elsewhere` tells that somebody whom he
    does not receive is before the minister. `heard`, `all`, `late` count with everyone. `ends_at` is when the last
    one is expected to have been heard, None with nobody left or on another day.
    """

    seats: list[Seat]
    inside: Seat | None
    next: Seat | None
    elsewhere: bool
    heard: int
    all: int
    late: int
    ends_at: dt.datetime | None

    @property
    def here(self) -> Seat | None:
        """Return who can go in now: the next one when he is here, else the first who is."""
        arrived = (one for one in self.seats if one.state == State.ARRIVED)
        return self.next if self.next and self.next.state == State.ARRIVED else next(arrived, None)


def day(sitting: Sitting, viewer: Viewer, hall: int | None = None) -> Day:
    """Return the day of a sitting as it stands now, of one hall when it is given. Two queries."""
    with house():
        rows = _rows().filter(sitting=sitting).exclude(state__in=_GONE).order_by("starts_at", "id")
        found = [seat_of(one, viewer) for one in rows]
    expected = _expected(sitting, found)
    everyone = [replace(one, expected_at=expected.begins.get(one.pk)) for one in found]
    mine = everyone if rules.may_see_plan(viewer) else [one for one in everyone if _receives(viewer, one)]
    mine = [one for one in mine if hall is None or one.hall_id == hall]
    inside = next((one for one in everyone if one.state == State.IN), None)
    here, now = {one.pk for one in mine}, clock.now()
    return Day(
        seats=mine,
        inside=inside if inside and inside.pk in here else None,
        next=_next(everyone, mine, now),
        elsewhere=inside is not None and inside.pk not in here,
        heard=sum(one.state == State.ATTENDED for one in everyone),
        all=len(everyone),
        late=_late(inside, running.following(everyone, now)),
        ends_at=expected.ends_at,
    )


def _expected(sitting: Sitting, everyone: list[Seat]) -> running.Expected:
    if sitting.day != clock.today() or sitting.state != SittingState.PUBLISHED:
        return running.Expected()
    return running.reckon(everyone, queries.clockwork(sitting))


def _next(everyone: list[Seat], mine: list[Seat], now: dt.datetime) -> Seat | None:
    """Return who is next in the whole session, or, where that is somebody else's, who is next of one's own."""
    first = running.following(everyone, now)
    own = {one.pk: one for one in mine}
    return own.get(first.pk) if first and first.pk in own else running.following(mine, now)


def _late(inside: Seat | None, following: Seat | None) -> int:
    """Return by how many minutes the next one's turn comes later than his hour, or how long the last one is over."""
    if following is not None and following.expected_at is not None:
        return following.delay
    due = inside.ends_at if inside else following.starts_at if following else clock.now()
    return max(0, int((clock.now() - due).total_seconds() // 60))
