"""A real clamd for tests, with one hand-made signature and a socket of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from majlis.cases.papers.scanner import Clamd
from majlis.cases.tests.files import EICAR

ROOT = Path(__file__).resolve().parents[3]
STREAM_MOST = 3_000_000
_PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"


class Daemon:
    """ClamAV's daemon in a folder of its own; it may be stopped and started again at the same address."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        """Write its settings and its signature. With a port it listens there, else at a socket."""
        self.folder, self.socket = folder, folder / "s"
        self.address = f"127.0.0.1:{port}" if port else str(self.socket)
        self.running: subprocess.Popen[bytes] | None = None
        signatures = folder / "signatures"
        signatures.mkdir()
        (signatures / "test.ndb").write_text(f"Majlis.Test:0:*:{EICAR.hex()}\n")
        listens = f"TCPSocket {port}\nTCPAddr 127.0.0.1" if port else f"LocalSocket {self.socket}"
        (folder / "clamd.conf").write_text(
            f"{listens}\nForeground yes\nDatabaseDirectory {signatures}\nStreamMaxLength {STREAM_MOST}\n"
            f"TemporaryDirectory {folder}\nMaxThreads 2\nBytecode no\nConcurrentDatabaseReload no\n"
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        binary = shutil.which("clamd", path=_PLACES)
        assert binary, "clamd is missing: run scripts/scanner"
        out = (self.folder / "log").open("ab")
        self.running = subprocess.Popen([binary, "-c", str(self.folder / "clamd.conf")], stdout=out, stderr=out)
        out.close()
        asked, until = Clamd(self.address, seconds=5), time.monotonic() + 60
        while asked.check() == "down":
            assert self.running.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < until, "clamd does not answer"
            time.sleep(0.05)

    def stop(self, how: int = signal.SIGKILL) -> None:
        """Stop it; what it left at its address stays there, as after a crash."""
        if self.running is not None:
            self.running.send_signal(how)
            if how != signal.SIGSTOP:
                self.running.wait(20)
                self.running = None

    def go_on(self) -> None:
        """Let it go on after it was frozen."""
        assert self.running is not None
        self.running.send_signal(signal.SIGCONT)


@contextmanager
def daemon(port: int = 0) -> Iterator[Daemon]:
    """Give a running daemon, installing it first where it is missing and that is permitted."""
    if not shutil.which("clamd", path=_PLACES):
        done = subprocess.run([ROOT / "scripts" / "scanner"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    folder = Path(tempfile.mkdtemp(prefix="majlis-clamd-"))
    one = Daemon(folder, port)
    try:
        one.start()
        yield one
    finally:
        if one.running is not None:
            one.running.kill()
            one.running.wait(20)
        shutil.rmtree(folder)
