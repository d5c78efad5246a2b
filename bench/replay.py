"""Ten thousand random weeks through the engine, and how many promises broke. It needs no house and no rows.

`make -s bench NAME=replay`; BENCH_WEEKS names another number, BENCH_SEED the first seed. Each seed lives a hundred
weeks, every fiftieth of them planned by the solvers (majlis/audiences/planner/replay.py).
"""

from __future__ import annotations

import os
import time
from collections import Counter
from typing import Any

from bench.say import figure, tell
from majlis.audiences.planner import replay

EACH = 100
WEEKS = "10000"


def run() -> None:
    """Live through all weeks and tell what happened, what broke, and how long it took."""
    weeks, first = int(os.environ.get("BENCH_WEEKS", WEEKS)), int(os.environ.get("BENCH_SEED", "1"))
    began, worked = time.perf_counter(), time.process_time()
    happened: Counter[str] = Counter()
    broken: list[replay.Broken] = []
    for number in range(-(-weeks // EACH)):
        house = replay.weeks(first + number, min(EACH, weeks - number * EACH))
        happened += house.events
        broken += house.broken
    context: dict[str, Any] = {"weeks": weeks, "seed": first, "load": round(os.getloadavg()[0], 1)}
    figure("replay", "seconds", time.perf_counter() - began, "s", **context)
    figure("replay", "cpu_seconds", time.process_time() - worked, "s", **context)
    figure("replay", "broken", len(broken), "promises", **context)
    for name, count in sorted(happened.items()):
        figure("replay", name.replace(" ", "_"), count, "times", **context)
    for one in broken[:20]:
        tell(f"broken: {one}")
