"""The whole way in a real browser: ceremony, keys, a report, its opening, the answer, a second officer.

The reporter's browser runs no scripts. What officers' browsers send is kept and searched for what they read there.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from nacl.utils import random
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from majlis.accounts.models import Staff
from majlis.bodies.models import Body
from majlis.sealed.tests.builders import Holder, a_staff_member, an_officer
from tests.pages.harness import Shown, browser, walk

pytestmark = pytest.mark.journey
ROOT = Path(__file__).resolve().parents[3]
SAID, PAPER, ANSWERED = "شاحنة قرب المستودع القديم", b"\x00plan of the yard\xff", "شكرًا لك، متى رأيتها؟"
PASSPHRASES = {"one": "correct horse battery", "two": "عبارة مرور طويلة جدا"}


@contextlib.contextmanager
def _server() -> Iterator[str]:
    """Serve the product on a free port with the test's own database; return its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    running = subprocess.Popen(
        [*command, "--no-ws", "--blocking-threads", "4", "majlis.config.wsgi:application"],
        cwd=ROOT,
        env={**os.environ},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/safe/", running)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(20)


def _wait(address: str, running: subprocess.Popen[bytes]) -> None:
    for _try in range(150):
        if running.poll() is not None:
            raise AssertionError("the server did not start")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=5)
            return
        time.sleep(0.2)
    raise AssertionError("the server does not answer")


class Desk:
    """An officer at his browser. `sent` is all that his browser sent."""

    def __init__(self, running: Browser, base: str, cookie: str, folder: Path, passphrase: str) -> None:
        self.base, self.folder, self.passphrase, self.sent = base, folder, passphrase, b""
        self.key_file, self.faults = folder / "none", list[str]()
        self.context = running.new_context(locale="ar-SA", accept_downloads=True, service_workers="block")
        self.context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
        self.page = self.context.new_page()
        self.page.on("request", self._keep)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _keep(self, request: Request) -> None:
        self.sent += request.url.encode() + (request.post_data_buffer or b"")

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(said.text)

    def go(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def make_key(self) -> None:
        page = self.go("/desk/sealed/keys/")
        form = page.locator('[data-uses="sealed-make-key"]')
        for field in ("#first", "#second"):
            form.locator(field).fill(self.passphrase)
        with page.expect_download() as download:
            form.locator("button").first.click()
        self.key_file = self.folder / download.value.suggested_filename
        download.value.save_as(self.key_file)
        form.locator("[data-second] button").click()
        page.wait_for_load_state("networkidle")

    def open(self, passphrase: str = "") -> Page:
        page = self.go("/desk/sealed/")
        page.locator("table a").first.click()
        page.locator("#key-file").set_input_files(self.key_file)
        page.locator("#passphrase").fill(passphrase or self.passphrase)
        page.locator("[data-open] button").click()
        return page


def _admit_by_shares(desk: Desk, shares: Path) -> None:
    page = desk.go("/desk/sealed/keys/")
    page.locator("summary").first.click()
    form = page.locator('form[data-uses="sealed-admit"]:has([data-share])').first
    files = form.locator("[data-share]")
    files.nth(0).set_input_files(shares / "share-3.json")
    files.nth(1).set_input_files(shares / "share-3.json")
    form.locator("button").click()
    form.locator('[data-say="shares"]').wait_for(state="visible")
    files.nth(1).set_input_files(shares / "share-1.json")
    with page.expect_navigation():
        form.locator("button").click()


def _admit_by_colleague(desk: Desk) -> None:
    page = desk.go("/desk/sealed/keys/")
    section = page.locator("section", has=page.locator('form[data-admitted=""]'))
    section.locator("summary").first.click()
    form = section.locator('form[data-uses="sealed-admit"]:has([data-key-file])')
    form.locator("[data-key-file]").set_input_files(desk.key_file)
    form.locator("[data-passphrase]").fill(desk.passphrase)
    with page.expect_navigation():
        form.locator("button").click()


def _write(reporter: BrowserContext, base: str, folder: Path) -> list[str]:
    (folder / "مخطط.bin").write_bytes(PAPER)
    page = reporter.new_page()
    page.goto(f"{base}/safe/?in=ar")
    page.locator("main a.btn--primary").click()
    page.locator("textarea").fill(SAID)
    page.locator("input[type=file]").set_input_files(folder / "مخطط.bin")
    page.locator("main form button").click()
    return [str(word).split("\n")[-1].strip() for word in page.locator(".seven li bdi:last-child").all_inner_texts()]


def _come_back(reporter: BrowserContext, base: str, words: list[str]) -> str:
    page = reporter.new_page()
    page.goto(f"{base}/safe/answer/?in=ar")
    page.locator("input[name=code]").fill(" ".join(words))
    page.locator("main form button").click()
    return page.locator("main").inner_text()


def _pass_on(desk: Desk, theirs: Path) -> bytes:
    page = desk.open()
    page.locator("[data-words]").wait_for(state="visible")
    page.locator("#their-key").set_input_files(theirs)
    with page.expect_download() as download:
        page.locator('[data-uses="sealed-package"] button').click()
    page.locator('form[action$="passing-on"] button').click()
    page.wait_for_load_state("networkidle")
    return Path(download.value.path()).read_bytes()


def _cookie(staff: Staff) -> str:
    client = Client()
    client.force_login(staff)
    return str(client.cookies["sessionid"].value)


@pytest.fixture
def scene(committed: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """Hold the ceremony, let two officers sign in, and serve."""
    call_command("seal_ceremony", str(tmp_path / "shares"))
    Body.objects.create(code="guard", name_ar="أمن الحدود", name_en="Guard", security=True)
    cookies = {
        "one": _cookie(an_officer()),
        "two": _cookie(an_officer()),
        "desk": _cookie(a_staff_member("reception_officer")),
    }
    with _server() as base, browser() as running:
        yield {"base": base, "browser": running, "cookies": cookies, "folder": tmp_path}


def test_report_goes_from_reporter_to_officer_and_back(scene: dict[str, Any]) -> None:
    base, running, folder = scene["base"], scene["browser"], scene["folder"]
    first, second = (Desk(running, base, scene["cookies"][who], folder, PASSPHRASES[who]) for who in ("one", "two"))
    first.make_key()
    _admit_by_shares(first, folder / "shares")

    reporter = running.new_context(java_script_enabled=False, locale="ar-SA")
    words = _write(reporter, base, folder)
    assert len(words) == 7
    assert reporter.cookies() == []
    assert "لم تُفتح بعد" in _come_back(reporter, base, words)

    page = first.open("a wrong passphrase")
    page.locator('[data-open] [data-say="wrong"]').wait_for(state="visible")
    page = first.open()
    page.locator("[data-words]").wait_for(state="visible")
    assert page.locator("[data-words]").inner_text() == SAID
    with page.expect_download() as download:
        page.locator("[data-paper]").click()
    assert download.value.suggested_filename == "مخطط.bin"
    assert Path(download.value.path()).read_bytes() == PAPER
    page.locator("#answer").fill(ANSWERED)
    page.locator('[data-uses="sealed-answer"] button').click()
    page.wait_for_load_state("networkidle")
    assert ANSWERED in _come_back(reporter, base, words)

    second.make_key()
    _admit_by_colleague(first)
    page = second.open()
    page.locator("[data-words]").wait_for(state="visible")
    assert page.locator("[data-words]").inner_text() == SAID
    assert page.locator("[data-answers]").inner_text() == ANSWERED

    body = Holder(random(32))
    theirs = folder / "theirs.json"
    from base64 import b64decode, b64encode

    theirs.write_text(json.dumps({"majlis": "public.1", "box": b64encode(body.publics.box).decode()}))
    package = json.loads(body.unwrap(_pass_on(second, theirs)))
    assert package["words"] == SAID
    assert b64decode(package["papers"][0]["content"]) == PAPER

    secrets = [SAID, ANSWERED, *PASSPHRASES.values()]
    for desk in (first, second):
        assert len(desk.sent) > 1000
        seed_of_file = json.loads(desk.key_file.read_text())["seed"]
        from urllib.parse import quote, quote_plus

        for secret in [*secrets, seed_of_file]:
            for form in (secret, quote(secret), quote_plus(secret)):
                assert form.encode() not in desk.sent
        assert desk.faults == []


def test_pages_are_fit_for_everyone(scene: dict[str, Any]) -> None:
    def as_(who: str) -> Any:
        cookie = scene["cookies"][who]
        return lambda context, base: context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])

    desk = Desk(scene["browser"], scene["base"], scene["cookies"]["one"], scene["folder"], PASSPHRASES["one"])
    desk.make_key()
    _admit_by_shares(desk, scene["folder"] / "shares")
    _write(scene["browser"].new_context(locale="ar-SA"), scene["base"], scene["folder"])
    page = desk.go("/desk/sealed/")
    report = str(page.locator("table a").first.get_attribute("href"))
    allowed: tuple[str, ...] = ("JPEG", "PNG", "WebP", "SMS")  # kinds of files, and a word that Arabic text keeps
    allowed += ("موظف", "م", "Officer")  # names of the staff of tests
    allowed += ("Security", "reports", "officer", "Reception")  # roles, named by another room
    pages = [
        Shown("sealed-start", "/safe/", allowed=allowed),
        Shown("sealed-write", "/safe/write/", allowed=allowed),
        Shown("sealed-come-back", "/safe/answer/"),
        Shown("sealed-list", "/desk/sealed/", sign_in=as_("one"), allowed=allowed),
        Shown("sealed-report", report, sign_in=as_("one"), allowed=allowed),
        Shown("sealed-keys", "/desk/sealed/keys/", sign_in=as_("one"), allowed=allowed),
        Shown("sealed-make-key", "/desk/sealed/keys/", sign_in=as_("two"), allowed=allowed),
        Shown("sealed-take-down", "/desk/sealed/new", sign_in=as_("desk"), allowed=allowed),
    ]
    assert "\n".join(map(str, walk(scene["base"], pages, running=scene["browser"]))) == ""
