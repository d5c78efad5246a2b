"""Django's commands. On the private database a command starts the server or joins it, and leaves at its end."""

from __future__ import annotations

import contextlib
import os
import sys

# Those that change tables sign in as their owner; those that need no database start none.
AS_OWNER = {"migrate", "sqlmigrate", "showmigrations", "dbshell", "flush"}
WITHOUT = {
    "",
    "help",
    "version",
    "--help",
    "--version",
    "check",
    "collectstatic",
    "compilemessages",
    "findstatic",
}


def main() -> int:
    """Run the command on the line; returns the exit code."""
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "majlis.config.settings")
    if command in AS_OWNER:
        os.environ.setdefault("MAJLIS_DATABASE_AS", "owner")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import OperationalError

        from majlis.config.database.errors import Unable
        from majlis.config.database.joining import held
    except ImportError as reason:
        return _refuse(f"{reason}. The environment is missing or half made: run 'make setup'.")
    try:
        with contextlib.nullcontext() if command in WITHOUT else held():
            execute_from_command_line(sys.argv)
    except (Unable, ImproperlyConfigured) as reason:
        return _refuse(str(reason))
    except OperationalError as reason:
        if "--traceback" in sys.argv:
            raise
        return _refuse(f"The database did not do its part: {reason}")
    return 0


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
