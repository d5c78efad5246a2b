"""Hold the ceremony of the sealed compartment: make its keys, and write three shares for three holders, once."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import system
from majlis.sealed import moves


class Command(BaseCommand):
    """Write `share-1.json`, `share-2.json` and `share-3.json` into a folder, print the fingerprint to pin."""

    help = "Make the keys of the sealed compartment; three share files are written once, any two of them open it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, and whether a compartment in use is replaced."""
        parser.add_argument("folder", type=Path, help="an empty folder, best on a medium that leaves the machine")
        parser.add_argument("--replace", action="store_true", help="retire the compartment in use and begin a new one")

    def handle(self, *args: Any, folder: Path, replace: bool, **options: Any) -> None:
        """Write the files before the compartment counts, so that no key is ever without them."""
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty")
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with within(system("sealed.ceremony")):
                publics, shares = moves.hold_ceremony(by=system("sealed.ceremony"), replace=replace)
                for share in shares:
                    _write(folder / f"share-{share.number}.json", share.as_data(publics.fingerprint))
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(_("The compartment is made. Its fingerprint: %(it)s") % {"it": publics.fingerprint})
        self.stdout.write(f"MAJLIS_SEALED_FINGERPRINT={publics.fingerprint}")
        self.stdout.write(
            _("Give each of the three share files to another holder, then remove them from this machine.")
        )


def _write(path: Path, data: dict[str, object]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(data, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
