"""Random weeks of a small house, lived through by the engine: what happens to those who wait, and every broken promise.

Each week some ask to be heard, the weeks ahead are planned, the near ones are told; some give their place up, a session
is cancelled or shortened, a hall closes, a grave case comes; a freed place goes down the list. What is looked at is
told here a second time, without the engine: three days or consent, never two places, no double booking, nobody
overtaken past his twenty-ninth day without a written reason, nobody offered two.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from majlis.audiences.planner import grave, judge, planning, standby
from majlis.audiences.planner.plans import Placed, Plan
from majlis.audiences.planner.problem import (
    CLASSES,
    Absence,
    Class,
    Held,
    Helper,
    Mode,
    Need,
    Place,
    Problem,
    Request,
    Sitting,
)
from majlis.audiences.planner.weights import Settings

BEGINS = dt.date(2027, 1, 3)  # a Sunday; sessions are on Wednesdays
AHEAD = 4
TOLD_AHEAD = 4
START, END, GAP = 600, 660, 2
NOTICE = 3
SETTINGS = Settings(block=AHEAD)
LIMIT = 5.0  # seconds for a plan; some hundredths are used


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that was broken: which, on which day, to whom."""

    promise: str
    day: dt.date
    who: tuple[str, ...]


@dataclass(slots=True)
class House:
    """The house on a day: its sessions ahead, who waits, who holds a told place, and since when and how."""

    dice: random.Random
    solved: int
    week: int = 0
    today: dt.date = BEGINS
    number: int = 0
    sittings: dict[str, Sitting] = field(default_factory=dict)
    waiting: dict[str, Request] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    closed: list[Absence] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    broken: list[Broken] = field(default_factory=list)

    def problem(self) -> Problem:
        """Return what the engine is asked."""
        return Problem(
            today=self.today,
            sittings=tuple(self.sittings.values()),
            places=(
                Place("room", "riyadh", "person", "both", turn=0),
                Place("hall", "riyadh", "video", "men", closed=tuple(self.closed)),
                Place("hall-women", "riyadh", "video", "women"),
            ),
            requests=tuple(self.waiting.values()),
            helpers=(Helper("host", "host"), Helper("hostess", "host", women=True)),
            held=tuple(self.held.values()),
            grid=5,
        )

    def breaks(self, promise: str, *who: str) -> None:
        """Write a broken promise down."""
        self.broken.append(Broken(promise, self.today, who))


def weeks(seed: int, count: int, *, solved: int = 50) -> House:
    """Return a house after so many random weeks, with what happened and every promise that was broken.

    Every `solved`-th week is planned by the solvers, the others by the engine's strict order, which is what it falls
    back to and what its rules are mended on: a solver's week takes ten times as long.
    """
    house = House(random.Random(seed), solved)  # noqa: S311 - made-up persons, no secret
    for house.week in range(count):
        _week(house)
    return house


def _week(house: House) -> None:
    """Live through one week: it is Sunday, and the session of the week is on Wednesday."""
    _open(house)
    for _each in range(house.dice.randint(2, 11)):
        _ask(house, house.dice.choices(CLASSES, (5, 20, 45, 30))[0])
    if house.dice.random() < 0.15:
        _change(house)
    _plan_and_tell(house)
    _offer(house, list(_give_up(house)))
    if house.dice.random() < 0.15:
        _insert(house)
    _look(house)
    _hold(house)
    house.today += dt.timedelta(days=7)


def _open(house: House) -> None:
    last = max((one.day for one in house.sittings.values()), default=house.today - dt.timedelta(days=4))
    while len(house.sittings) < AHEAD:
        last += dt.timedelta(days=7)
        extra = house.dice.random() < 0.1
        name = last.isoformat()
        reserve = (10,) if house.dice.random() < 0.5 else ()
        house.sittings[name] = Sitting(
            name, last, "minister", "riyadh", START, END, gap=GAP, open=reserve, stretch=15,
            standing="extra" if extra else "open",
        )  # fmt: skip
    house.closed = [one for one in house.closed if one.day >= house.today]


def _ask(house: House, name: Class) -> Request:
    house.number += 1
    dice, word = house.dice, f"r{house.number}"
    modes: frozenset[Mode] = frozenset({"video"}) if dice.random() < 0.5 else frozenset({"person"})
    women = dice.random() < 0.3
    asked = Request(
        word, name, dice.randint(0, 60), house.today - dt.timedelta(days=dice.randint(0, 35)), dice.choice((5, 10, 15)),
        "riyadh", modes=modes, who="women" if women else "men", women_only=women,
        needs=(Need("host", women=women),), parties=(f"p{dice.randint(0, 400)}",),
        notice=dice.randint(0, 2) if dice.random() < 0.1 else None,
    )  # fmt: skip
    house.waiting[word] = asked
    house.events["asked"] += 1
    return asked


def _change(house: House) -> None:
    """Let the minister's week change: a session cancelled, one shortened, a hall closed for a day."""
    name = house.dice.choice(sorted(house.sittings))
    sitting, kind = house.sittings[name], house.dice.choice(("cancelled", "shortened", "hall"))
    house.events[kind] += 1
    if kind == "cancelled":
        house.sittings[name] = replace(sitting, standing="cancelled")
    elif kind == "shortened":
        house.sittings[name] = replace(sitting, end=sitting.end - 20, open=())
    else:
        house.closed.append(Absence(sitting.day))


def _plan_and_tell(house: House) -> None:
    """Plan the weeks ahead; tell those of the near sessions, and those whose place fell away."""
    asked = house.problem()
    solved = house.week % house.solved == 0
    found = planning.plan(asked, SETTINGS, limit=LIMIT) if solved else planning.by_list(asked, SETTINGS, limit=LIMIT)
    house.events["solved" if solved else "listed"] += 1
    for fault in judge.faults(asked, found, SETTINGS):
        house.breaks(f"judge: {fault.rule}", *fault.requests)
    for passed in found.overtaken:
        if not passed.reason:
            house.breaks("overtaken without a reason", passed.request, passed.by)
    standing = {one.request for one in found.placed}
    for name in house.held.keys() - standing:  # his place fell away: a debt
        house.waiting[name] = replace(house.waiting[name], debt=True)
        house.events["owed"] += 1
    before = dict(house.held)
    near = sorted(house.sittings)[:TOLD_AHEAD]
    house.held = {one.request: _held(one) for one in found.placed if one.sitting in near or _same(one, before)}
    for name, one in house.held.items():
        if before.get(name) != one:
            _told(house, name, one.sitting)


def _same(placed: Placed, before: dict[str, Held]) -> bool:
    return placed.request in before and before[placed.request] == _held(placed)


def _held(one: Placed) -> Held:
    return Held(one.request, one.sitting, one.place, one.start, one.minutes, told=True, helpers=one.helpers)


def _told(house: House, name: str, sitting: str, *, agreed: bool = False) -> None:
    """Tell somebody a place today: it must be three full days before, or he must have agreed to fewer."""
    notice = (house.sittings[sitting].day - house.today).days - 1
    own = house.waiting[name].notice
    house.events["told"] += 1
    if not agreed and notice < (NOTICE if own is None else min(NOTICE, own)):
        house.breaks("told too late", name)


def _give_up(house: House) -> Iterator[Held]:
    """Yield the places that are given up this week: withdrawn, another time wished, not confirmed."""
    for name in sorted(house.held):
        if house.dice.random() < 0.12:
            one = house.held.pop(name)
            if house.dice.random() < 0.3:
                del house.waiting[name]
                house.events["withdrawn"] += 1
            else:
                asked = house.waiting[name]
                house.waiting[name] = replace(asked, cannot=asked.cannot | {one.sitting})
                house.events["moved"] += 1
            yield one


def _offer(house: House, freed: list[Held]) -> None:
    """Let the freed places go down the list together, each to one person at a time, until nobody is left to ask."""
    passed: dict[int, set[str]] = {number: {one.request} for number, one in enumerate(freed)}
    open_: dict[int, str] = {}
    waits = list(range(len(freed)))
    while waits:
        for number in waits:
            place = standby.Freed(
                freed[number].sitting, freed[number].start, freed[number].start + freed[number].minutes
            )
            found = standby.next_in_line(house.problem(), place, passed=passed[number], settings=SETTINGS)
            if found is None:
                continue
            if found.request in house.held or found.request in open_.values():
                house.breaks("offered two", found.request)
            open_[number] = found.request
            passed[number].add(found.request)
            house.held[found.request] = _held(found)
            house.events["offered"] += 1
            _look(house)
        waits = [number for number in sorted(open_) if not _answers(house, open_[number])]
        open_ = {}


def _answers(house: House, name: str) -> bool:
    """Tell whether somebody takes what he was offered; his taking it is the consent to a short notice."""
    if house.dice.random() < 0.6:
        _told(house, name, house.held[name].sitting, agreed=True)
        house.events["accepted"] += 1
        return True
    del house.held[name]
    house.events["declined"] += 1
    return False


def _insert(house: House) -> None:
    """Let a grave case come when the weeks are told: it takes the first of the ruled steps that has a place."""
    agreed = [name for name in sorted(house.held) if house.dice.random() < 0.2]
    for name in agreed:
        house.waiting[name] = replace(house.waiting[name], gives_way=True)
    wanted = replace(_ask(house, "critical"), complete=house.today, notice=house.dice.choice((0, 1, None)))
    house.waiting[wanted.id] = wanted
    asked = house.problem()
    plan = Plan("told", 0, tuple(one.placed("told") for one in house.held.values()), (), 0.0, 0.0, 0.0, 0)
    done = grave.insert(asked, plan, wanted.id, SETTINGS)
    if done is None:
        return
    house.events[f"grave {done.step}"] += 1
    house.sittings = {one.id: one for one in done.problem.sittings}
    if done.gives_way:
        del house.held[done.gives_way]
        house.waiting[done.gives_way] = replace(house.waiting[done.gives_way], debt=True, gives_way=False)
    house.held[wanted.id] = _held(done.placed)
    _told(house, wanted.id, done.placed.sitting)
    for name in agreed:
        if name in house.waiting:
            house.waiting[name] = replace(house.waiting[name], gives_way=False)


def _look(house: House) -> None:
    """Look at every place that is held: no two of one person, the minister, a hall or a helper at once."""
    for one, other in combinations(house.held.values(), 2):
        if one.sitting != other.sitting:
            continue
        if one.start < other.start + other.minutes + GAP and other.start < one.start + one.minutes + GAP:
            house.breaks("double booking", one.request, other.request)
    persons = Counter(
        (person, house.held[name].sitting, house.held[name].start)
        for name in house.held
        for person in house.waiting[name].people
    )
    for (person, _sitting, _start), times in persons.items():
        if times > 1:
            house.breaks("two places", person)
    for name, one in house.held.items():
        if name != one.request or name not in house.waiting:
            house.breaks("a place of nobody", name)


def _hold(house: House) -> None:
    """Hold the session of this week: whoever has a place in it is heard, but some do not come."""
    for name in [name for name, its in house.sittings.items() if its.day < house.today + dt.timedelta(days=7)]:
        gone = house.sittings.pop(name)
        for who in [who for who, one in house.held.items() if one.sitting == name]:
            del house.held[who]
            if gone.standing == "cancelled":
                house.breaks("told of a cancelled session", who)
            elif house.dice.random() < 0.1:
                house.events["absent"] += 1
            else:
                del house.waiting[who]
                house.events["heard"] += 1
    for name in _tired(house):
        del house.waiting[name]
        house.events["gave up waiting"] += 1


def _tired(house: House) -> Iterable[str]:
    """Return who waits no more where more ask than can be heard, so that the house stays small."""
    left = [name for name in house.waiting if name not in house.held]
    return left[: max(0, len(left) - 25)]
