"""The database of this house: the one DATABASE_URL names, or a private server of this checkout.

The private server lives as long as a process holds it (`joining.held`). A keeper process owns it, starts it again
when it dies, and stops it when the last holder has left. Nothing is started by importing this package.
"""

from __future__ import annotations

import os
from typing import Any, Literal

from majlis.config import env
from majlis.config.database import address
from majlis.config.database.keys import keys
from majlis.config.database.places import PORT, Place, place

Role = Literal["app", "owner"]
NAME = "majlis"


def entry(role: Role) -> dict[str, Any]:
    """Return Django's DATABASES entry for the role: `app` for web, worker and pages, `owner` for migrations.

    With DATABASE_URL set it is that database; the owner's address is DATABASE_OWNER_URL, which outside production
    may be left out. Otherwise it is the private server of this checkout, whose passwords are made on first need.
    Raises ImproperlyConfigured naming the variable at fault.
    """
    if not elsewhere():
        return private(place(), f"majlis_{role}")
    if role == "app" or (env.mode() != "production" and not env.text("DATABASE_OWNER_URL", "")):
        return address.from_url(env.text("DATABASE_URL"), "DATABASE_URL")
    return address.from_url(env.text("DATABASE_OWNER_URL"), "DATABASE_OWNER_URL")


def elsewhere() -> bool:
    """Return whether the environment names a database that is not ours to start."""
    return bool(os.environ.get("DATABASE_URL", "").strip() or os.environ.get("DATABASE_OWNER_URL", "").strip())


def private(where: Place, role: str, name: str = NAME) -> dict[str, Any]:
    """Return Django's entry for one role of the private server at `where`."""
    return {
        "ENGINE": address.ENGINE,
        "HOST": str(where.socket),
        "PORT": str(PORT),
        "NAME": name,
        "USER": role,
        "PASSWORD": getattr(keys(where.keys), role),
        "OPTIONS": {"application_name": "majlis"},
    }
