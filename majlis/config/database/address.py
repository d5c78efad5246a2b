"""A database's address, as Django wants it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

ENGINE = "django.db.backends.postgresql"


def from_url(url: str, variable: str) -> dict[str, Any]:
    """Return Django's entry for an address in any form that libpq reads: several hosts, sockets, options.

    What has no place of its own in Django (sslmode, target_session_attrs ...) goes to OPTIONS.
    Raises ImproperlyConfigured naming `variable`; the address is not quoted, for it may hold a password.
    """
    try:
        given = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError:
        message = f"{variable} is not an address of PostgreSQL (postgresql://user:password@host:port/database)."
        raise ImproperlyConfigured(message) from None
    if not given.get("dbname"):
        raise ImproperlyConfigured(f"{variable} names no database: add /database after the host.")
    return {
        "ENGINE": ENGINE,
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        "NAME": given.pop("dbname"),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "OPTIONS": {"application_name": "majlis", **given},
    }
