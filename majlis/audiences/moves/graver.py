"""A grave case that comes when the sessions are told: a place by the first of the ruled steps that has one.

Rule: "Sitting" of the domain: a place held open, a longer or extra sitting, a told person who agrees to give way, the
least urgent told person, with an apology by telephone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.audiences import feeding, rules
from majlis.audiences.models import Appointment, Offer, Sitting
from majlis.audiences.moves import appointments, placing, sittings
from majlis.audiences.moves.door import act, owe
from majlis.audiences.planner import grave, greedy
from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.plans import Plan
from majlis.audiences.planner.problem import Problem
from majlis.audiences.planner.weights import Settings
from majlis.audiences.states import HOLDING, Mode, OfferKind, OfferState, SittingState, Source, State
from majlis.cases.models import Case
from majlis.cases.states import Priority
from majlis.centres.models import Hall
from majlis.core import arabic, clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.notifications import moves as notifications

SHORTEST_REASON = 10
AHEAD = 12
ASKED = 5
"""So many of the least urgent are named, to be asked whether they give way."""
OTHER = _("The place is another one now than the one you saw. Look at it, and give it once more.")


@dataclass(frozen=True, slots=True)
class Way:
    """Where a grave case would be heard: the ruled step, the session, when (UTC) and where, and who gives way."""

    step: grave.Step
    sitting: Sitting
    starts_at: dt.datetime
    minutes: int
    place: str
    gives_way: Appointment | None

    @property
    def mark(self) -> str:
        """Return a word that names this way: a page sends it back, so that no other is taken than the one seen."""
        gone = self.gives_way.pk if self.gives_way else 0
        return f"{self.step}.{self.sitting.pk}.{self.starts_at:%Y%m%d%H%M}.{self.minutes}.{self.place}.{gone}"


def find(case: Case, *, agreed: bool) -> Way | None:
    """Return the first of the ruled ways for a grave case; None where none has a place.

    `agreed` tells that the person agrees to less than three full days. The caller is in the scope of the house.
    """
    problem, ahead = _problem(case, agreed)
    done = grave.insert(problem, _as_told(problem), str(case.pk))
    if done is None:
        return None
    placed, known = done.placed, {str(one.pk): one for one in ahead}
    sitting = known[placed.sitting]
    return Way(
        step=done.step,
        sitting=sitting,
        starts_at=feeding.instant(sitting.day, placed.start),
        minutes=placed.minutes,
        place=placed.place,
        gives_way=_holding(int(done.gives_way)) if done.gives_way else None,
    )


def least_urgent(case: Case) -> list[Appointment]:
    """Return the told people of the sessions ahead who may be asked to give way, the least urgent first, at most five.

    Nobody of his class, none who is owed a place, and none who has answered already.
    """
    rows = Appointment.objects.filter(
        sitting__in=_ahead(), state__in=[State.TOLD, State.CONFIRMED], debt=False, yields=False
    )
    rows = rows.filter(case__priority__gt=case.priority).exclude(offers__kind=OfferKind.YIELD)
    rows = rows.select_related("case__beneficiary", "case__service", "centre", "hall__centre", "sitting", "gate")
    return list(rows.order_by("-case__priority", "case__points", "starts_at", "id")[:ASKED])


def _ahead() -> list[Sitting]:
    return list(Sitting.objects.ahead().select_related("place", "principal")[:AHEAD])


def _problem(case: Case, agreed: bool) -> tuple[Problem, list[Sitting]]:
    ahead = _ahead()
    rows = Appointment.objects.filter(sitting__in=ahead, state__in=sorted(HOLDING))
    found = feeding.problem(ahead, only=[case.pk, *rows.values_list("case", flat=True)])
    notice = 0 if agreed else None
    requests = (replace(one, notice=notice) if one.id == str(case.pk) else one for one in found.requests)
    return replace(found, requests=tuple(requests)), ahead


def _as_told(problem: Problem) -> Plan:
    """Return the plan as it stands: everyone's place, and what is held open beside it."""
    held = tuple(replace(one, told=True) for one in problem.held)
    places = tuple(one.placed("pinned" if one.pinned else "told" if one.told else "best") for one in problem.held)
    ledger = greedy.begun(Ground(replace(problem, held=held), Settings()))
    return Plan("told", 0, places, tuple(ledger.open), 0.0, 0.0, 0.0, 0)


def _holding(case: int) -> Appointment:
    rows = Appointment.objects.filter(case=case, state__in=sorted(HOLDING))
    return rows.select_related("case__beneficiary", "case__service", "centre", "hall__centre", "sitting", "gate").get()


def take(case: Case, seen: str, *, agreed: bool, reason: str, by: Viewer) -> Appointment:
    """Give a grave case the place of the first way, and tell it; who gives way is told, and comes first at the next.

    `seen` is the mark of the way that was looked at. Refuses (403) who is not of the minister's office, a case that is
    not grave, a reason that says nothing, and when another way is the first by now.
    """
    if not rules.may_insert(by, case):
        raise PermissionDenied
    text = arabic.clean(reason)
    if len(text) < SHORTEST_REASON:
        raise Refused("no_reason", _("Write why this case goes before the others."))
    with house():
        if case.priority != Priority.CRITICAL:
            raise Refused("not_grave", _("Only a grave case goes before those who were told."))
        way = find(case, agreed=agreed)
        if way is None or way.mark != seen:
            raise Refused("stale", OTHER)
        _make_room(way, by)
        hall = _hall(way)
        one = placing.propose(
            case,
            consented=agreed,
            by=by,
            source=Source.URGENT,
            reason=text,
            sitting=way.sitting,
            starts_at=way.starts_at,
            minutes=way.minutes,
            mode=Mode.VIDEO if hall else Mode.PERSON,
            centre=hall.centre if hall else way.sitting.place,
            hall=hall,
        )
        if way.sitting.state == SittingState.PUBLISHED:
            appointments.tell(one, by=by)
    return one


def _make_room(way: Way, by: Viewer) -> None:
    """Do what the step asks: a longer session, or somebody who gives way; who was told is rung with an apology."""
    if way.step == "longer":
        local = (way.sitting.starts_at.astimezone(clock.RIYADH), way.sitting.ends_at.astimezone(clock.RIYADH))
        later = local[1] + dt.timedelta(minutes=settings.GRAVE_STRETCH)
        sittings.change_hours(way.sitting, start=local[0].time(), end=later.time(), pauses=way.sitting.pauses, by=by)
    gone = way.gives_way
    if gone is None:
        return
    if gone.state == State.PROPOSED:
        appointments.release(gone, by=by)
        return
    appointments.cancel(gone, why="graver", by=by)
    if way.step == "told":
        owe(gone, "appointment.apology")


def _hall(way: Way) -> Hall | None:
    rows = Hall.objects.select_related("centre")
    return rows.get(pk=feeding.number(way.place)) if way.place.startswith("hall:") else None


def ask_to_yield(appointment: Appointment, *, by: Viewer) -> Offer:
    """Ask a told person by telephone whether he gives his place up for a graver case: an offer of its own, recorded.

    Refuses (403) who is not of the minister's office; asked again, it is one offer.
    """
    until = rules.answer_by(24, appointment.starts_at)
    if until is None:
        raise Refused("near", _("His hour is too near to ask him."))
    act(appointment, "ask_to_yield", by=by)
    with house():
        given = {"how": "call", "until": until}
        offer, new = Offer.objects.get_or_create(appointment=appointment, kind=OfferKind.YIELD, defaults=given)
        if new:
            owe(appointment, "yield.asked", until=until)
    return offer


def give_way(appointment: Appointment, *, by: Viewer) -> Appointment:
    """He gives way when it is needed: until then he keeps his place."""
    return _answer(appointment, "agree_to_yield", OfferState.ACCEPTED, by)


def keep_place(appointment: Appointment, *, by: Viewer) -> Appointment:
    """He keeps his place, and nothing is held against him."""
    return _answer(appointment, "keep_place", OfferState.DECLINED, by)


def _answer(appointment: Appointment, name: str, ends: OfferState, by: Viewer) -> Appointment:
    act(appointment, name, by=by, yields=ends == OfferState.ACCEPTED)
    notifications.recall(about=("appointment", appointment.pk), kinds=["yield.asked"])
    with house():
        asked = Offer.objects.filter(appointment=appointment, kind=OfferKind.YIELD)
        asked.update(state=ends, answered_at=clock.now())
    return appointment
