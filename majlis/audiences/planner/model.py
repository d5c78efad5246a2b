"""The question who is heard in which sitting, and where, as rows and columns for a solver of linear programs.

A column is a request at a place in a sitting, worth what it spares. Rows hold what every real order of the day obeys:
the principal's minutes, each hall's with the turn between parties, the parts of the day in which only some can come,
helpers, numbers of people, opposed parties on different days, and the least shares. They shut out nothing that a real
order could reach, so the value of the relaxed program is a bound on every plan.

Requests join one by one, for most of a long list is never worth a place: `worth` tells from the prices of the rows
who would be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from majlis.audiences.planner import greedy
from majlis.audiences.planner.caps import Caps
from majlis.audiences.planner.ground import Ground, Way
from majlis.audiences.planner.ledger import Ledger
from majlis.audiences.planner.problem import Request, Sitting

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Name = tuple[str, ...]
Chance = tuple[Caps, Way, float]


@dataclass(frozen=True, slots=True)
class Column:
    """A request at a place in a sitting, and what it spares."""

    request: Request
    sitting: Sitting
    way: Way
    gain: float


class Model:
    """The program: maximise the gain of columns between 0 and 1, each row between `low` and `high`."""

    def __init__(self, ground: Ground, ledger: Ledger):
        """Take the rows from a plan in strict order: its shares are kept, and those owed are placed no later."""
        self.ground = ground
        self.columns: list[Column] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.rows: dict[Name, int] = {}
        self.shares: list[int] = []
        self._entries: tuple[list[int], list[int], list[float]] = ([], [], [])
        self._joined: set[str] = set()
        self._chances: dict[str, list[Chance]] = {}
        self.numbers: dict[str, list[int]] = {}
        begun = greedy.begun(ground)
        self.caps = [Caps(ground, one, begun) for one in ground.open if one.id not in begun.unheld]
        fixed = {placed.request for placed in ground.fixed}
        self.waiting = [one for one in ground.ranked if one.id not in fixed]
        self._place = {one.id: number for number, one in enumerate(self.waiting)}
        self._gains = ground.prices.gains(self.waiting, [cap.sitting.day for cap in self.caps])
        self._most = self._gains.max(axis=1, initial=0.0)
        self._turns = {name: ground.sittings[one.sitting] for name, one in ledger.placed.items() if name in ground.owed}
        self._opposed = _conflicts(ground)
        self._shares(ledger)

    def join(self, requests: Iterable[Request]) -> None:
        """Write the columns of more requests."""
        for request in requests:
            if request.id not in self._joined and request.id in self._place:
                self._joined.add(request.id)
                for cap, way, gain in self.chances(request):
                    self._put(request, cap, way, gain)

    def chances(self, request: Request) -> list[Chance]:
        """Return where a request could be heard, and what that spares."""
        found = self._chances.get(request.id)
        if found is None:
            found = self._chances[request.id] = list(self._find_chances(request))
        return found

    def _find_chances(self, request: Request) -> Iterator[Chance]:
        ground, owed = self.ground, request.id in self.ground.owed
        turn = self._turns.get(request.id)
        gains = self._gains[self._place[request.id]]
        for cap, gain in zip(self.caps, gains, strict=True):
            sitting = cap.sitting
            late = turn is not None and sitting.day > turn.day
            if late or not ground.may_come(request, sitting) or not cap.takes(request):
                continue
            for way in ground.all_ways(request, sitting):
                if way.longest >= request.minutes:
                    yield cap, way, float(gain) - ground.settings.km * way.km + ground.settings.debt * owed

    def _put(self, request: Request, cap: Caps, way: Way, gain: float) -> None:
        number, sitting = len(self.columns), cap.sitting
        self.columns.append(Column(request, sitting, way, float(gain)))
        self.numbers.setdefault(request.id, []).append(number)
        self._enter(("once", request.id), float(request.id in self._turns), 1.0, number, 1.0)
        for row in cap.rows(way):
            self._enter(row.name, -np.inf, row.limit, number, row.takes(request.minutes))
        if way.place.mode == "person" and sitting.visitors is not None:
            self._enter(("visitors", sitting.id), -np.inf, cap.visitors(), number, float(len(request.people)))
        for name in self._opposed.get(request.id, ()):
            self._enter((*name, str(sitting.day)), -np.inf, 1.0, number, 1.0)
        for name in self._share_rows(request, sitting):
            self._enter(name, self._least[name], np.inf, number, 1.0)

    def put_before(self, first: Request, other: Request, sitting: Sitting) -> None:
        """Write that `other` sits in a sitting only if `first` is heard by then, or on time."""
        name = ("order", first.id, other.id, sitting.id)
        if name in self.rows:
            return
        self.join((first,))
        for number in self.numbers.get(other.id, ()):
            if self.columns[number].sitting.id == sitting.id:
                self._enter(name, -np.inf, 0.0, number, 1.0)
        for number in self.numbers.get(first.id, ()):
            day = self.columns[number].sitting.day
            if day <= sitting.day or self.ground.prices.is_on_time(first, day):
                self._enter(name, -np.inf, 0.0, number, -1.0)

    def _enter(self, name: Name, low: float, high: float, column: int, value: float) -> None:
        row = self.rows.get(name)
        if row is None:
            row = self.rows[name] = len(self.low)
            if name[0] == "share":
                self.shares.append(row)
            self.low.append(low)
            self.high.append(high)
        rows, columns, values = self._entries
        rows.append(row)
        columns.append(column)
        values.append(value)

    def _shares(self, ledger: Ledger) -> None:
        """Reckon the least audiences of each group in each block: its share, or what strict order reached of it."""
        due = greedy.dues(self.ground)
        self._least: dict[Name, float] = {}
        self._groups: dict[str, list[str]] = defaultdict(list)
        for group in due:
            for member in group.members:
                self._groups[member].append(group.name)
        self._block = {one.id: at for at, block in enumerate(greedy.blocks(self.ground)) for one in block}
        for at, block in enumerate(greedy.blocks(self.ground)):
            names = [one.id for one in block]
            given, least = greedy.counts(ledger.placed.values(), due, names)
            fixed, _ = greedy.counts(self.ground.fixed, due, names)
            for name in least:
                wanted = min(least[name], given[name]) - fixed[name]
                if wanted > 0:
                    self._least["share", name, str(at)] = float(wanted)

    def _share_rows(self, request: Request, sitting: Sitting) -> Iterator[Name]:
        at = str(self._block[sitting.id])
        return (("share", name, at) for name in self._groups[request.id] if ("share", name, at) in self._least)

    def of_groups(self) -> list[Request]:
        """Return the first of each group that is due a share, as many as could matter."""
        wanted: dict[str, int] = defaultdict(int)
        for row, least in self._least.items():
            wanted[row[1]] += 3 * int(least)
        found = []
        for request in self.waiting:
            for name in self._groups[request.id]:
                if wanted[name] > 0:
                    wanted[name] -= 1
                    found.append(request)
        return found

    def outside(self) -> list[Request]:
        """Return who has not joined."""
        return [one for one in self.waiting if one.id not in self._joined]

    def worth(self, prices: Floats) -> list[tuple[float, Request]]:
        """Return who has not joined and would bring something in his best place after paying the rows' prices.

        It may say too much, where persons or opposed parties stand in somebody's way, but never too little.
        """
        outside = np.array([self._place[one.id] for one in self.outside()], dtype=np.int64)
        if not len(outside) or not self.caps:
            return []
        requests = [self.waiting[number] for number in outside]
        net = self._gains[outside] - self._shared(requests, prices)
        promises = np.flatnonzero(np.any(net > self._least_paid(requests, prices), axis=1))
        requests, net = [requests[number] for number in promises], net[promises]
        if not requests:
            return []
        alike: dict[int, list[int]] = defaultdict(list)
        for number, request in enumerate(requests):
            alike[self.ground.signature(request)].append(number)
        for numbers in alike.values():
            lengths = np.array([requests[number].minutes for number in numbers], dtype=np.int64)
            net[numbers] -= self._cheapest(requests[numbers[0]], lengths, prices)
        best = net.max(axis=1)
        return [(float(best[number]), requests[number]) for number in (best > 0).nonzero()[0]]

    def _least_paid(self, requests: list[Request], prices: Floats) -> Floats:
        """Return what requests pay in each sitting wherever in it they are."""
        kinds, at = np.unique([one.minutes for one in requests], return_inverse=True)
        pays = np.zeros((len(kinds), len(self.caps)))
        for column, cap in enumerate(self.caps):
            for row in cap.everywhere:
                if row.name in self.rows:
                    pays[:, column] += float(prices[self.rows[row.name]]) * row.take(kinds)
        least: Floats = pays[at]
        return least

    def _cheapest(self, request: Request, lengths: NDArray[np.int64], prices: Floats) -> Floats:
        """Return what the like of a request pay in each sitting, by their lengths; infinity where there is no way."""
        kinds, at = np.unique(lengths, return_inverse=True)
        found = np.full((len(kinds), len(self.caps)), np.inf)
        for column, cap in enumerate(self.caps):
            for way in self.ground.all_ways(request, cap.sitting):
                pays = np.where(kinds <= min(way.longest, cap.longest), self.ground.settings.km * way.km, np.inf)
                for row in cap.rows(way):
                    price = float(prices[self.rows[row.name]]) if row.name in self.rows else 0.0
                    if price:
                        pays = pays + price * row.take(kinds)
                found[:, column] = np.minimum(found[:, column], pays)
        chosen: Floats = found[at]
        return chosen

    def _shared(self, requests: list[Request], prices: Floats) -> Floats:
        """Return what requests pay in each sitting for the shares (less than nothing: what they are given)."""
        table = self.ground.table
        rows = [table.row[one.id] for one in requests]
        allowed = table.allowed[rows][:, [table.column[cap.sitting.id] for cap in self.caps]]
        found = np.where(allowed, 0.0, np.inf)
        for _, group, at in self._least:
            row = self.rows.get(("share", group, at))
            inside = np.array([str(self._block[cap.sitting.id]) == at for cap in self.caps])
            if row is not None and prices[row]:
                members = table.members(self.ground.group(group))[rows]
                found[members[:, None] & inside[None, :]] += float(prices[row])
        return found

    def promise(self, request: Request) -> float:
        """Return what a minute of a request brings at most."""
        return float(self._most[self._place[request.id]]) / request.minutes

    @property
    def gains(self) -> Floats:
        """Return what each column spares."""
        return np.array([column.gain for column in self.columns], dtype=np.float64)

    def matrix(self) -> tuple[Ints, Ints, Floats]:
        """Return starts, row numbers and values, column after column."""
        rows, cols, values = (np.array(one) for one in self._entries)
        order = np.argsort(cols, kind="stable")
        starts = np.zeros(len(self.columns) + 1, dtype=np.int32)
        np.cumsum(np.bincount(cols.astype(np.int64), minlength=len(self.columns)), out=starts[1:])
        return starts, rows[order].astype(np.int32), values[order].astype(np.float64)


def _conflicts(ground: Ground) -> dict[str, list[Name]]:
    """Return for each opposed request the names of the rows by which it and another are heard on different days."""
    found: dict[str, list[Name]] = defaultdict(list)
    for group in ground.problem.opposed:
        for one, other in combinations(group.sides, 2):
            for a, b in ((a, b) for a in sorted(one) for b in sorted(other)):
                found[a].append(("opposed", group.id, a, b))
                found[b].append(("opposed", group.id, a, b))
    return dict(found)
