"""Plans as a clerk makes them: down a list, each person into the first time that is free.

`strict` goes down the list of class and score; it is also the order that the planner may not break. `fcfs` goes down
the list of arrival, for comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from majlis.audiences.planner.deadline import Deadline
from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.ledger import Ledger, Slot
from majlis.audiences.planner.plans import Placed
from majlis.audiences.planner.problem import Request, Sitting

ROUNDS = 3  # of looking which shares fell short; each adds what the one before left out
ASKED_AT_ONCE = 128  # persons between two looks at the clock


@dataclass(frozen=True, slots=True)
class Due:
    """A group that is due a share of the audiences: its name, its share, who belongs to it."""

    name: str
    share: float
    members: frozenset[str]


def begun(ground: Ground) -> Ledger:
    """Return a ledger in which only what was told or pinned, and the open places, are taken."""
    ledger = Ledger(ground)
    for placed in ground.fixed:
        ledger.take(placed)
    for sitting in ground.open:
        ledger.hold_open(sitting)
    return ledger


def strict(ground: Ground, deadline: Deadline) -> Ledger:
    """Place everybody in strict order, after the least shares of those who would get too little by it."""
    due = dues(ground)
    shared: dict[str, tuple[str, ...]] = {}
    ledger = _down(ground, ground.ranked, shared, deadline)
    for _ in range(ROUNDS):
        more = _short(ground, ledger, due, shared) if deadline.left else {}
        if not more:
            break
        shared |= more
        ledger = _down(ground, ground.ranked, shared, deadline)
    return ledger


def fcfs(ground: Ground, deadline: Deadline) -> Ledger:
    """Place everybody in the order in which they asked, whatever their class; the shares are not looked at."""
    ranked = sorted(ground.problem.requests, key=lambda one: (one.asked or one.complete, one.complete, one.id))
    return _down(ground, ranked, {}, deadline)


def _down(ground: Ground, ranked: list[Request], shared: dict[str, tuple[str, ...]], deadline: Deadline) -> Ledger:
    """Place those owed, then those due a share (in the sittings named for them), then the rest down the list."""
    ledger = begun(ground)
    rest = [one for one in ranked if one.id not in ledger.placed]
    for one in rest:
        if one.id in ground.owed and deadline.left:
            place(ledger, one, ground.open)
    for one in rest:
        if one.id in shared and one.id not in ledger.placed:
            place(ledger, one, [ground.sittings[name] for name in shared[one.id]])
    for one in _with_room(ledger, rest, deadline):
        if one.id not in ledger.placed:
            place(ledger, one, ground.open)
    return ledger


def _with_room(ledger: Ledger, ranked: Sequence[Request], deadline: Deadline) -> Iterator[Request]:
    """Yield those for whom the principal has time, as long as there is time to ask; a few are asked for at once."""
    table = ledger.ground.table
    for at in range(0, len(ranked), ASKED_AT_ONCE):
        if not deadline.left:
            return
        some = ranked[at : at + ASKED_AT_ONCE]
        rows = [table.row[one.id] for one in some]
        has_room = np.any(table.allowed[rows] & (ledger.rooms >= table.minutes[rows][:, None]), axis=1)
        yield from (some[int(number)] for number in np.flatnonzero(has_room))


def place(ledger: Ledger, request: Request, sittings: Iterable[Sitting]) -> bool:
    """Give a request the first free time in the sittings, in their order; tell whether there was one."""
    found = first(ledger, request, sittings)
    if found is not None:
        sitting, slot = found
        ledger.seat(request, sitting, slot.way, slot.start, slot.helpers)
    return found is not None


def fill(ledger: Ledger, deadline: Deadline) -> None:
    """Give what time is left to those who gain by it, down the list: a place, or an earlier one than they have."""
    ground = ledger.ground
    for request in _with_room(ledger, ground.ranked, deadline):
        own = ledger.placed.get(request.id)
        if own is None:
            place(ledger, request, ground.open)
        elif own.why not in ("told", "pinned"):
            day = ground.sittings[own.sitting].day
            earlier = [one for one in ground.open if one.day < day and _is_better(ground, request, one, own)]
            if first(ledger, request, earlier):
                ledger.free(own)
                place(ledger, request, earlier)


def _is_better(ground: Ground, request: Request, sitting: Sitting, own: Placed) -> bool:
    """Tell whether an earlier sitting spares more than a place that somebody has, wherever in it he would sit."""
    km = ground.km(request.centre, ground.places[own.place].centre)
    ways = ground.ways(request, sitting)
    farthest = max((way.km for way in ways), default=0)
    prices, day = ground.prices, ground.sittings[own.sitting].day
    return bool(ways) and prices.gain(request, sitting.day, farthest) > prices.gain(request, day, km)


def first(ledger: Ledger, request: Request, sittings: Iterable[Sitting]) -> tuple[Sitting, Slot] | None:
    """Return the first free time for a request in the sittings, in their order."""
    ground = ledger.ground
    if not ledger.has_room(request):
        return None
    for sitting in sittings:
        if ledger.longest(sitting) < request.minutes or not ground.may_come(request, sitting):
            continue
        slot = ledger.first(request, sitting, ground.ways(request, sitting))
        if slot is not None:
            return sitting, slot
    return None


def blocks(ground: Ground) -> list[list[Sitting]]:
    """Return the open sittings in the blocks for which the shares are counted."""
    size = max(1, ground.settings.block)
    return [ground.open[at : at + size] for at in range(0, len(ground.open), size)]


def dues(ground: Ground) -> list[Due]:
    """Return the groups that are due a share: classes, long audiences, places."""
    by = ground.settings
    shares = {"urgent": by.urgent_share, "normal": by.normal_share, "low": by.low_share, "long": by.long_share}
    shares |= {f"place {place.id}": by.place_share for place in ground.problem.places}
    found = (Due(name, share, ground.groups[name]) for name, share in shares.items())
    return [due for due in found if due.share > 0 and due.members]


def _short(
    ground: Ground, ledger: Ledger, due: list[Due], shared: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return who gets a place by a share because too few of a group have one: the first of it that have none."""
    more: dict[str, tuple[str, ...]] = {}
    waiting = [one for one in ground.ranked if one.id not in ledger.placed and one.id not in shared]
    for block in blocks(ground):
        names = [one.id for one in block]
        given, least = counts(ledger.placed.values(), due, names)
        for group in due:
            for one in (one for one in waiting if one.id in group.members):
                if given[group.name] >= least[group.name]:
                    break
                if one.id not in more and _could(ground, one, block):
                    turn = len(more) % len(names)
                    more[one.id] = (*names[turn:], *names[:turn])
                    for other in due:
                        given[other.name] += one.id in other.members
    return more


def counts(places: Iterable[Placed], due: list[Due], sittings: Iterable[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Return for each group how many audiences it has in some sittings, and how many it is due there."""
    names = set(sittings)
    inside = [placed.request for placed in places if placed.sitting in names]
    given = {group.name: sum(one in group.members for one in inside) for group in due}
    return given, {group.name: int(group.share * len(inside)) for group in due}


def _could(ground: Ground, request: Request, block: list[Sitting]) -> bool:
    return any(ground.may_come(request, sitting) and ground.ways(request, sitting) for sitting in block)
