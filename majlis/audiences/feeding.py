"""From the tables to the planner: what is to be planned, as the planner's own values.

Rows are read in the scope of the house, for the whole waiting list is one queue wherever its cases lie; only ids,
numbers and dates leave. Times of the day are minutes since midnight in Riyadh.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet

from majlis.accounts.models import Grant, Staff
from majlis.audiences import queries
from majlis.audiences.models import Appointment, PlanWish, Sitting
from majlis.audiences.planner import problem as planner
from majlis.audiences.states import HOLDING, SittingState, State, WishKind
from majlis.cases.models import Case, Party
from majlis.cases.models.about import Role
from majlis.cases.states import Priority
from majlis.cases.states import State as CaseState
from majlis.centres.models import Hall, HallClosing
from majlis.core import clock
from majlis.people.states import Sex

CLASSES: dict[int, planner.Class] = {
    Priority.CRITICAL: "critical",
    Priority.URGENT: "urgent",
    Priority.NORMAL: "normal",
    Priority.LOW: "low",
}
SEATS: dict[str, planner.Who] = {"seat": "both", "seat-women": "women"}
VIDEO_ONLY = "audience_video"
OPEN_PLACE = 10
MINUTES = (5, 10, 15, 20)
_PRESENT = (Role.REPRESENTATIVE, Role.COMPANION, Role.FOR_WHOM)
_ASKED_AWAY = (State.MOVED, State.ABSENT)


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around the cases, by case: read once for all of them."""

    present: Mapping[int, list[tuple[str, str]]]
    cannot: Mapping[int, frozenset[str]]
    wishes: Mapping[int, list[PlanWish]]
    held: Mapping[int, Appointment]
    owed: frozenset[int]


def seat(centre: int, *, women: bool = False) -> str:
    """Return the planner's word for the room at a seat, where a woman who asked so is received by women."""
    return f"seat-women:{centre}" if women else f"seat:{centre}"


def hall(pk: int) -> str:
    """Return the planner's word for a hall."""
    return f"hall:{pk}"


def number(word: str) -> int:
    """Return the id in one of the planner's words: 7 of "hall:7"."""
    return int(word.rpartition(":")[2])


def problem(sittings: Iterable[Sitting], *, only: Iterable[int] | None = None) -> planner.Problem:
    """Return what is to be planned for these sittings: everyone who waits, and everyone who has a place in them.

    `only` narrows it to some cases. The caller stands in the scope of the house. The number of queries does not depend
    on how many wait.
    """
    ahead = sorted(sittings, key=lambda one: one.starts_at)
    rows = _cases(ahead)
    cases = list(rows if only is None else rows.filter(pk__in=only))
    around = _around([case.pk for case in cases], ahead)
    halls = list(Hall.objects.filter(open=True, centre__open=True).select_related("centre"))
    return planner.Problem(
        today=clock.today(),
        sittings=tuple(_sitting(one) for one in ahead),
        places=(*_seats(ahead), *_halls(halls, ahead)),
        requests=tuple(_request(case, around) for case in cases),
        helpers=tuple(_helpers()),
        opposed=tuple(_opposed(cases)),
        held=tuple(_held(around, ahead)),
    )


def _cases(ahead: list[Sitting]) -> QuerySet[Case]:
    placed = Appointment.objects.filter(sitting__in=ahead, state__in=sorted(HOLDING)).values("case")
    rows: QuerySet[Case] = Case.objects.filter(Q(state=CaseState.WAITING) | Q(pk__in=placed))
    return rows.select_related("beneficiary", "service").order_by("pk")


def _around(cases: list[int], ahead: list[Sitting]) -> Around:
    present: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for case, role, mark in Party.objects.filter(case__in=cases, role__in=_PRESENT).values_list("case", "role", "mark"):
        present[case].append((role, mark or f"unnamed:{case}:{len(present[case])}"))
    cannot: dict[int, set[str]] = defaultdict(set)
    gone = Appointment.objects.filter(case__in=cases, state__in=_ASKED_AWAY, sitting__in=ahead)
    for case, sitting in gone.values_list("case", "sitting"):
        cannot[case].add(str(sitting))
    wishes: dict[int, list[PlanWish]] = defaultdict(list)
    for wish in PlanWish.objects.filter(case__in=cases, ended_at=None):
        wishes[wish.case_id].append(wish)
    rows = Appointment.objects.filter(sitting__in=ahead, state__in=sorted(HOLDING))
    return Around(
        present=present,
        cannot={case: frozenset(found) for case, found in cannot.items()},
        wishes=wishes,
        held={one.case_id: one for one in rows},
        owed=queries.owed(cases),
    )


def _sitting(one: Sitting) -> planner.Sitting:
    return planner.Sitting(
        id=str(one.pk),
        day=one.day,
        principal=str(one.principal_id),
        seat=str(one.place_id),
        start=minute(one.starts_at),
        end=minute(one.ends_at),
        pauses=tuple(planner.Span(minute(first), minute(last)) for first, last in one.paused()),
        gap=one.gap,
        open=(OPEN_PLACE,) * (one.reserve // OPEN_PLACE),
        stretch=settings.GRAVE_STRETCH,
        audiences=one.capacity,
        standing="open" if one.state in (SittingState.PLANNED, SittingState.PUBLISHED) else "cancelled",
    )


def minute(moment: dt.datetime) -> int:
    """Return the minute of its Riyadh day of an instant."""
    local = moment.astimezone(clock.RIYADH)
    return local.hour * 60 + local.minute


def instant(day: dt.date, at: int) -> dt.datetime:
    """Return the instant (UTC) of a minute of a Riyadh day."""
    return dt.datetime.combine(day, dt.time(at // 60, at % 60), clock.RIYADH).astimezone(dt.UTC)


def _seats(ahead: list[Sitting]) -> list[planner.Place]:
    """Return the rooms of the seats; the minister's own line is what keeps two parties out of them."""
    return [
        planner.Place(f"{word}:{centre}", str(centre), "person", who=who, turn=0, seats=12)
        for centre in sorted({one.place_id for one in ahead})
        for word, who in SEATS.items()
    ]


def _halls(halls: list[Hall], ahead: list[Sitting]) -> list[planner.Place]:
    closed: dict[int, list[planner.Absence]] = defaultdict(list)
    days = [one.day for one in ahead]
    if days:
        rows = HallClosing.objects.filter(hall__in=halls, first__lte=max(days), last__gte=min(days))
        for closing in rows:
            closed[closing.hall_id] += [planner.Absence(day) for day in days if closing.first <= day <= closing.last]
    return [
        planner.Place(
            id=hall(one.pk),
            centre=str(one.centre_id),
            mode="video",
            who="women" if one.women else "men",
            turn=one.setup,
            seats=one.capacity,
            closed=tuple(closed[one.pk]),
        )
        for one in halls
    ]


def _request(case: Case, around: Around) -> planner.Request:
    here = around.present.get(case.pk, [])
    held = around.held.get(case.pk)
    since = case.complete_at or case.opened_at
    return planner.Request(
        id=str(case.pk),
        priority=CLASSES[case.priority],
        points=case.points,
        complete=clock.day_of(since),
        asked=clock.day_of(case.opened_at),
        minutes=_minutes(case, held),
        centre=str(case.centre_id),
        parties=(f"beneficiary:{case.beneficiary_id}", *(mark for role, mark in here if role == Role.FOR_WHOM)),
        representatives=tuple(mark for role, mark in here if role == Role.REPRESENTATIVE),
        companions=tuple(mark for role, mark in here if role == Role.COMPANION),
        latest=case.passes_on,
        modes=frozenset({"video"}) if case.service.code == VIDEO_ONLY else frozenset({"person"}),
        who=_who(case),
        women_only=case.women_only,
        needs=tuple(_needs(case)),
        cannot=around.cannot.get(case.pk, frozenset()),
        forbidden=_forbidden(around.wishes.get(case.pk, [])),
        notice=0 if held and held.consented else None,
        debt=case.pk in around.owed,
        gives_way=bool(held and held.yields),
    )


def _minutes(case: Case, held: Appointment | None) -> int:
    if held is not None:
        return _long(held)
    return usual_minutes(case)


def usual_minutes(case: Case) -> int:
    """Return how long the audience of a case usually is, in one of the lengths that are offered."""
    usual = case.service.audience_minutes
    return min(MINUTES, key=lambda one: abs(one - usual))


def usual_hall(case: Case) -> Hall | None:
    """Return the hall of the case's own centre for who asked to be heard by video; None in person, or without one."""
    if case.service.code != VIDEO_ONLY:
        return None
    return next((one for one in queries.halls(case.centre) if one.women == case.women_only), None)


def _who(case: Case) -> planner.Who:
    return "women" if case.women_only or case.beneficiary.sex == Sex.WOMAN else "men"


def _needs(case: Case) -> Iterable[planner.Need]:
    if case.women_only:
        yield planner.Need("host", women=True)
    if case.beneficiary.interpreter:
        yield planner.Need("interpreter", language=case.beneficiary.language or case.language, women=case.women_only)


def _forbidden(wishes: list[PlanWish]) -> frozenset[str]:
    return frozenset(_where(wish) for wish in wishes if wish.kind == WishKind.FORBID)


def _where(wish: PlanWish) -> str:
    if wish.sitting_id:
        return str(wish.sitting_id)
    return hall(wish.hall_id) if wish.hall_id else str(wish.centre_id)


def _helpers() -> Iterable[planner.Helper]:
    now = clock.now()
    rows = Grant.objects.filter(role__in=("hall_host", "interpreter"), begins__lte=now, ended_at=None)
    rows = rows.filter(Q(until=None) | Q(until__gt=now), staff__active=True).select_related("staff")
    places: dict[tuple[int, str], set[str]] = defaultdict(set)
    staff: dict[int, Staff] = {}
    for grant in rows:
        staff[grant.staff_id] = grant.staff
        places[grant.staff_id, grant.role] |= {str(grant.centre_id)} if grant.centre_id else set()
    for (pk, role), centres in sorted(places.items()):
        yield planner.Helper(
            id=f"{'host' if role == 'hall_host' else 'interpreter'}:{pk}",
            kind="host" if role == "hall_host" else "interpreter",
            women=staff[pk].woman,
            languages=frozenset(staff[pk].speaks),
            centres=frozenset(centres),
        )


def _opposed(cases: list[Case]) -> Iterable[planner.Opposed]:
    by_person: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        by_person[f"beneficiary:{case.beneficiary_id}"].add(str(case.pk))
    rows = Party.objects.filter(case__in=[case.pk for case in cases], role=Role.OPPOSED).exclude(mark="")
    for pk, case_id, mark in rows.values_list("pk", "case", "mark"):
        against = by_person.get(mark, set()) - {str(case_id)}
        if against:
            yield planner.Opposed(str(pk), (frozenset({str(case_id)}), frozenset(against)))


def _held(around: Around, ahead: list[Sitting]) -> Iterable[planner.Held]:
    known = {one.pk: one for one in ahead}
    for case, one in around.held.items():
        pin = _pin(around.wishes.get(case, []))
        yield planner.Held(
            request=str(case),
            sitting=str(one.sitting_id),
            place=hall(one.hall_id) if one.hall_id else seat(one.centre_id, women=bool(one.host_id)),
            start=minute(one.starts_at),
            minutes=_long(one),
            told=one.state != State.PROPOSED,
            pinned=pin is not None and pin.sitting_id == one.sitting_id,
            helpers=_beside(one),
        )
    for case, wishes in around.wishes.items():
        pin = _pin(wishes)
        if pin and pin.starts_at and case not in around.held and pin.sitting_id in known:
            place = hall(pin.hall_id) if pin.hall_id else seat(known[pin.sitting_id].place_id)
            yield planner.Held(str(case), str(pin.sitting_id), place, minute(pin.starts_at), pin.minutes, pinned=True)


def _pin(wishes: list[PlanWish]) -> PlanWish | None:
    return next((wish for wish in wishes if wish.kind == WishKind.PIN), None)


def _long(one: Appointment) -> int:
    return round((one.ends_at - one.starts_at).total_seconds() / 60)


def _beside(one: Appointment) -> tuple[str, ...]:
    host = (f"host:{one.host_id}",) if one.host_id else ()
    return (*host, f"interpreter:{one.interpreter_id}") if one.interpreter_id else host
