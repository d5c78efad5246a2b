"""A thousand marker strings are planted in sealed reports, then looked for wherever somebody could look.

Roles, the administrator, search, backups, the database's own files, the trail, sessions, jobs, papers, temporary
files, logs, mail: none holds one in plain text. A control string shows that each of these searches can find.
"""

from __future__ import annotations

import io
import logging
import re
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from nacl.utils import random

from majlis.accounts.roles import ROLES
from majlis.config.database.binaries import binaries
from majlis.core.scope import within
from majlis.core.secrets import words_digest
from majlis.sealed import moves
from majlis.sealed.crypto import parts
from majlis.sealed.models import Report, Wrap
from majlis.sealed.tests.builders import (
    HOUSE,
    a_compartment,
    a_key,
    a_staff_member,
    an_officer,
    root_of,
    sealed_answer,
    signed_in,
    told,
    viewer,
)
from tests import plugin

REPORTS, COMMON = 40, "shipment"
_WAYS = ("portal", "desk", "channel", "case")


class Planted:
    """The markers, and the codes of the reports that hold them.

    All markers of a run begin alike, so that looking for their beginning is looking for all of them at once.
    """

    def __init__(self) -> None:
        self.beginning = f"MK{random(9).hex()}"
        self.number = 0
        self.codes: list[str] = []

    def new(self) -> str:
        self.number += 1
        return f"{self.beginning}{self.number:04d}"

    def some(self, number: int) -> str:
        return f" {COMMON} ".join(self.new() for _n in range(number))

    def found_in(self, content: bytes) -> list[str]:
        """Return what stands in a content: markers as they are, in hexadecimal, base64 or UTF-16, and codes."""
        raw = self.beginning.encode()
        forms = [raw, raw.hex().encode(), self.beginning.encode("utf-16-le")]
        forms += [b64encode(raw[skip : skip + 18]) for skip in (0, 1, 2)]  # whatever stands before the marker
        return [form.decode("latin-1") for form in forms if form in content] + [
            code for code in self.codes if code.encode() in content
        ]


def _code(response: Any) -> str:
    return str(re.search(r'data-copy="([^"]+)"', response.content.decode()).group(1))  # type: ignore[union-attr]


def _papers(planted: Planted) -> list[SimpleUploadedFile]:
    names = [f"{planted.new()}.txt", f"{planted.new()}.bin"]
    return [SimpleUploadedFile(name, planted.some(4).encode() * 2000, "text/plain") for name in names]


def _by_page(planted: Planted, client: Client, address: str) -> str:
    key = re.search(r'name="form_key" value="([^"]+)"', client.get(address).content.decode())
    assert key is not None
    given = {"form_key": key.group(1), "words": planted.some(12), "name": planted.some(2), "papers": _papers(planted)}
    return _code(client.post(address, given))


def _by_house(planted: Planted, way: str) -> str:
    papers = [parts.Given(planted.new(), "text/plain", planted.some(8).encode())]
    with within(HOUSE):
        if way == "case":
            return moves.seal(planted.some(15), papers, language="en").words
        raw = f"From: {planted.new()}@example.test\n\n{planted.some(14)}".encode()
        return moves.seal_from_channel(raw, channel="email", destroy=lambda: None, papers=papers, language="en").words


def _plant(planted: Planted, desk: Client) -> None:
    for number in range(REPORTS):
        way = _WAYS[number % len(_WAYS)]
        if way in {"portal", "desk"}:
            client, address = (desk, "/desk/sealed/new") if way == "desk" else (Client(), "/safe/write/?in=en")
            planted.codes.append(_by_page(planted, client, address))
        else:
            planted.codes.append(_by_house(planted, way))


def _answer_all(planted: Planted, officer: Any, key: Any, seed: Any) -> None:
    for code in planted.codes[:: len(planted.codes) // 10]:
        with within(viewer(officer)):
            report = Report.objects.get(code=words_digest(code))
            secret = seed.unwrap(Wrap.objects.get(report=report, officer=key).sealed)
            assert COMMON in told(report, secret)["words"] or report.papers.exists()
            moves.look(report, by=viewer(officer))
            sealed = sealed_answer(report, secret, planted.some(20))
            moves.answer(report, by=viewer(officer), version=1, **sealed)
        heard = Client().post("/safe/answer/?in=en", {"code": code}).content
        assert planted.found_in(heard)  # its reporter, and only he, reads the answer


def _addresses() -> Iterator[str]:
    """Return every address of the product that takes no value, but for those that sign out or are files."""

    def walk(patterns: Any, before: str) -> Iterator[str]:
        for pattern in patterns:
            path = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, path)
            elif isinstance(pattern, URLPattern) and not re.search(r"[<(]|logout", path):
                yield "/" + path.replace("^", "").replace("$", "").replace("\\Z", "")

    yield from walk(get_resolver().url_patterns, "")


def _files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        try:
            if path.is_file() and not path.is_symlink():
                yield str(path), path.read_bytes()
        except FileNotFoundError:  # a temporary file of the server that is gone already
            continue


def _dump(name: str) -> bytes:
    command = [str(binaries()["pg_dump"]), f"--dbname={plugin.url('root', name)}"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def _data_folder(name: str) -> Path:
    with psycopg.connect(plugin.url("root", name), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        found = connection.execute("SHOW data_directory").fetchone()
    assert found is not None
    return Path(found[0])


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Keep every line that anything logs, at the lowest level."""
    kept = io.StringIO()
    handler, root = logging.StreamHandler(kept), logging.getLogger()
    former = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield kept
    root.setLevel(former)
    root.removeHandler(handler)


def test_no_marker_is_found_anywhere_in_plain_text(
    committed: str, log: io.StringIO, tmp_path: Path, settings: Any, monkeypatch: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR, settings.MEDIA_ROOT = str(tmp_path), str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10  # Django itself would write these papers to the disk
    planted, control = Planted(), f"CT{random(6).hex()}"
    compartment, made = a_compartment()
    officer = an_officer()
    key, seed = a_key(officer, compartment, (None, root_of(made)))
    clerk = a_staff_member("reception_officer", phone=control)
    _plant(planted, signed_in(clerk))
    _answer_all(planted, officer, key, seed)
    assert planted.number >= 1000
    assert len(set(planted.codes)) == REPORTS

    assert planted.found_in(log.getvalue().encode()) == []
    logging.getLogger("control").debug("%s", control)
    assert control in log.getvalue()

    for role in ("", *sorted(set(ROLES) - {"body_liaison"})):
        client = signed_in(a_staff_member(role))
        client.raise_request_exception = False
        for address in sorted(set(_addresses())):
            page = client.get(address, {"q": COMMON, "in": "en"})
            content = b"".join(page.streaming_content) if page.streaming else page.content  # type: ignore[attr-defined]
            assert planted.found_in(content) == [], (role, address)
    client = signed_in(officer)
    with within(viewer(officer)):
        reports = list(Report.objects.all())
    for report in reports:
        page = client.get(reverse("sealed:report", args=[report.pk]))
        assert planted.found_in(page.content) == []
    assert len(reports) == REPORTS

    dump = _dump(committed)
    assert control in dump.decode()
    assert planted.found_in(dump) == []
    assert dump.count(b"sealed_report") > 1
    seen_control = False
    for name, content in _files_of(_data_folder(committed)):
        seen_control |= control.encode() in content
        assert planted.found_in(content) == [], name
    assert seen_control
    for name, content in _files_of(tmp_path):
        assert planted.found_in(content) == [], name
    assert planted.found_in(log.getvalue().encode()) == []
    assert planted.found_in(repr([(one.subject, one.body) for one in getattr(mail, "outbox", [])]).encode()) == []
