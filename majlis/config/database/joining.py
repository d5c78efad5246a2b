"""Hold the database: start the private server or join it, and let go of it at the end."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg

from majlis.config.database import elsewhere, private
from majlis.config.database.errors import Unable
from majlis.config.database.keeper import READY
from majlis.config.database.places import CHECKOUT, PORT, Place, place, prepare

PATIENCE: Final = 180.0  # seconds to wait for a server that replays the log of a crash


class Held:
    """A share in the private server. While it is held the server runs, as long as `ensure` is called now and then."""

    def __init__(self, where: Place) -> None:
        self.where = where
        self.spawned: subprocess.Popen[bytes] | None = None

    def ensure(self) -> None:
        """Start a keeper if there is none: ours may have been killed."""
        if self.spawned and self.spawned.poll() is None:
            return
        if self.spawned and self.spawned.returncode:
            self.spawned = None
            raise Unable(self._last_words())
        self.spawned = None
        if not kept(self.where):
            self.spawned = _spawn(self.where)

    def wait(self) -> None:
        """Return when the server answers. Raises Unable with its own words if it does not start."""
        deadline = time.monotonic() + PATIENCE
        while not answers(self.where):
            self.ensure()
            if time.monotonic() > deadline:
                raise Unable(f"The database did not answer within {PATIENCE:.0f} seconds. See {self.where.log}.")
            time.sleep(0.03)

    def _last_words(self) -> str:
        lines = _journal(self.where).read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"The database did not start. See {self.where.log}."


@contextlib.contextmanager
def held(where: Place | None = None) -> Iterator[Held | None]:
    """Hold the private server of this checkout, or the one at `where`, while the block runs.

    Gives None, and does nothing, if the environment names a database elsewhere.
    Raises Unable, one sentence for the person at the terminal, if the server cannot be started.
    """
    if where is None and elsewhere():
        yield None
        return
    where = where or place()
    prepare(where)
    with open(where.users, "a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        share = Held(where)
        share.wait()
        yield share


def kept(where: Place) -> bool:
    """Return whether a keeper lives."""
    with open(where.keeper, "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def answers(where: Place) -> bool:
    """Return whether the server is ready for use, by a real connection as the app."""
    try:
        if READY not in where.keeper.read_text().split() or not kept(where):
            return False
        mine = private(where, "majlis_app")
        connection = psycopg.connect(
            host=mine["HOST"],
            port=PORT,
            dbname=mine["NAME"],
            user=mine["USER"],
            password=mine["PASSWORD"],
            connect_timeout=5,
        )
        connection.close()
    except (OSError, psycopg.OperationalError):
        return False
    return True


def holders(where: Place) -> list[int]:
    """Return the process ids of those who hold the server, ourselves included, as far as the kernel tells."""
    try:
        inode = str(where.users.stat().st_ino)
        lines = [line.split() for line in open("/proc/locks")]
    except OSError:
        return []
    reads = [line for line in lines if line[1] == "FLOCK" and line[3] == "READ"]
    return sorted({int(line[4]) for line in reads if line[5].rpartition(":")[2] == inode})


def _spawn(where: Place) -> subprocess.Popen[bytes]:
    """Start a keeper that outlives us if others hold the server too."""
    with open(_journal(where), "ab") as journal:
        return subprocess.Popen(
            [sys.executable, "-m", "majlis.config.database.keeper", str(where.folder)],
            cwd=CHECKOUT,
            env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
            stdin=subprocess.DEVNULL,
            stdout=journal,
            stderr=journal,
            start_new_session=True,
        )


def _journal(where: Place) -> Path:
    return where.folder / "keeper.log"
