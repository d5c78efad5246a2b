"""The port to whoever looks for harmful files, and its adapter: ClamAV's clamd over a unix socket or TCP.

No verdict is "clean" by default: a scanner that is away, slow or confused says nothing, and the paper stays held.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import socket
import struct
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from django.conf import settings

from majlis.core import clock

_log = logging.getLogger("majlis.papers")
_PIECE = 1 << 16
_TOO_LONG = "INSTREAM size limit exceeded"
OLD = dt.timedelta(days=7)


class Verdict(StrEnum):
    """What a scanner says of a file. `UNAVAILABLE` is no verdict: ask again later."""

    CLEAN = "clean"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


class Scanner(Protocol):
    """What the house asks of a scanner."""

    def scan(self, path: Path) -> Verdict:
        """Judge one file. Never raises for a scanner that fails: that is `UNAVAILABLE`."""

    def check(self) -> str:
        """Return "" when the scanner answers, "down" when not, "old" when its signatures are over a week old."""


def scanner() -> Scanner:
    """Return the scanner that the settings name."""
    return Clamd(settings.CLAMD) if settings.SCANNER == "clamd" else Off()


class Off:
    """No scanner, by MAJLIS_SCANNER=off, which production refuses. Staff see that on each list of papers."""

    def scan(self, path: Path) -> Verdict:
        """Let every file pass."""
        _log.warning("a paper was let pass unscanned: MAJLIS_SCANNER is off")
        return Verdict.CLEAN

    def check(self) -> str:
        """Answer always."""
        return ""


class Clamd:
    """ClamAV's daemon. `address` is a socket's path, or host:port; `seconds` bounds each wait.

    The protocol is that of clamd(8): INSTREAM, then pieces each after its length, then a length of zero.
    """

    def __init__(self, address: str, *, seconds: float = 30) -> None:
        """Keep where it listens."""
        self.address, self.seconds = address, seconds

    def scan(self, path: Path) -> Verdict:
        """Judge one file.

        Over its StreamMaxLength clamd says so and hangs up, and the answer may be lost on the way: a stream cut off
        twice by a daemon that answers otherwise was too long, and what cannot be looked at is refused.
        """
        for _try in range(2):
            try:
                return _understood(self._stream(path))
            except (ConnectionResetError, BrokenPipeError):
                if self.check() == "down":
                    return Verdict.UNAVAILABLE
            except OSError as error:
                _log.warning("the scanner does not answer: %s", type(error).__name__)
                return Verdict.UNAVAILABLE
        return Verdict.REFUSED

    def check(self) -> str:
        """Ask for its version, which holds the day of its signatures."""
        try:
            with self._connected() as line:
                line.sendall(b"zVERSION\0")
                said = _answer(line)
        except OSError:
            return "down"
        if not said.startswith("ClamAV"):
            return "down"
        made = re.search(r"/\d+/\w{3} (\w{3} +\d+ [\d:]+ \d{4})", said)
        if made is None:
            return ""
        day = dt.datetime.strptime(" ".join(made[1].split()), "%b %d %H:%M:%S %Y").replace(tzinfo=dt.UTC)
        return "old" if clock.now() - day > OLD else ""

    def _stream(self, path: Path) -> str:
        with self._connected() as line, path.open("rb") as file:
            try:
                line.sendall(b"zINSTREAM\0")
                while piece := file.read(_PIECE):
                    line.sendall(struct.pack("!L", len(piece)) + piece)
                line.sendall(struct.pack("!L", 0))
            except (ConnectionResetError, BrokenPipeError):
                said = _answer(line)
                if _TOO_LONG in said:
                    return said
                raise
            return _answer(line)

    def _connected(self) -> socket.socket:
        host, colon, port = self.address.rpartition(":")
        if colon and port.isdigit():
            return socket.create_connection((host.strip("[]"), int(port)), timeout=self.seconds)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(self.seconds)
        try:
            line.connect(self.address)
        except OSError:
            line.close()
            raise
        return line


def _answer(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < 4096:
        piece = line.recv(4096)
        if not piece:
            break
        said += piece
    if not said:
        raise ConnectionResetError("the scanner hung up")
    return said.split(b"\0")[0].decode("utf-8", "replace").strip()


def _understood(said: str) -> Verdict:
    if said == "stream: OK":
        return Verdict.CLEAN
    if said.endswith(" FOUND"):
        _log.warning("the scanner found %s", said.removeprefix("stream: ").removesuffix(" FOUND"))
        return Verdict.REFUSED
    if _TOO_LONG in said:
        return Verdict.REFUSED
    _log.warning("the scanner could not judge: %s", said[:200])
    return Verdict.UNAVAILABLE
