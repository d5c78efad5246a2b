"""Made-up problems from a seed, for measurements and tests: the same seed makes the same problem."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from majlis.audiences.planner.plans import Plan
from majlis.audiences.planner.problem import (
    Absence,
    Class,
    Distance,
    Held,
    Helper,
    Mode,
    Need,
    Opposed,
    Place,
    Problem,
    Request,
    Sitting,
    Span,
    Who,
)

TODAY = dt.date(2027, 1, 3)  # a Sunday
START, HALF, END = 9 * 60, 11 * 60, 13 * 60
LANGUAGES = ("ur", "bn", "hi", "id", "tl", "am")
CENTRES = ("riyadh", "jeddah")
KM = 950


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of what a made-up problem holds.

    Shares (of one) of the requests need an interpreter, are opposed to another, share a lawyer with others, or take
    either mode. With a `deputy` he has a sitting of his own on every second of the minister's days.
    """

    waiting: int = 200
    sittings: int = 12
    most_waited: int = 60
    audiences: int = 24
    grid: int = 1
    gap: int = 0
    open_near: int = 3
    interpreters: float = 0.15
    opposed: float = 0.02
    shared: float = 0.03
    both_modes: float = 0.2
    pause: bool = False
    deputy: bool = False


def problem(seed: int, measure: Measure | None = None) -> Problem:
    """Return a problem: weekly sittings of 240 minutes in Riyadh and Jeddah by turns, six halls, all classes.

    15 % of the sittings do not suit a person, a quarter can come in one half only. The first sitting lies within the
    days of notice.
    """
    by = measure or Measure()
    dice = random.Random(seed)  # noqa: S311 - made-up persons, no secret
    sittings = tuple(_sitting(number, by) for number in range(by.sittings))
    if by.deputy:
        sittings += tuple(replace(one, id=f"d{one.id}", principal="deputy", open=()) for one in sittings[::2])
    requests = tuple(_request(dice, number, sittings, by) for number in range(by.waiting))
    return Problem(
        today=TODAY,
        sittings=sittings,
        places=_places(),
        requests=requests,
        helpers=_helpers(),
        distances=(Distance(*CENTRES, KM),),
        opposed=_opposed(dice, requests, by),
        grid=by.grid,
    )


def told(problem: Problem, plan: Plan, *, before: int, cancelled: Iterable[str] = ()) -> Problem:
    """Return the problem after those in the first `before` sittings were told, and some sittings then cancelled."""
    days = sorted(problem.sittings, key=lambda one: (one.day, one.id))
    first = {one.id for one in days[:before]}
    held = (
        Held(one.request, one.sitting, one.place, one.start, one.minutes, told=True, helpers=one.helpers)
        for one in plan.placed if one.sitting in first
    )  # fmt: skip
    gone = set(cancelled)
    sittings = (replace(one, standing="cancelled") if one.id in gone else one for one in problem.sittings)
    return replace(problem, held=tuple(held), sittings=tuple(sittings))


def _sitting(number: int, by: Measure) -> Sitting:
    """Return the sitting of a week; the first is two days ahead."""
    return Sitting(
        id=f"s{number + 1:02}",
        day=TODAY + dt.timedelta(days=2 + 7 * number),
        principal="minister",
        seat=CENTRES[number // 2 % 2],
        start=START,
        end=END + 20 * by.pause,
        pauses=(Span(HALF, HALF + 20),) if by.pause else (),
        gap=by.gap,
        audiences=by.audiences,
        open=(15,) if 0 < number <= by.open_near else (),
        stretch=30,
    )


def _places() -> tuple[Place, ...]:
    found: list[Place] = []
    for centre in CENTRES:
        found += [Place(f"{centre}-room-{who}", centre, "person", who) for who in ("women", "men")]
        found += [Place(f"{centre}-hall-{who}", centre, "video", who) for who in ("women", "men")]
    found[-1] = replace(found[-1], closed=(Absence(TODAY + dt.timedelta(days=16), start=HALF),))
    return tuple(found)


def _helpers() -> tuple[Helper, ...]:
    hosts = [
        Helper(f"host-{centre}-{number}", "host", women=number < 2, centres=frozenset({centre}), gap=5)
        for centre in CENTRES
        for number in range(4)
    ]
    spoken = [
        Helper(f"speaks-{language}-{number}", "interpreter", women=number == 0, languages=frozenset({language}), gap=2)
        for language in LANGUAGES
        for number in range(2)
    ]
    away = Absence(TODAY + dt.timedelta(days=9))
    return (*hosts, *spoken, Helper("speaks-all", "interpreter", languages=frozenset(LANGUAGES), away=(away,)))


def _request(dice: random.Random, number: int, sittings: tuple[Sitting, ...], by: Measure) -> Request:
    who: Who = "women" if dice.random() < 0.4 else "men"
    waited = dice.randint(0, by.most_waited)
    name: Class = dice.choices(("critical", "urgent", "normal", "low"), (8, 22, 40, 30))[0]
    half = dice.random()
    complete = TODAY - dt.timedelta(days=waited)
    needs = [Need("host")] if who == "men" else [Need("host", women=True)]
    if dice.random() < by.interpreters:
        needs.append(Need("interpreter", dice.choice(LANGUAGES), women=who == "women" and dice.random() < 0.3))
    return Request(
        id=f"r{number:05}",
        priority=name,
        points=2 * min(30, waited * 5 // 7) + dice.choice((0, 0, 0, 10, 15, 40)),
        complete=complete,
        minutes=dice.randint(5, 20),
        centre=dice.choice(CENTRES),
        representatives=(f"lawyer {dice.randint(1, 9)}",) if dice.random() < by.shared else (),
        companions=tuple(f"with r{number:05} {one}" for one in range(dice.choice((0, 0, 0, 1, 2)))),
        latest=TODAY + dt.timedelta(days=dice.randint(5, 60)) if name == "urgent" and dice.random() < 0.2 else None,
        ready=TODAY + dt.timedelta(days=dice.randint(1, 20)) if dice.random() < 0.05 else None,
        modes=_modes(dice, by),
        who=who,
        women_only=who == "women" and dice.random() < 0.6,
        needs=tuple(needs),
        far_person=0,
        hours=(Span(START, HALF),) if half < 0.125 else (Span(HALF, END + 20),) if half < 0.25 else (),
        cannot=frozenset(one.id for one in sittings if dice.random() < 0.15),
        notice=dice.randint(0, 2) if dice.random() < 0.05 else None,
    )


def _modes(dice: random.Random, by: Measure) -> frozenset[Mode]:
    if dice.random() < by.both_modes:
        return frozenset({"person", "video"})
    return frozenset({"person" if dice.random() < 1 / 3 else "video"})


def _opposed(dice: random.Random, requests: tuple[Request, ...], by: Measure) -> tuple[Opposed, ...]:
    """Return pairs of requests whose parties must not meet."""
    pairs = int(len(requests) * by.opposed / 2)
    drawn = dice.sample([one.id for one in requests], 2 * pairs)
    return tuple(Opposed(f"o{at}", (frozenset({drawn[2 * at]}), frozenset({drawn[2 * at + 1]}))) for at in range(pairs))
