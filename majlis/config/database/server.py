"""One PostgreSQL server as a child of this process."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any, Final

import psycopg

from majlis.config.database import roles
from majlis.config.database.binaries import Binaries, binaries
from majlis.config.database.errors import Unable
from majlis.config.database.keys import keys
from majlis.config.database.leftovers import clear, gone
from majlis.config.database.places import PORT, Place, prepare, server_user
from majlis.config.processes import dying_with_parent

PATIENCE: Final = 120.0  # seconds for a start, which may have to replay the log of a crash
# Never a person's words in the log: no failed statement, no detail of the row at fault.
ALWAYS: Final = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "logging_collector": "on",
    "log_filename": "server-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_timezone": "UTC",
    "timezone": "UTC",
    # initdb once wrote a name that parallel workers could not restore.
    "default_text_search_config": "pg_catalog.simple",
    "max_connections": "200",
    "jit": "off",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
}
HASTE: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Server:
    """A private server at `where`; `fsync=False` trades safety at power loss for speed, for tests only."""

    def __init__(self, where: Place, *, fsync: bool = True) -> None:
        self.where = where
        self.options = ALWAYS | ({} if fsync else HASTE)
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the data folder if there is none, start the server, wait until it answers, give it its roles.

        Raises Unable with the server's own words if it does not come up.
        """
        prepare(self.where)
        programs = binaries()
        secrets = keys(self.where.keys)
        if not (self.where.data / "PG_VERSION").exists():
            self._initialise(programs, secrets.majlis_root)
        self._check_version(programs)
        clear(self.where)
        self._spawn(programs)
        try:
            self._wait(programs)
            roles.establish(str(self.where.socket), PORT, secrets)
        except BaseException:
            self.stop()
            raise

    def alive(self) -> bool:
        """Return whether the postmaster we started still runs."""
        return self.child is not None and self.child.poll() is None

    def stop(self) -> None:
        """Shut down fast: open transactions roll back, the data folder ends clean."""
        for sign, seconds in ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, None)):
            if self.child is None or not self.alive():
                break
            self.child.send_signal(sign)
            try:
                self.child.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
        self.child = None
        gone(self.where.data, 5)  # its log writer ends a moment later

    def _initialise(self, programs: Binaries, password: str) -> None:
        """Run initdb beside the final name: a data folder that bears it is whole, and never made anew over its rows."""
        draft = self.where.folder / "data.new"
        secret = self.where.socket / "password"
        self._make_way()
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        secret.unlink(missing_ok=True)
        with open(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(password)
        for path in (draft, secret):
            _give(path)
        try:
            self._run([programs["initdb"], *_shape(programs.major), f"--pwfile={secret}", "-D", str(draft)])
        finally:
            secret.unlink()
        draft.rename(self.where.data)

    def _make_way(self) -> None:
        try:
            self.where.data.rmdir()
        except FileNotFoundError:
            pass
        except OSError as reason:
            raise Unable(
                f"{self.where.data} is no whole data folder, for it lacks PG_VERSION ({reason.strerror}): "
                "put a copy back in its place, or move it away to begin anew."
            ) from None

    def _check_version(self, programs: Binaries) -> None:
        there = (self.where.data / "PG_VERSION").read_text().strip()
        if there != str(programs.major):
            raise Unable(
                f"{self.where.data} was made by PostgreSQL {there}, but the programs are of {programs.major}: "
                f"name the programs of {there} by PG_BINDIR, or dump there and restore here."
            )

    def _spawn(self, programs: Binaries) -> None:
        options = self.options | {"unix_socket_directories": f'"{self.where.socket}"', "port": str(PORT)}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with open(self.where.log, "wb") as log:
            self.child = subprocess.Popen(
                [programs["postgres"], "-D", self.where.data, *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dying_with_parent(signal.SIGINT),
                **_identity(),
            )

    def _wait(self, programs: Binaries) -> None:
        """Wait for a real connection: a pid file may be of a server long dead."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self._root().close()
                return
            except psycopg.OperationalError as reason:
                if not self.alive():
                    raise Unable(f"PostgreSQL did not start. {_complaint(self.where)}") from None
                if "password authentication failed" in str(reason):
                    self._reset(programs)
                elif time.monotonic() > deadline:
                    raise Unable(f"PostgreSQL did not answer within {PATIENCE:.0f} seconds: {reason}") from None
            time.sleep(0.03)

    def _reset(self, programs: Binaries) -> None:
        """The file of passwords was lost and made anew: teach the superuser's to the data, without the server."""
        self.stop()
        word = keys(self.where.keys).majlis_root
        single = [
            programs["postgres"],
            "--single",
            "-D",
            str(self.where.data),
            "-c",
            "log_statement=none",
            "template1",
        ]
        self._run(single, f"ALTER ROLE majlis_root PASSWORD '{word}'\n")
        self._spawn(programs)

    def _root(self) -> psycopg.Connection:
        password = keys(self.where.keys).majlis_root
        host = str(self.where.socket)
        return psycopg.connect(
            host=host, port=PORT, dbname="postgres", user="majlis_root", password=password, connect_timeout=5
        )

    def _run(self, command: list[str], given: str = "") -> None:
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, **_identity())
        if done.returncode:
            raise Unable(f"{Path(command[0]).name} failed. {(done.stderr or done.stdout).strip()}")


def _shape(major: int) -> list[str]:
    """Return initdb's options. C.UTF-8, for plain C knows no Arabic letters and breaks trigrams of them."""
    provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= 17 else []
    checks = ["--encoding=UTF8", "--data-checksums", "--auth=scram-sha-256", "--username=majlis_root"]
    return [
        *provider,
        "--locale=C.UTF-8",
        *checks,
        "--text-search-config=simple",
        "--no-instructions",
    ]


def _identity() -> dict[str, Any]:
    """Return what makes a child the server's user, in an environment without a word of ours."""
    user = server_user()
    plain: dict[str, Any] = {"env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}, "cwd": "/"}
    return plain | {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else plain


def _give(path: Path) -> None:
    user = server_user()
    if user:
        os.chown(path, user.pw_uid, user.pw_gid)


def _complaint(where: Place) -> str:
    """Return the server's last word of failure, from what it said at its start or from its newest log."""
    logs = [where.log, *sorted((where.data / "log").glob("*.log"), key=os.path.getmtime)]
    lines = [line for log in logs for line in log.read_text(errors="replace").splitlines()[-200:]]
    failures = [line for line in lines if " FATAL: " in line or " PANIC: " in line]
    return (failures or lines or [f"See {where.log}."])[-1]
