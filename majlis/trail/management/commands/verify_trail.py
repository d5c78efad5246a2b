"""Verify the whole book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from majlis.core import scope
from majlis.core.viewer import system
from majlis.trail import verifying, witness

MOST = 1000


class Command(BaseCommand):
    """`manage.py verify_trail`, with `--witnessed FOLDER --public KEY` to ask the witness too."""

    help = "Verifies every entry, look and seal of the trail; prints a line for each fault and ends with 1."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where the witness keeps what he signed."""
        parser.add_argument("--witnessed", type=Path, help="the folder of a witness")
        parser.add_argument("--public", help="his public key")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the faults, at most a thousand."""
        signed = _signed(options["witnessed"], options["public"])
        found = 0
        with scope.within(system("verify_trail")):
            for fault in verifying.faults(signed):
                found += 1
                if found <= MOST:
                    self.stdout.write(str(fault))
        if found:
            raise CommandError(f"{found} faults", returncode=1)
        self.stdout.write("The book holds.")


def _signed(folder: Path | None, public: str | None) -> verifying.Signed:
    if folder is None:
        return {}
    if not public:
        raise CommandError("Name the public key of the witness (--public).")
    try:
        return {key: bytes.fromhex(seal.hash) for key, seal in witness.signed(folder, public).items()}
    except witness.NotTheSame as error:
        raise CommandError(str(error)) from error
