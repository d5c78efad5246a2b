"""What is done before the doors open: port, tables, sample centre, static files."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass

from majlis.config.database.places import CHECKOUT
from majlis.config.processes import dying_with_parent
from majlis.config.running.errors import Closed


def take_port(host: str, port: int) -> int:
    """Return the port on which the web server can listen: a free one for 0.

    Raises Closed, naming the port, if it could not.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
            return int(probe.getsockname()[1])
        except OSError as reason:
            raise Closed(_port_sentence(host, port, reason)) from None


def hold_port(host: str, port: int) -> socket.socket | None:
    """Return a socket that keeps the port ours until it is closed: nobody listens on it, our web server still can.

    The web server begins to listen only when the tables are up to date; until then another house that was started
    would find the port free, and since the web server shares its port, both would answer on it. None where the port
    cannot be kept, as while the last connections of another program on it fade away.
    """
    held = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        held.bind((host, port))
    except OSError:
        held.close()
        return None
    return held


def _port_sentence(host: str, port: int, reason: OSError) -> str:
    if reason.errno == errno.EADDRINUSE:
        return f"Port {port} is busy: end what uses it, or take another one: PORT={port + 1} make run"
    if reason.errno == errno.EACCES:
        return f"Port {port} needs more rights than this user has: take one above 1023: PORT=8000 make run"
    return f"The house cannot listen on {host}, port {port}: {reason.strerror}."


@dataclass(frozen=True)
class Opened:
    """What the first process that loaded the house tells the supervisor, which never loads it."""

    commands: frozenset[str]
    sign_ins: str


def prepare(*, production: bool) -> Opened:
    """Bring everything to the state in which the house can open. Raises Closed if a step fails.

    In production tables are changed by `make migrate` alone, with the owner's address, and nothing is filled in.
    """
    if not production:
        print("Bringing the tables up to date ...", file=sys.stderr, flush=True)
        done = manage("migrate", "--verbosity", "0", as_role="owner")
        if done.returncode:
            raise Closed("The house was not opened, because its tables could not be brought up to date.")
    done = _run("-m", "majlis.config.running.opening", as_role="app")
    try:
        told = json.loads(done.stdout.strip().rpartition("\n")[2])
    except ValueError:
        raise Closed("The house was not opened: the reason stands above.") from None
    return Opened(frozenset(told["commands"]), told["sign_ins"])


def manage(*words: str, as_role: str = "app") -> subprocess.CompletedProcess[str]:
    """Run one of Django's commands to its end, as the given role of the database."""
    return _run("manage.py", *words, as_role=as_role)


def _run(*words: str, as_role: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=CHECKOUT,
        env=os.environ | {"MAJLIS_DATABASE_AS": as_role, "DJANGO_SETTINGS_MODULE": "majlis.config.settings"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        preexec_fn=dying_with_parent(signal.SIGTERM),
    )
