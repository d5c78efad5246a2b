"""The database at the command line: python -m majlis.config.database COMMAND."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from majlis.config import env
from majlis.config.database import address, elsewhere, private
from majlis.config.database.binaries import binaries
from majlis.config.database.errors import Unable
from majlis.config.database.joining import Held, answers, held, holders, kept
from majlis.config.database.places import Place, place
from majlis.config.database.roles import script
from majlis.config.processes import dying_with_parent


def main() -> int:
    """Run one command; returns the exit code, the command's own for `run`, `shell` and `tool`."""
    signal.signal(signal.SIGTERM, _leave)
    given = _arguments()
    try:
        return int(given.act(given))
    except Unable as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def start(_: argparse.Namespace) -> int:
    """Hold the server in the foreground."""
    with held() as share:
        if share is None:
            raise Unable("DATABASE_URL is set: that database is not ours to start.")
        print(f"The database runs in {share.where.folder}. Ctrl-C lets go of it.", flush=True)
        while True:
            time.sleep(0.3)
            share.ensure()


def stop(_: argparse.Namespace) -> int:
    """End the `start` of others, and say who still holds the server."""
    where = _ours()
    for pid in holders(where):
        if _is_start(pid):
            os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 60
    while kept(where) and time.monotonic() < deadline:
        others = [pid for pid in holders(where) if not _is_start(pid)]
        if others:
            raise Unable(f"Still in use by {', '.join(map(_described, others))}. It stops when they end.")
        time.sleep(0.1)
    return int(kept(where))


def status(_: argparse.Namespace) -> int:
    """Say where the server is, whether it runs and who holds it; 0 if it runs, 3 if not."""
    where = _ours()
    running = where.folder.exists() and answers(where)
    print(f"{'running' if running else 'stopped'} in {where.folder}")
    for pid in holders(where) if running else []:
        print(f"  held by {_described(pid)}")
    return 0 if running else 3


def run(given: argparse.Namespace) -> int:
    """Run a command while the server runs."""
    with held() as share:
        return _attend(given.command, share)


def tool(given: argparse.Namespace) -> int:
    """Run a PostgreSQL program, signed in by the environment."""
    with held() as share:
        environment = os.environ | _signed_in(given.role)
        program = _program(given.command[0])
        return _attend([program, *given.command[1:]], share, environment)


def sql(_: argparse.Namespace) -> int:
    """Print the SQL that prepares a server of one's own."""
    print(script())
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m majlis.config.database", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, act: Any, words: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(act=act)
        return command

    def add_role(command: argparse.ArgumentParser, default: str) -> None:
        command.add_argument("--as", dest="role", choices=["root", "owner", "app"], default=default)

    add("start", start, "Start the private server or join it, and hold it until Ctrl-C.")
    add("stop", stop, "End what 'start' holds; the server stops when nobody else uses it.")
    add("status", status, "Say whether the private server runs, where, and who holds it.")
    add("sql", sql, "Print the SQL that prepares a server of your own, for psql as its superuser.")
    shell = add("shell", tool, "Open psql, by default as the owner.")
    shell.set_defaults(command=["psql"])
    add_role(shell, "owner")
    tools = add("tool", tool, "Run a PostgreSQL program such as pg_dump, by default as the superuser.")
    add_role(tools, "root")
    tools.add_argument("command", nargs=argparse.REMAINDER)
    runs = add("run", run, "Run a command while the database runs.")
    runs.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    if "command" in given:
        given.command = given.command[1:] if given.command[:1] == ["--"] else given.command
        if not given.command:
            parser.error("name the command to run")
    return given


def _attend(command: list[str], share: Held | None, environment: dict[str, str] | None = None) -> int:
    """Run the command to its end, looking after the server; Ctrl-C is the command's own affair."""
    try:
        child = subprocess.Popen(command, env=environment, preexec_fn=dying_with_parent(signal.SIGTERM))
    except OSError as reason:
        raise Unable(f"{command[0]}: {reason.strerror}.") from None
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            code = child.wait(0.5)
        except subprocess.TimeoutExpired:
            if share:
                share.ensure()
        else:
            return code if code >= 0 else 128 - code


def _signed_in(role: str) -> dict[str, str]:
    """Return libpq's variables for the role."""
    if not elsewhere():
        entry = private(place(), f"majlis_{role}")
    elif role == "app":
        entry = address.from_url(env.text("DATABASE_URL"), "DATABASE_URL")
    else:
        name = "DATABASE_OWNER_URL" if env.text("DATABASE_OWNER_URL", "") else "DATABASE_URL"
        entry = address.from_url(env.text(name), name)
    return {f"PG{word}": entry[name] for word, name in VARIABLES.items() if entry[name]} | {
        f"PG{word.upper().replace('_', '')}": value for word, value in entry["OPTIONS"].items() if word in LIBPQ
    }


VARIABLES = {"HOST": "HOST", "PORT": "PORT", "DATABASE": "NAME", "USER": "USER", "PASSWORD": "PASSWORD"}
LIBPQ = {"sslmode", "sslrootcert", "sslcert", "sslkey", "target_session_attrs", "connect_timeout", "hostaddr"}


def _program(name: str) -> str:
    """Return the program beside the private server's; for a database elsewhere rather the system's, which knows TLS."""
    system = shutil.which(name)
    if elsewhere() and system:
        return system
    ours = binaries()[Path(name).name]
    if not Path(ours).exists():
        raise Unable(f"There is no {name} beside PostgreSQL's programs in {Path(ours).parent}.")
    return ours


def _ours() -> Place:
    if elsewhere():
        raise Unable("DATABASE_URL is set: that database is not ours to look after.")
    return place()


def _is_start(pid: int) -> bool:
    return _words(pid)[-2:] == ["majlis.config.database", "start"]


def _described(pid: int) -> str:
    return f"process {pid} ({' '.join(_words(pid))[:80]})"


def _words(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").rstrip("\0").split("\0")
    except OSError:
        return []


def _leave(*_: Any) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
