"""A throwaway private server for a run of tests."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from majlis.config.database import NAME, private
from majlis.config.database.keys import keys
from majlis.config.database.places import PORT, SHARED, Place, lock_file, place, prepare
from majlis.config.database.server import Server


@dataclass(frozen=True)
class Running:
    """A running server; roles are majlis_root (superuser), majlis_owner and majlis_app."""

    where: Place

    def entry(self, role: str, name: str = NAME) -> dict[str, Any]:
        """Return Django's DATABASES entry for the role and the database `name`."""
        return private(self.where, role, name)

    def conninfo(self, role: str, name: str = NAME) -> dict[str, Any]:
        """Return the same as keywords of psycopg.connect."""
        password = getattr(keys(self.where.keys), role)
        return {
            "host": str(self.where.socket),
            "port": PORT,
            "dbname": name,
            "user": role,
            "password": password,
        }

    def url(self, role: str, name: str = NAME) -> str:
        """Return the same as an address, fit for DATABASE_URL and DATABASE_OWNER_URL."""
        password = getattr(keys(self.where.keys), role)
        return f"postgresql://{role}:{quote(password)}@{quote(str(self.where.socket), safe='')}:{PORT}/{name}"


@contextlib.contextmanager
def server(folder: Path, *, fsync: bool = False) -> Iterator[Running]:
    """Start a server of its own for `folder`, give it to the caller, stop it and remove its data.

    It dies with the thread that started it, so start it from the main one. As root it lives below
    /var/lib/majlis, for the server's user cannot reach root's temporary folders; what a killed run left there is
    removed first.
    """
    where = place(folder)
    if os.geteuid() == 0:
        where = Place(SHARED / "throwaway" / where.folder.name)
        _sweep(where.folder.parent)
    shutil.rmtree(where.folder, ignore_errors=True)
    prepare(where)
    with lock_file(where.keeper) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        running = Server(where, fsync=fsync)
        running.start()
        try:
            yield Running(where)
        finally:
            running.stop()
            shutil.rmtree(where.folder, ignore_errors=True)
            shutil.rmtree(where.socket, ignore_errors=True)


def _sweep(folder: Path) -> None:
    for old in folder.glob("*/keeper.lock"):
        with contextlib.suppress(OSError), open(old) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(old.parent, ignore_errors=True)
