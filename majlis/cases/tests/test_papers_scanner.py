"""The scanner's port against a real clamd: what it finds, what it cannot judge, and what happens while it is away."""

from __future__ import annotations

import datetime as dt
import os
import signal
import socket
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from majlis.cases.papers.scanner import Clamd, Off, Verdict, scanner
from majlis.cases.tests import files
from majlis.cases.tests.clamd import STREAM_MOST, Daemon, daemon
from majlis.cases.tests.files import EICAR
from majlis.core import clock


@pytest.fixture(scope="module")
def running() -> Iterator[Daemon]:
    with daemon() as one:
        yield one


def _file(folder: Path, content: bytes) -> Path:
    path = folder / str(uuid.uuid4())
    path.write_bytes(content)
    return path


def _fragments() -> dict[str, bytes]:
    inner = files.zipped(a=EICAR)
    deep = inner
    for number in range(4):
        deep = files.zipped(**{f"level{number}": deep})
    return {
        "plain": EICAR,
        "zip": inner,
        "zip of zips": deep,
        "gzip": files.gzipped(EICAR),
        "gzip of a zip": files.gzipped(inner),
        "pdf's drawing": files.pdf(stream=EICAR),
        "pdf's catalogue": files.pdf(inside=b"/X (" + EICAR + b") "),
        "word file": files.zipped(**{"[Content_Types].xml": b"<Types/>", "word__embeddings__a.bin": EICAR}),
        "m4a": files.mp4(b"soun") + files.box(b"free", EICAR),
        "jpeg's comment": files.picture(comment=EICAR),
        "behind a jpeg": files.picture() + EICAR,
        "behind half the limit": bytes(STREAM_MOST // 2) + EICAR,
    }


@pytest.mark.parametrize("name", _fragments())
def test_harmful_file_is_refused_when_it_hides(name: str, running: Daemon, tmp_path: Path) -> None:
    assert Clamd(running.address).scan(_file(tmp_path, _fragments()[name])) is Verdict.REFUSED


@pytest.mark.parametrize("content", [files.pdf(), files.picture(), files.mp3(), b"", files.zipped(a=bytes(5_000_000))])
def test_harmless_file_is_clean_when_scanned(content: bytes, running: Daemon, tmp_path: Path) -> None:
    assert Clamd(running.address).scan(_file(tmp_path, content)) is Verdict.CLEAN


@pytest.mark.parametrize("size", [STREAM_MOST + 1, STREAM_MOST * 3, STREAM_MOST * 12])
def test_file_is_refused_when_it_is_longer_than_the_scanner_takes(size: int, running: Daemon, tmp_path: Path) -> None:
    assert Clamd(running.address).scan(_file(tmp_path, os.urandom(size))) is Verdict.REFUSED


def test_scanner_answers_when_it_listens_on_a_port(tmp_path: Path, unused_port: int) -> None:
    with daemon(unused_port) as other:
        asked = Clamd(other.address)
        assert asked.check() == ""
        assert asked.scan(_file(tmp_path, EICAR)) is Verdict.REFUSED
        assert asked.scan(_file(tmp_path, b"x")) is Verdict.CLEAN
        assert asked.scan(_file(tmp_path, os.urandom(STREAM_MOST * 3))) is Verdict.REFUSED


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_there_is_no_verdict_when_the_scanner_is_away_and_one_when_it_is_back(tmp_path: Path) -> None:
    path = _file(tmp_path, EICAR)
    with daemon() as one:
        asked = Clamd(one.address, seconds=0.5)
        one.stop()
        assert (asked.check(), asked.scan(path)) == ("down", Verdict.UNAVAILABLE)
        one.start()
        assert (asked.check(), asked.scan(path)) == ("", Verdict.REFUSED)
        one.stop(signal.SIGSTOP)
        assert (asked.check(), asked.scan(path)) == ("down", Verdict.UNAVAILABLE)
        one.go_on()
        assert asked.scan(path) is Verdict.REFUSED
    assert asked.scan(path) is Verdict.UNAVAILABLE


class _Odd:
    """A server that is no scanner: it says one thing to whoever asks, or hangs up at once."""

    def __init__(self, said: bytes, version: bytes = b"ClamAV 1.4.6\0") -> None:
        self.said, self.version, self.server = said, version, socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _where = self.server.accept()
            except OSError:
                return
            with line:
                asked = line.recv(10)
                if asked.startswith(b"zVERSION"):
                    line.sendall(self.version)
                elif self.said:
                    while not line.recv(65536).endswith(b"\0\0\0\0"):
                        pass
                    line.sendall(self.said)

    def __enter__(self) -> _Odd:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()


@pytest.mark.parametrize(
    ("said", "version", "verdict"),
    [
        (b"stream: OK\0", b"ClamAV 1\0", Verdict.CLEAN),
        (b"stream: Heuristics.Limits.Exceeded FOUND\0", b"ClamAV 1\0", Verdict.REFUSED),
        (b"INSTREAM size limit exceeded. ERROR\0", b"ClamAV 1\0", Verdict.REFUSED),
        (b"", b"ClamAV 1\0", Verdict.REFUSED),  # hung up on twice by a scanner that is well
        (b"", b"", Verdict.UNAVAILABLE),
        (b"stream: Can't create temporary file ERROR\0", b"ClamAV 1\0", Verdict.UNAVAILABLE),
        (b"HTTP/1.1 200 OK\0", b"ClamAV 1\0", Verdict.UNAVAILABLE),
        (b"stream: not OK\0", b"ClamAV 1\0", Verdict.UNAVAILABLE),
    ],
)
def test_only_the_plain_word_is_clean_when_a_scanner_answers(
    said: bytes, version: bytes, verdict: Verdict, tmp_path: Path
) -> None:
    with _Odd(said, version) as odd:
        assert Clamd(odd.address, seconds=5).scan(_file(tmp_path, b"x" * 40)) is verdict


def test_signatures_are_old_when_made_over_a_week_ago() -> None:
    for days, state in ((1, ""), (9, "old")):
        day = (clock.now() - dt.timedelta(days=days)).strftime("%a %b %d %H:%M:%S %Y")
        with _Odd(b"", f"ClamAV 1.4.6/27765/{day}\0".encode()) as odd:
            assert Clamd(odd.address, seconds=5).check() == state


def test_settings_name_the_scanner(settings: object) -> None:
    settings.SCANNER, settings.CLAMD = "clamd", "scanner.example:3310"  # type: ignore[attr-defined]
    found = scanner()
    assert isinstance(found, Clamd)
    assert found.address == "scanner.example:3310"
    settings.SCANNER = "off"  # type: ignore[attr-defined]
    assert isinstance(scanner(), Off)
