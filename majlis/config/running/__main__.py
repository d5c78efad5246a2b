"""Open the house: python -m majlis.config.running [COMMAND ...]. MAJLIS_MODE=production makes it serve for real.

With a command, the house is opened for that command alone: `{address}` in its words becomes the address, and the
house closes when it ends. PORT=0 takes a free port.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
from typing import Any, NoReturn

from django.core.exceptions import ImproperlyConfigured

from majlis.config import env
from majlis.config.database.errors import Unable
from majlis.config.database.joining import held
from majlis.config.processes import die_with_parent
from majlis.config.running import steps
from majlis.config.running.errors import Closed
from majlis.config.running.house import Address, House


def main() -> int:
    """Prepare, open, keep open; returns the exit code once a signal or Ctrl-C has closed the house."""
    signal.signal(signal.SIGTERM, _close)
    signal.signal(signal.SIGINT, _close)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup leaves it
        signal.signal(signal.SIGHUP, _close)
        _end_with_terminal()
    if "MAKELEVEL" in os.environ:
        die_with_parent(signal.SIGTERM)
    try:
        return _open(sys.argv[1:])
    except (Closed, Unable, ImproperlyConfigured) as reason:
        print(reason, file=sys.stderr)
        return 1


def _open(command: list[str]) -> int:
    production = env.mode() == "production"
    host = env.text("MAJLIS_LISTEN", "127.0.0.1")
    port = steps.take_port(host, env.number("PORT", 8000, least=0, most=65535))
    os.environ["PORT"] = str(port)  # the settings build the site's address from it
    with steps.hold_port(host, port) or contextlib.nullcontext(), held() as share:
        return House(Address(host, port), share, steps.prepare(production=production)).run(command)


def _end_with_terminal() -> None:
    """Close when our terminal is gone: the kernel tells its first process alone, and make keeps that to itself."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
    except OSError:
        return

    def watch() -> None:
        poll = select.poll()
        poll.register(terminal, 0)  # its end is told unasked
        poll.poll()
        os.kill(os.getpid(), signal.SIGHUP)

    threading.Thread(target=watch, daemon=True).start()


def _close(*_: Any) -> NoReturn:
    """Leave by the ordinary way out, once: a second Ctrl-C must not interrupt the closing."""
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
