"""The last steps before the doors open, in one process that loads the house: python -m majlis.config.running.opening.

Fills an empty sample centre and collects the static files; in production it only looks whether the tables are up to
date. Its last line on standard output is JSON: the names of Django's commands, and the sample sign-ins as text.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands

from majlis.config import env


def main() -> int:
    """Take the steps; returns the exit code, after one sentence on standard error if it is not 0."""
    try:
        django.setup()
        told = _open(set(get_commands()), production=env.mode() == "production")
    except ImproperlyConfigured as reason:
        print(reason, file=sys.stderr)
        return 1
    except SystemExit:
        print("The tables are not up to date: run 'make migrate' first.", file=sys.stderr)
        return 1
    print(json.dumps(told))
    return 0


def _open(commands: set[str], *, production: bool) -> dict[str, object]:
    with contextlib.redirect_stdout(sys.stderr):
        if production:
            call_command("migrate", check_unapplied=True, verbosity=0)  # leaves by SystemExit if any is missing
        elif "seed" in commands:
            call_command("seed", if_empty=True)
        call_command("collectstatic", interactive=False, verbosity=0)
    words = io.StringIO()
    if not production and "sign_ins" in commands:
        call_command("sign_ins", stdout=words)
    return {"commands": sorted(commands), "sign_ins": words.getvalue().rstrip()}


if __name__ == "__main__":
    sys.exit(main())
