"""Sign the seals of the book, as a witness outside of the house."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from majlis.core import scope
from majlis.core.viewer import system
from majlis.trail import witness
from majlis.trail.models import Seal


class Command(BaseCommand):
    """`manage.py witness --new-key FILE`, then `manage.py witness --key FILE --into FOLDER` as often as wished."""

    help = "Signs the seals of the trail with a key of your own and keeps them in a folder of your own."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where the key and the signed seals are."""
        parser.add_argument("--new-key", type=Path, help="write a new key to this file and print the public one")
        parser.add_argument("--key", type=Path, help="the file of the private key")
        parser.add_argument("--into", type=Path, help="the folder in which the signed seals are kept")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make a key, or sign."""
        if options["new_key"]:
            self.stdout.write(_new_key(options["new_key"]))
            return
        if not (options["key"] and options["into"]):
            raise CommandError("Name the key (--key) and the folder (--into), or make a key first (--new-key).")
        with scope.within(system("witness")):
            found = [
                witness.Sealed(seal.what, seal.number, seal.upto, bytes(seal.before).hex(), bytes(seal.hash).hex())
                for seal in Seal.objects.defer("lines").order_by("what", "number")
            ]
        try:
            many = witness.sign(found, options["into"], witness.private_key(options["key"]))
        except witness.NotTheSame as error:
            raise CommandError(
                f"Not signed: {error}. Keep the folder as it is and ask who changed the book."
            ) from error
        self.stdout.write(f"{many} new seals signed.")


def _new_key(place: Path) -> str:
    try:
        return witness.new_key(place)
    except FileExistsError as error:
        raise CommandError(f"{place} is there already: a key is never overwritten.") from error
