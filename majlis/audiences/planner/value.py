"""How good a plan is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.ledger import Ledger
from majlis.audiences.planner.plans import Placed


def gain(ground: Ground, places: Iterable[Placed]) -> float:
    """Return what some places spare over serving nobody."""
    total = 0.0
    for one in places:
        request = ground.requests[one.request]
        km = ground.km(request.centre, ground.places[one.place].centre)
        total += ground.prices.gain(request, ground.sittings[one.sitting].day, km)
    return total


def switches(ground: Ground, places: Iterable[Placed]) -> int:
    """Return how often a principal turns from somebody in the room to somebody on video, or back."""
    rows: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for one in places:
        rows[one.sitting].append((one.start, ground.places[one.place].mode))
    return sum(a[1] != b[1] for row in rows.values() for a, b in pairwise(sorted(row)))


def spared(ground: Ground, ledger: Ledger) -> float:
    """Return what a plan spares, after the price of its switches; a debt that is paid is not counted."""
    places = ledger.placed.values()
    return gain(ground, places) - ground.settings.switch * switches(ground, places)


def paid(ground: Ground, ledger: Ledger) -> float:
    """Return what the debts count for that a plan pays."""
    return ground.settings.debt * sum(name in ground.owed for name in ledger.placed)


def ceiling(ground: Ground) -> float:
    """Return a bound that needs no solver: the minutes of all sittings filled with whoever brings most a minute."""
    fixed = {one.request for one in ground.fixed}
    waiting = [one for one in ground.problem.requests if one.id not in fixed]
    total = gain(ground, ground.fixed) + ground.settings.debt * len(ground.owed)
    if not waiting or not ground.open:
        return total
    best = np.maximum(0.0, ground.prices.gains(waiting, [one.day for one in ground.open]).max(axis=1))
    minutes = np.array([one.minutes for one in waiting], dtype=np.float64)
    order = np.argsort(-best / minutes, kind="stable")
    room = float(sum(span.end - span.start for one in ground.open for span in ground.net(one)))
    before = np.concatenate([[0.0], np.cumsum(minutes[order])[:-1]])
    taken = np.clip((room - before) / minutes[order], 0.0, 1.0)
    return total + float((taken * best[order]).sum())
