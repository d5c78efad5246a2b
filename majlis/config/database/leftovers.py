"""What a killed server leaves behind: processes still ending, and pid files that may name a stranger."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

from majlis.config.database.errors import Unable
from majlis.config.database.places import PORT, Place


def clear(where: Place) -> None:
    """Wait until no process works in the data folder, pressing the slow ones, and drop misleading pid files.

    PostgreSQL refuses to start while the process that a pid file names is there, although after a restart of the
    machine that may be any process of the same user, and after a kill one that nobody has taken leave of yet.
    Raises Unable if an old server will not end.
    """
    data = where.data
    for sign, seconds in ((None, 60.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
        for pid in working_in(data) if sign else []:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sign or 0)
        if gone(data, seconds):
            break
    else:
        raise Unable(f"An old server still works in {data}: {working_in(data)}.")
    for file in (data / "postmaster.pid", where.socket / f".s.PGSQL.{PORT}.lock"):
        _drop_stale(file)


def gone(data: Path, seconds: float) -> bool:
    """Return whether no process works in the data folder any more, waiting up to `seconds` for it."""
    deadline = time.monotonic() + seconds
    while working_in(data):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.03)
    return True


def working_in(data: Path) -> list[int]:
    """Return the processes whose working folder is `data`: each process of a server has gone there."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            if os.path.samefile(f"/proc/{name}/cwd", data):
                found.append(int(name))
    return found


def _drop_stale(file: Path) -> None:
    """Remove the pid file if the process it names is alive, for that one is not a server of this folder."""
    try:
        pid = int(file.read_text().splitlines()[0])
        os.kill(pid, 0)
    except (OSError, ValueError, IndexError):
        return
    file.unlink(missing_ok=True)
