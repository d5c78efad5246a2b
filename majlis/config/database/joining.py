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
from majlis.config.database.keeper import GLANCE, READY
from majlis.config.database.places import CHECKOUT, PORT, Place, found, lock_file, place

_KEEPERS: Final[list[subprocess.Popen[bytes]]] = []  # those we started: children that may well outlive us
PATIENCE: Final = 180.0  # seconds to wait for a server that replays the log of a crash


class Held:
    """A share in the private server. While it is held the server runs, as long as `ensure` is called now and then."""

    def __init__(self, where: Place) -> None:
        self.where = where
        self.spawned: subprocess.Popen[bytes] | None = None

    def ensure(self) -> None:
        """Start a keeper if there is none, for it may have been killed.

        Raises Unable with the keeper's last words if the one that we started could not do its work.
        """
        if self.spawned and self.spawned.poll() is None:
            return
        ended, self.spawned = self.spawned, None
        if ended and ended.returncode > 0:
            raise Unable(self._last_words())
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
    found(where)
    try:
        with lock_file(where.users) as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            share = Held(where)
            share.wait()
            yield share
    finally:
        _see_off(where)


def _see_off(where: Place) -> None:
    """Return when the server has ended, if we were the last to hold it: then no process of ours is left behind.

    The keeper notices within a moment that it is alone, and says so by taking back its word.
    """
    soon, late = time.monotonic() + 5 * GLANCE, time.monotonic() + PATIENCE
    while kept(where) and not holders(where) and time.monotonic() < late:
        if READY in where.keeper.read_text() and time.monotonic() > soon:
            break
        time.sleep(0.02)
    time.sleep(0.02)  # it lets go of its lock a moment before it ends
    _KEEPERS[:] = [keeper for keeper in _KEEPERS if keeper.poll() is None]


def kept(where: Place) -> bool:
    """Return whether a keeper lives."""
    with lock_file(where.keeper) as lock:
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
        lines = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    except OSError:
        return []
    reads = [line for line in lines if line[1] == "FLOCK" and line[3] == "READ"]
    return sorted({int(line[4]) for line in reads if line[5].rpartition(":")[2] == inode})


def _spawn(where: Place) -> subprocess.Popen[bytes]:
    """Start a keeper that outlives us if others hold the server too."""
    with lock_file(_journal(where)) as journal:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "majlis.config.database.keeper", str(where.folder)],
            cwd=CHECKOUT,
            env={name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"},
            stdin=subprocess.DEVNULL,
            stdout=journal,
            stderr=journal,
            start_new_session=True,
        )
    _KEEPERS.append(keeper)
    return keeper


def _journal(where: Place) -> Path:
    return where.folder / "keeper.log"
