"""Measure the house: python -m bench [NAME]. Figures as JSON lines on standard output, the rest on standard error.

Everything runs on a database of its own that waits for the disk, with the real web server in production mode and the
worker. BENCH_CASES names how many cases it holds, one after the other (1000,100000,1000000); filling a million takes
a while. Names: intake, status, inbox, casepage, search; all of them when none is given. The planner of the weeks ahead
and its replay need no database: they are measured by themselves, when named (bench/planner.py, bench/replay.py).
"""

from __future__ import annotations

import os
import sys

import django

from bench import planner, replay
from bench.house import opened, prepared
from bench.say import tell

SIZES = "1000,100000,1000000"


def main(names: list[str]) -> int:
    """Run the named measurements at every size; returns the exit code."""
    alone = {"planner": planner.run, "replay": replay.run}
    for name in [name for name in names if name in alone]:
        alone[name]()
    if names and set(names) <= set(alone):
        return 0
    names = [name for name in names if name not in alone]
    sizes = sorted(int(size.replace("_", "")) for size in os.environ.get("BENCH_CASES", SIZES).split(","))
    with prepared() as running:
        django.setup()
        from bench.measures import BENCHES
        from majlis.config.seed import load

        unknown = set(names) - set(BENCHES)
        if unknown:
            print(f"Unknown: {', '.join(sorted(unknown))}. There are: {', '.join(BENCHES)}.", file=sys.stderr)
            return 2
        made = 0
        for size in sizes:
            tell(f"{size} cases are made")
            load.fill(size - made)
            made = size
            with opened(running) as house:
                for name in names or list(BENCHES):
                    tell(f"{name} at {size} cases")
                    BENCHES[name](house, size)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
