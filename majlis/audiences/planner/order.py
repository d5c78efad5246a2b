"""The order of class and score: nobody is overtaken into, or past, his thirtieth day.

Somebody is overtaken when he is heard late or not at all, although in an earlier sitting, which he could use, sits
somebody of lower class or score whose place would have been long enough for him: with that one gone he would find a
time. A written reason excuses it (`plans.Why`). Whom only a longer place helps is not overtaken by short ones; the
share of long audiences looks after him.

The worth of a place follows class and score too, so a good plan breaks the order seldom, and `keep` mends it place by
place: whoever was overtaken takes the place, and the other finds a new one. Between classes always; inside a class, as
the settings say, always or only where it costs nothing: then what stays is written down with its price.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from majlis.audiences.planner import greedy, value
from majlis.audiences.planner.deadline import Deadline
from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.ledger import Ledger
from majlis.audiences.planner.plans import REASONS, Overtaken, Placed
from majlis.audiences.planner.problem import Request, Sitting
from majlis.audiences.planner.weights import rank

MOST = 3  # of those whom one place overtakes, who are named


def keep(ground: Ground, ledger: Ledger, deadline: Deadline) -> bool:
    """Mend the plan in a ledger as far as the time goes; tell whether something was changed.

    Each change gives a place to somebody who ranks higher, so there is an end to them.
    """
    shares, changed = Shares(ground, ledger), False
    dear: set[tuple[str, str]] = set()
    for sitting in ground.open if ground.settings.order != "none" else ():
        while _mend_first(ledger, sitting, shares, dear, deadline):
            changed = True
    return changed


def _mend_first(
    ledger: Ledger, sitting: Sitting, shares: Shares, dear: set[tuple[str, str]], deadline: Deadline
) -> bool:
    """Give the first place by which somebody is overtaken to him, but where it is too dear; tell whether one was."""
    for placed in _open_to_challenge(ledger.ground, ledger, sitting):
        if not deadline.left:
            return False
        for request in _passed(ledger, sitting, placed, shares):
            pair = (request.id, placed.request)
            if pair in dear:
                continue
            if _change(ledger, request, placed, sitting, always=is_hard(ledger.ground, request, placed)) < 0:
                return True
            dear.add(pair)
    return False


def is_hard(ground: Ground, request: Request, passed: Placed) -> bool:
    """Tell whether an overtaking may not stay, whatever it costs to mend it."""
    by = ground.settings.order
    return by == "score" or (by == "class" and request.priority != ground.requests[passed.request].priority)


def overtaken(ground: Ground, ledger: Ledger, deadline: Deadline, most: int) -> list[tuple[Request, Placed]]:
    """Return who is overtaken without a reason, and by whose place: for a place at most so many, while there is time.

    What may be called a share or a last chance is called so in the ledger.
    """
    if ground.settings.order == "none":
        return []
    shares, found = Shares(ground, ledger), []
    for sitting in ground.open:
        if not deadline.left:
            break
        for placed in _open_to_challenge(ground, ledger, sitting):
            found += [(request, placed) for request in islice(_passed(ledger, sitting, placed, shares), most)]
    return found


def exceptions(ground: Ground, ledger: Ledger, deadline: Deadline) -> tuple[Overtaken, ...]:
    """Return the overtakings that stay in a plan, each with its reason and what mending it would cost."""
    found: list[Overtaken] = []
    for request, passed in overtaken(ground, ledger, deadline, MOST):
        if not deadline.left:
            found.append(Overtaken(request.id, passed.request, "time", 0.0))
            continue
        day = ground.sittings[passed.sitting].day
        kept = ground.prices.is_on_time(ground.requests[passed.request], day)
        price = _change(ledger, request, passed, ground.sittings[passed.sitting], always=None)
        found.append(Overtaken(request.id, passed.request, "promise" if kept else "price", max(0.0, price)))
    return tuple(found)


def _passed(ledger: Ledger, sitting: Sitting, placed: Placed, shares: Shares) -> Iterator[Request]:
    """Yield whom a place overtakes without a reason, after writing the reason where there is one."""
    ground = ledger.ground
    known: dict[object, bool] = {}
    for request in _challengers(ground, ledger, sitting, placed):
        if is_excused(ground, placed, request):
            continue
        is_plain = request.id in ground.unlinked and request.id not in ledger.placed
        key = (ground.signature(request), request.minutes, len(request.people)) if is_plain else request.id
        if key not in known:
            known[key] = _would_fit(ledger, request, sitting, placed)
        if not known[key]:
            continue
        with_reason = _reasoned(ground, placed, request, shares)
        if with_reason is None:
            yield request
        else:
            placed = with_reason
            ledger.relabel(placed)


def is_excused(ground: Ground, placed: Placed, before: Request) -> bool:
    """Tell whether the reason that is written for a place holds before somebody."""
    if placed.why == "share":
        return before.id not in ground.group(placed.share)
    if placed.why == "date":
        return before.priority == ground.requests[placed.request].priority
    return placed.why in REASONS


def is_last_chance(ground: Ground, placed: Placed) -> bool:
    """Tell whether a place is the last that somebody can use before his date passes."""
    request, sitting = ground.requests[placed.request], ground.sittings[placed.sitting]
    if request.latest is None or sitting.day > request.latest:
        return False
    later = (one for one in ground.open if sitting.day < one.day <= request.latest)
    return not any(ground.ways(request, one) for one in later if ground.may_come(request, one))


def _reasoned(ground: Ground, placed: Placed, before: Request, shares: Shares) -> Placed | None:
    """Return a place with a reason that holds before somebody, or None."""
    if placed.why != "best":
        return None
    same = before.priority == ground.requests[placed.request].priority
    if same and is_last_chance(ground, placed):
        return replace(placed, why="date")
    group = shares.excuse(placed, before)
    return replace(placed, why="share", share=group) if group else None


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


def _open_to_challenge(ground: Ground, ledger: Ledger, sitting: Sitting) -> list[Placed]:
    """Return the places of a sitting whose reason does not hold before everybody, the lowest in rank first."""
    found = [one for one in ledger.of(sitting) if one.why not in REASONS]
    return sorted(found, key=lambda one: (rank(ground.requests[one.request]), one.request), reverse=True)


def _challengers(ground: Ground, ledger: Ledger, sitting: Sitting, placed: Placed) -> Iterator[Request]:
    """Yield who ranks above a place's owner, is heard later and late, and might fit, the highest first."""
    table = ground.table
    row = table.row[placed.request]
    mask = (table.key < table.key[row]) & (table.minutes <= placed.minutes)
    mask &= table.allowed[:, table.column[sitting.id]] & (ledger.heard > sitting.day.toordinal())
    if placed.why == "share":
        mask &= table.members(ground.group(placed.share))
    if placed.why == "date":
        mask &= table.grade != table.grade[row]
    yield from (table.requests[number] for number in mask.nonzero()[0])


def _would_fit(ledger: Ledger, request: Request, sitting: Sitting, placed: Placed) -> bool:
    """Tell whether a request would find a time in a sitting if one place of it were free."""
    own = ledger.placed.get(request.id)
    with ledger.lifted(placed, *([own] if own else [])):
        return ledger.first(request, sitting, ledger.ground.ways(request, sitting)) is not None


def _change(ledger: Ledger, request: Request, passed: Placed, sitting: Sitting, *, always: bool | None) -> float:
    """Give a place to whom it overtook; its owner gets the first time that is free then, if there is one.

    Returns what it costs. Where that is something and not `always`, everything is put back (`always` None: in any
    case), and the cost is at least 0; less than 0 tells that the change was made.
    """
    ground, passed = ledger.ground, ledger.placed[passed.request]
    other, own = ground.requests[passed.request], ledger.placed.get(request.id)
    before = value.gain(ground, [passed, *([own] if own else [])])
    ledger.free(passed)
    if own is not None:
        ledger.free(own)
    greedy.place(ledger, request, [sitting])
    greedy.place(ledger, other, ground.open)
    new = [placed for one in (request, other) if (placed := ledger.placed.get(one.id))]
    cost = before - value.gain(ground, new)
    if always or (always is False and cost < 0):
        return -1.0
    for placed in new:
        ledger.free(placed)
    if own is not None:
        ledger.take(own)
    ledger.take(passed)
    return max(0.0, cost)
