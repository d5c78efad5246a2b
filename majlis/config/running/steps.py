"""What is done before the doors open: port, tables, sample centre, static files."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys

from majlis.config.database.places import CHECKOUT
from majlis.config.processes import dying_with_parent
from majlis.config.running.errors import Closed


def check_port(host: str, port: int) -> None:
    """Raise Closed, naming the port, if the web server could not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as reason:
            raise Closed(_port_sentence(host, port, reason)) from None


def _port_sentence(host: str, port: int, reason: OSError) -> str:
    if reason.errno == errno.EADDRINUSE:
        return f"Port {port} is busy: end what uses it, or take another one: PORT={port + 1} make run"
    if reason.errno == errno.EACCES:
        return f"Port {port} needs more rights than this user has: take one above 1023: PORT=8000 make run"
    return f"The house cannot listen on {host}, port {port}: {reason.strerror}."


def prepare(*, production: bool) -> None:
    """Bring everything to the state in which the house can open. Raises Closed naming the step that failed.

    In production tables are changed by `make migrate` alone, with the owner's address, and nothing is filled in.
    """
    there = commands()
    if production:
        done = manage("migrate", "--check", as_role="app", quiet=True)
        if done.returncode:
            raise Closed(f"{_last(done)} The tables are not up to date: run 'make migrate' first.".strip())
    else:
        _must("migrate", "--verbosity", "0", as_role="owner")
        if "seed" in there:
            _must("seed", "--if-empty")
    _must("collectstatic", "--no-input", "--verbosity", "0")


def commands() -> set[str]:
    """Return the names of Django's commands in this house. Raises Closed if the settings do not load."""
    done = manage("help", "--commands", quiet=True)
    if done.returncode:
        raise Closed(_last(done) or "Django does not start: run '.venv/bin/python manage.py check'.")
    return set(done.stdout.split())


def sign_ins() -> str:
    """Return the sample sign-ins as lines for the terminal, or nothing if this house has none."""
    return manage("sign_ins", quiet=True).stdout.rstrip() if "sign_ins" in commands() else ""


def manage(*words: str, as_role: str = "app", quiet: bool = False) -> subprocess.CompletedProcess[str]:
    """Run one of Django's commands to its end, as the given role of the database."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CHECKOUT,
        env=os.environ | {"MAJLIS_DATABASE_AS": as_role},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else sys.stderr,
        stderr=subprocess.PIPE if quiet else None,
        text=True,
        check=False,
        preexec_fn=dying_with_parent(signal.SIGTERM),
    )


def _must(*words: str, as_role: str = "app") -> None:
    if manage(*words, as_role=as_role).returncode:
        raise Closed(f"The house was not opened, because this step failed: manage.py {' '.join(words)}")


def _last(done: subprocess.CompletedProcess[str]) -> str:
    lines = (done.stderr or "").strip().splitlines()
    return lines[-1] if lines else ""
