"""`python -m majlis.config.words update|compile|check [room ...]`."""

from __future__ import annotations

import argparse
import sys

from majlis.config.words.catalogue import compile_all, update
from majlis.config.words.check import check
from majlis.config.words.places import rooms


def main(arguments: list[str]) -> int:
    """Run one command. Returns 0 when all is well, 1 when `check` found a problem, 2 for a room that is not there."""
    parser = argparse.ArgumentParser(prog="words", description="The catalogues of the product.")
    parser.add_argument("act", choices=["update", "compile", "check"])
    parser.add_argument("rooms", nargs="*", metavar="room", help="all rooms, when none is named")
    given = parser.parse_args(arguments)
    try:
        chosen = rooms(given.rooms)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 2
    if given.act == "check":
        problems = check(given.rooms)
        print("\n".join(problems) or "The catalogues are complete.")
        return 1 if problems else 0
    for path in (update if given.act == "update" else compile_all)(chosen):
        print(path)
    return 0


sys.exit(main(sys.argv[1:]))
