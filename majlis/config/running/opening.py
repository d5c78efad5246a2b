"""The last steps before the doors open, in one process that loads the house: python -m majlis.config.running.opening.

Fills an empty sample centre and collects the static files; in production it only looks whether the tables are up to
date. Its last line on standard output is JSON: the names of Django's commands, and the sample sign-ins as text.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.db import OperationalError, connection

from majlis.config import env
from majlis.config.running.errors import Closed

OURSELVES = {"localhost", "127.0.0.1", "::1"}
UNBOUND = """
    SELECT rolname, rolsuper OR rolbypassrls OR EXISTS (
        SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relkind = 'r'
    )
    FROM pg_roles WHERE rolname = current_user
"""


def main() -> int:
    """Take the steps; returns the exit code, after one sentence on standard error if it is not 0."""
    try:
        django.setup()
        told = _open(set(get_commands()), production=env.mode() == "production")
    except (ImproperlyConfigured, Closed) as reason:
        print(reason, file=sys.stderr)
        return 1
    except OperationalError as reason:
        print(f"The database did not do its part: {reason}", file=sys.stderr)
        return 1
    except SystemExit:
        print("The tables are not up to date: run 'make migrate' first.", file=sys.stderr)
        return 1
    print(json.dumps(told))
    return 0


def _open(commands: set[str], *, production: bool) -> dict[str, object]:
    with contextlib.redirect_stdout(sys.stderr):
        _check_role(production=production)
        if production:
            call_command("migrate", check_unapplied=True, verbosity=0)  # leaves by SystemExit if any is missing
            _check_sample()
        elif "seed" in commands:
            call_command("seed", if_empty=True)
        call_command("collectstatic", interactive=False, verbosity=0)
    words = io.StringIO()
    if not production and "sign_ins" in commands:
        call_command("sign_ins", stdout=words)
    return {"commands": sorted(commands), "sign_ins": words.getvalue().rstrip()}


def _check_role(*, production: bool) -> None:
    """Refuse in production, and warn elsewhere, if row-level security does not bind the role that the app has."""
    with connection.cursor() as cursor:
        cursor.execute(UNBOUND)
        name, unbound = cursor.fetchone()
    if not unbound:
        return
    sentence = f"The database role {name} owns tables or passes over row-level security"
    if production:
        raise Closed(f"{sentence}: give DATABASE_URL the app's role. docs/operations.md tells how.")
    print(f"{sentence}. That will do for a look, but is refused in production.", file=sys.stderr)


def _check_sample() -> None:
    """Refuse to serve people from the sample centre, whose passwords everybody knows; warn on this machine alone."""
    from majlis.config.seed.house import sign_ins

    if not sign_ins():
        return
    sentence = "This database holds the sample centre, whose passwords everybody knows"
    if urlsplit(settings.ORIGIN).hostname not in OURSELVES:
        raise Closed(
            f"{sentence}: give DATABASE_URL another database. MAJLIS_ORIGIN=http://localhost would try it out."
        )
    print(f"{sentence}. That will do for a trial of its load, on this machine.", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
