"""Fill the sample centre, or make many cases for load."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from majlis.config.seed import house


class Command(BaseCommand):
    """Make the sample centre."""

    help = "Fill the sample centre; with a number, make that many cases for load."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a number for load, or the wish to fill only an empty house."""
        parser.add_argument("count", nargs="?", type=int, help="how many cases to make for load")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when somebody works here already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill the house, and say what was made."""
        if settings.PRODUCTION:
            raise CommandError("The sample centre has known passwords: it is not made in production.")
        if options["count"]:
            from majlis.config.seed import load

            load.fill(options["count"])
            return
        if not house.is_empty():
            if options["if_empty"]:
                return
            raise CommandError("Somebody works here already. The sample is made in an empty house only.")
        self.stdout.write("Laying out the sample centre: once only, about a minute ...")
        made = house.lay_out()
        self.stdout.write(f"The sample centre is laid out, with {made} cases.")
