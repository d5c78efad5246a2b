"""The plan of all sittings ahead. `README.md` tells how to feed it."""

from __future__ import annotations

from itertools import groupby

from majlis.audiences.planner import greedy, order, value
from majlis.audiences.planner.deadline import Deadline
from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.ledger import Ledger
from majlis.audiences.planner.model import Column, Model
from majlis.audiences.planner.plans import Placed, Plan
from majlis.audiences.planner.problem import Problem, Request, Sitting
from majlis.audiences.planner.weights import Settings, rank

LIMIT = 15.0  # seconds
MARGIN = 2.0  # seconds by which a plan may come late where the machine is busy, for a step that has begun ends
MENDS = 8  # of the choice, so that nobody is overtaken
ROUNDS = 4  # of filling gaps and mending the order
MENDED_AT_ONCE = 5  # who was overtaken by one place


def plan(problem: Problem, settings: Settings | None = None, *, limit: float = LIMIT, seed: int = 0) -> Plan:
    """Return the best plan found within `limit` seconds; at the worst the one that strict order gives.

    The same problem, settings and seed give the same plan where the time is enough. The bound holds for every plan
    under the same rules. The first call of a process loads the solvers before its time begins.
    """
    from majlis.audiences.planner import assign, sequence  # noqa: F401 - most processes never need them

    deadline = Deadline(limit)
    ground = Ground(problem, settings or Settings())
    first, is_kept = _strict(ground, deadline.part(0.4))
    found = _solved(ground, first, deadline, seed) if deadline.left else None
    if found is None:
        return _plan(ground, first, "planner", seed, value.ceiling(ground), deadline, fallback=True)
    ledger, bound, kept_too = found
    better = (kept_too, _worth(ground, ledger)) > (is_kept, _worth(ground, first))
    return _plan(ground, ledger if better else first, "planner", seed, bound, deadline, fallback=not better)


def by_list(
    problem: Problem, settings: Settings | None = None, *, method: str = "greedy", limit: float = LIMIT
) -> Plan:
    """Return the plan that a clerk makes down a list: `greedy` by class and score, `fcfs` by arrival alone."""
    deadline = Deadline(limit)
    ground = Ground(problem, settings or Settings())
    ledger = _strict(ground, deadline)[0] if method == "greedy" else greedy.fcfs(ground, deadline)
    return _plan(ground, ledger, method, 0, value.ceiling(ground), deadline)


def _strict(ground: Ground, deadline: Deadline) -> tuple[Ledger, bool]:
    """Return the plan down the list, and whether it keeps the order."""
    ledger = greedy.strict(ground, deadline.part(0.6))
    return ledger, _mend(ground, ledger, deadline)


def _solved(ground: Ground, first: Ledger, deadline: Deadline, seed: int) -> tuple[Ledger, float, bool] | None:
    """Return the plan that the solvers find, its bound, and whether it keeps the order; None where time ran out."""
    from majlis.audiences.planner import assign

    start = frozenset((one.request, one.sitting, one.place) for one in first.placed.values())
    search = assign.begin(Model(ground, first), start, deadline.part(0.7), seed)
    if search is None:
        return None
    search.deadline = deadline.part(0.5)
    days: dict[object, Ledger] = {}
    ledger = _timed(ground, search.chosen(), days, deadline.part(0.5), seed)
    pairs: list[tuple[Request, Placed]] = []
    for _ in range(MENDS):
        pairs = _hard(ground, ledger, search.deadline)
        if not pairs:
            break
        search.mend([(one, ground.requests[placed.request], ground.sittings[placed.sitting]) for one, placed in pairs])
        ledger = _timed(ground, search.chosen(), days, deadline.part(0.5), seed)
    tidy = _timed(ground, search.chosen(), {}, deadline.part(0.4), seed, tidy=True)
    if len(_hard(ground, tidy, deadline)) <= len(pairs) and _worth(ground, tidy) >= _worth(ground, ledger):
        ledger = tidy
    is_kept = _mend(ground, ledger, deadline.part(0.9))
    owed = ground.owed & first.placed.keys()
    bound = search.bound + value.gain(ground, ground.fixed)
    return (ledger, bound, is_kept) if owed <= ledger.placed.keys() else None


def _hard(ground: Ground, ledger: Ledger, deadline: Deadline) -> list[tuple[Request, Placed]]:
    """Return who is overtaken though nobody may be, whatever it costs."""
    return [pair for pair in order.overtaken(ground, ledger, deadline, MENDED_AT_ONCE) if order.is_hard(ground, *pair)]


def _timed(
    ground: Ground,
    chosen: tuple[Column, ...],
    known: dict[object, Ledger],
    deadline: Deadline,
    seed: int,
    *,
    tidy: bool = False,
) -> Ledger:
    """Return the ledger in which every audience chosen has its minute, or where there is none another place.

    `known` keeps what was found for a day.
    """
    from majlis.audiences.planner import sequence

    ledger, left = Ledger(ground), []
    days = [list(sittings) for _, sittings in groupby(ground.open, key=lambda one: one.day)]
    for number, sittings in enumerate(days):
        names = {one.id for one in sittings}
        audiences = [
            sequence.Audience(one.request, one.sitting, one.way, one.gain) for one in chosen if one.sitting.id in names
        ]
        audiences.sort(key=lambda one: one.request.id)
        part = deadline.part(min(1.0, 3 / (len(days) - number)))
        key = frozenset((one.request.id, one.sitting.id, one.way.place.id) for one in audiences)
        day = known.get((sittings[0].day, key))
        if day is None:
            day = known[sittings[0].day, key] = begun_day(ground, sittings[0])
            sequence.sequence(day, sittings, audiences, part, seed, tidy=tidy)
        ledger.join(day)
        left += [one for one in audiences if one.request.id not in day.placed]
    for placed in ground.fixed:
        if placed.request not in ledger.placed:
            ledger.take(placed)
    for one in sorted(left, key=lambda one: (rank(one.request), one.request.id)):
        greedy.place(ledger, one.request, ground.open)
    return ledger


def begun_day(ground: Ground, sitting: Sitting) -> Ledger:
    """Return a ledger of what is fixed on the day of a sitting."""
    ledger = Ledger(ground)
    for placed in ground.fixed:
        if ground.sittings[placed.sitting].day == sitting.day:
            ledger.take(placed)
    return ledger


def _mend(ground: Ground, ledger: Ledger, deadline: Deadline) -> bool:
    """Fill the gaps down the list, mend the order, and again, until nothing changes; tell whether that was reached."""
    for _ in range(ROUNDS):
        greedy.fill(ledger, deadline)
        if not order.keep(ground, ledger, deadline):
            return deadline.left > 0
    return not _hard(ground, ledger, deadline) and deadline.left > 0


def _worth(ground: Ground, ledger: Ledger) -> float:
    return value.spared(ground, ledger) + value.paid(ground, ledger)


def _plan(
    ground: Ground, ledger: Ledger, method: str, seed: int, bound: float, deadline: Deadline, *, fallback: bool = False
) -> Plan:
    """Return the plan of a ledger."""
    spared, worth = value.spared(ground, ledger), _worth(ground, ledger)
    at = {one.id: number for number, one in enumerate(ground.sittings.values())}
    return Plan(
        method=method,
        seed=seed,
        placed=tuple(sorted(ledger.placed.values(), key=lambda one: (at[one.sitting], one.start, one.request))),
        open=tuple(sorted(ledger.open, key=lambda one: (at[one.sitting], one.start))),
        gain=spared,
        value=worth,
        bound=max(worth, bound),
        switches=value.switches(ground, ledger.placed.values()),
        owed=ground.owed,
        overtaken=() if method == "fcfs" else order.exceptions(ground, ledger, deadline),
        fallback=fallback,
        seconds=deadline.spent,
        limit=deadline.seconds,
    )
