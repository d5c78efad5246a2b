"""The keeper: one process that owns the private server as long as anybody holds it.

Run as `python -m majlis.config.database.keeper FOLDER`, in a session of its own, by whoever needs the server first.
It holds `keeper.lock` for its whole life, so of many only one keeps; each holder shares `users.lock`, so the keeper
knows that the last has left when it can have that lock alone. The kernel drops both locks of a killed process.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import sys
import time
from pathlib import Path
from typing import IO, Any

from majlis.config.database.errors import Unable
from majlis.config.database.places import Place, lock_file
from majlis.config.database.server import Server

READY = "ready"
GLANCE = 0.1  # seconds between two looks at the server and its holders


def keep(where: Place) -> int:
    """Own the server until nobody holds it or a signal ends us; returns the exit code.

    Returns at once if another process keeps it already. A server that dies is started again.
    """
    with lock_file(where.keeper) as lock, lock_file(where.users) as users:
        if not _alone(lock, tries=10):
            return 0
        server = Server(where)
        try:
            _start(server, lock)
            while _wanted(users):
                if not server.alive():
                    _tell(lock, "")
                    print("The server has died and is started again.", file=sys.stderr, flush=True)
                    _again(server, lock, users)
                time.sleep(GLANCE)
        except Unable as reason:
            print(reason, file=sys.stderr, flush=True)
            return 1
        finally:
            _tell(lock, "")
            server.stop()
            _tidy(where)
    return 0


def _start(server: Server, lock: IO[str]) -> None:
    server.start()
    _tell(lock, READY)


def _again(server: Server, lock: IO[str], users: IO[str]) -> None:
    """Start a server that has died; while it cannot (a full disk, say), try anew after longer and longer pauses."""
    pause = 0.5
    while _wanted(users):
        try:
            _start(server, lock)
        except Unable as reason:
            print(reason, file=sys.stderr, flush=True)
        else:
            return
        time.sleep(pause)
        pause = min(2 * pause, 10)


def _tidy(where: Place) -> None:
    """Leave no empty folder in /tmp."""
    if where.socket.parent != where.folder:
        with contextlib.suppress(OSError):
            where.socket.rmdir()


def _wanted(users: IO[str]) -> bool:
    return not _alone(users)


def _alone(lock: IO[str], tries: int = 1) -> bool:
    """Take the lock for us alone; it may be held for a moment by somebody who only looks, hence the tries."""
    for left in reversed(range(tries)):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if left:
                time.sleep(0.02)
        else:
            return True
    return False


def _tell(lock: IO[str], word: str) -> None:
    """Write our process id and whether the server may be used into the lock's file."""
    lock.truncate(0)
    lock.write(f"{os.getpid()} {word}\n")
    lock.flush()


def _leave(*_: Any) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    sys.exit(keep(Place(Path(sys.argv[1]))))
