"""The order of class and score: nobody is overtaken into, or past, his thirtieth day.

Somebody is overtaken when he is heard late or not at all, although in an earlier sitting, which he could use, sits
somebody of lower class or score whose place would have been long enough for him: with that one gone he would find a
time. A written reason excuses it (`plans.REASONS`), a share only before those outside its group. Whom only a longer
place helps is not overtaken by short ones; the share of long audiences looks after him.

The worth of a place follows class and score too, so a good plan breaks the order seldom, and `keep` mends it place by
place: whoever was overtaken takes the place, and the other finds a new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from majlis.audiences.planner import greedy
from majlis.audiences.planner.deadline import Deadline
from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.ledger import Ledger
from majlis.audiences.planner.plans import REASONS, Placed
from majlis.audiences.planner.problem import Request, Sitting


def keep(ground: Ground, ledger: Ledger, deadline: Deadline) -> bool:
    """Mend the plan in a ledger as far as the time goes; tell whether something was changed.

    Each change gives a place to somebody who ranks higher, so there is an end to them.
    """
    if ground.settings.order == "none":
        return False
    shares, changed = Shares(ground, ledger), False
    for sitting in ground.open:
        while (found := _first_overtaken(ground, ledger, sitting, shares, deadline)) is not None:
            request, passed = found
            _change(ledger, request, passed, sitting)
            changed = True
    return changed


def overtaken(ground: Ground, ledger: Ledger, most: int = 1000) -> list[tuple[Request, Placed]]:
    """Return who is overtaken without a reason, and by whose place: for a place at most so many.

    What may be called the share of a group is called so in the ledger.
    """
    if ground.settings.order == "none":
        return []
    shares, found = Shares(ground, ledger), []
    for sitting in ground.open:
        for placed in _open_to_challenge(ground, ledger, sitting):
            found += [(request, placed) for request in islice(_passed(ledger, sitting, placed, shares), most)]
    return found


def _passed(ledger: Ledger, sitting: Sitting, placed: Placed, shares: Shares) -> Iterator[Request]:
    """Yield whom a place overtakes without a reason, after calling it a share where it may be called so."""
    for request in _challengers(ledger.ground, ledger, sitting, placed):
        if placed.why == "share" and request.id not in ledger.ground.group(placed.share):
            continue
        if not _would_fit(ledger, request, sitting, placed):
            continue
        group = shares.excuse(placed, request) if placed.why != "share" else ""
        if group:
            placed = replace(placed, why="share", share=group)  # noqa: PLW2901 - it goes on, with its reason
            ledger.relabel(placed)
        else:
            yield request


class Shares:
    """How many places of each group and block may still be called its share."""

    def __init__(self, ground: Ground, ledger: Ledger):
        self._groups = greedy.dues(ground)
        already = [one for one in ledger.placed.values() if one.why == "share"]
        self._left: dict[tuple[str, int], int] = {}
        self._block: dict[str, int] = {}
        for at, block in enumerate(greedy.blocks(ground)):
            names = [one.id for one in block]
            self._block.update(dict.fromkeys(names, at))
            _, least = greedy.counts(ledger.placed.values(), self._groups, names)
            fixed, _ = greedy.counts(ground.fixed, self._groups, names)
            for name in least:
                called = sum(one.share == name and one.sitting in names for one in already)
                self._left[name, at] = max(0, least[name] - fixed[name] - called)

    def excuse(self, placed: Placed, before: Request) -> str:
        """Return the group by whose share a place may be kept before somebody, and count it; empty where none."""
        at = self._block[placed.sitting]
        for group in self._groups:
            fits = placed.request in group.members and before.id not in group.members
            if fits and self._left[group.name, at] > 0:
                self._left[group.name, at] -= 1
                return group.name
        return ""


def _first_overtaken(
    ground: Ground, ledger: Ledger, sitting: Sitting, shares: Shares, deadline: Deadline
) -> tuple[Request, Placed] | None:
    """Return the first who is overtaken in a sitting, and by whom; None where nobody is, or the time is over."""
    for placed in _open_to_challenge(ground, ledger, sitting):
        if not deadline.left:
            return None
        for request in _passed(ledger, sitting, placed, shares):
            return request, placed
    return None


def _open_to_challenge(ground: Ground, ledger: Ledger, sitting: Sitting) -> list[Placed]:
    """Return the places of a sitting that have no reason beyond a share, the lowest in rank first."""
    found = [one for one in ledger.of(sitting) if one.why == "share" or one.why not in REASONS]
    return sorted(found, key=lambda one: (ground.grade(ground.requests[one.request]), one.request), reverse=True)


def _challengers(ground: Ground, ledger: Ledger, sitting: Sitting, placed: Placed) -> Iterator[Request]:
    """Yield who ranks above a place's owner, is heard later and late, and might fit, the highest first."""
    grade = ground.grade(ground.requests[placed.request])
    room = ledger.room_without(placed)
    group = ledger.ground.group(placed.share) if placed.why == "share" else None
    for request in ground.ranked:
        if ground.grade(request) >= grade:
            if request.id in ground.owed:
                continue
            return
        if request.minutes > room or (group is not None and request.id not in group):
            continue
        own = ledger.placed.get(request.id)
        if own is not None:
            day = ground.sittings[own.sitting].day
            if day <= sitting.day or own.why in ("told", "pinned") or ground.prices.is_on_time(request, day):
                continue
        if not ground.barred(request, sitting):
            yield request


def _would_fit(ledger: Ledger, request: Request, sitting: Sitting, placed: Placed) -> bool:
    """Tell whether a request would find a time in a sitting if one place of it were free."""
    own = ledger.placed.get(request.id)
    ledger.free(placed)
    if own is not None:
        ledger.free(own)
    fits = ledger.first(request, sitting, ledger.ground.ways(request, sitting)) is not None
    if own is not None:
        ledger.take(own)
    ledger.take(placed)
    return fits


def _change(ledger: Ledger, request: Request, passed: Placed, sitting: Sitting) -> None:
    """Give a place to whom it overtook; its owner gets the first time that is free now, if there is one."""
    ground = ledger.ground
    own = ledger.placed.get(request.id)
    ledger.free(passed)
    if own is not None:
        ledger.free(own)
    greedy.place(ledger, request, [sitting])
    greedy.place(ledger, ground.requests[passed.request], ground.open)
