"""Opens pages of a running server in a real browser and judges them.

Each page in each language, at four widths: nothing overflows, every control is inside the window and large enough
for a finger, axe finds nothing (WCAG 2.0 to 2.2, A and AA, and best practice), the console is silent (a break of the
content policy speaks there), nothing is fetched from elsewhere, and no word of the other language is left.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright

LANGUAGES = ("ar", "en")
WIDTHS = (320, 390, 768, 1280)
AXE_WIDTHS = (320, 1280)
HEIGHT = 900
LANGUAGE_COOKIE = "majlis_language"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOREIGN = {"ar": r"[A-Za-z]{2,}", "en": r"[\u0600-\u06FF]+"}
ALLOWED = ("PDF", "QR", "PIN")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_MEASURE = Path(__file__).with_name("measure.js").read_text()

SignIn = Callable[[BrowserContext, str], None]
"""Signs a browser in: takes its context and the server's address, leaves the cookies there."""


@dataclass(frozen=True)
class Shown:
    """A page to open: its name, its path, the answer it gives, and who must be signed in to see it."""

    name: str
    path: str
    status: int = 200
    sign_in: SignIn | None = None
    allowed: tuple[str, ...] = ()


@dataclass
class Report:
    """What was wrong with one page in one language; empty when nothing was."""

    page: Shown
    language: str
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the faults, a line each."""
        return "\n".join(f"{self.page.path} [{self.language}] {fault}" for fault in self.faults)


def chromium() -> str:
    """Return the path of the system's Chromium; refuse with a sentence that says what to do."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (path := shutil.which(name)):
            return path
    raise RuntimeError("Chromium is missing: install the package 'chromium', or set CHROMIUM to its path")


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Run one browser, as an ordinary visitor's, without calls of its own to the outside."""
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield running
        finally:
            running.close()


@contextlib.contextmanager
def visitor(running: Browser, base: str, language: str, width: int = 1280, **options: Any) -> Iterator[BrowserContext]:
    """Open a fresh profile that reads one language."""
    context = running.new_context(
        viewport={"width": width, "height": HEIGHT},
        locale="ar-SA" if language == "ar" else "en-GB",
        service_workers="block",
        reduced_motion="reduce",
        **options,
    )
    context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": base}])
    try:
        yield context
    finally:
        context.close()


def judge(running: Browser, base: str, shown: Shown, language: str) -> Report:
    """Open one page in one language and return what is wrong with it."""
    report = Report(shown, language)
    with visitor(running, base, language) as context:
        if shown.sign_in:
            shown.sign_in(context, base)
        page = context.new_page()
        _listen(page, base, shown, report)
        answer = page.goto(base + shown.path, wait_until="load")
        status = answer.status if answer else 0
        if status != shown.status:
            report.faults.append(f"answers {status}, not {shown.status}")
            return report
        page.wait_for_load_state("networkidle")
        report.faults += _ask(page, "styled")
        report.faults += _ask(page, "foreign", [FOREIGN[language], [*ALLOWED, *shown.allowed]])
        for width in WIDTHS:
            report.faults += [f"at {width} px: {fault}" for fault in _at_width(page, width)]
    return report


def walk(
    base: str,
    pages: Iterable[Shown],
    languages: Iterable[str] = LANGUAGES,
    running: Browser | None = None,
) -> list[Report]:
    """Judge every page in every language; return the reports that name a fault."""
    with contextlib.ExitStack() as stack:
        one = running or stack.enter_context(browser())
        reports = [judge(one, base, shown, language) for shown in pages for language in languages]
    return [report for report in reports if report.faults]


def weight(running: Browser, base: str, path: str, language: str = "ar") -> int:
    """Return the bytes of a first visit, as the product serves them: static text compressed, pages as they are."""
    with visitor(running, base, language, width=390) as context:
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - a builtin cannot be wrapped
        page.goto(base + path, wait_until="load")
        page.wait_for_load_state("networkidle")
        return sum(_carried(answer) for answer in answers)


def _carried(answer: Response) -> int:
    body = answer.body()
    squeezed = urlsplit(answer.url).path.endswith((".css", ".js", ".svg"))
    return len(gzip.compress(body)) if squeezed else len(body)


def _listen(page: Page, base: str, shown: Shown, report: Report) -> None:
    home = urlsplit(base).netloc

    def asked(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != home:
            report.faults.append(f"asks another place: {request.url[:120]}")

    def said(message: Any) -> None:
        own = shown.status != 200 and "Failed to load resource" in message.text
        own = own or "Service Worker registration blocked" in message.text  # by this harness itself
        if message.type in {"error", "warning"} and not own:
            report.faults.append(f"the console says: {message.text[:300]}")

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: report.faults.append(f"a script fails: {error}"))


def _at_width(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    faults = [fault for name in ("overflow", "outside", "small") for fault in _ask(page, name)]
    return faults + (_axe(page) if width in AXE_WIDTHS else [])


def _ask(page: Page, name: str, argument: Any = None) -> list[str]:
    found: list[str] = page.evaluate(f"(argument) => ({_MEASURE}).{name}(argument)", argument)
    return found


def _axe(page: Page) -> list[str]:
    if not page.evaluate("() => typeof window.axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    options = json.dumps({"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]})
    found = page.evaluate(f"() => axe.run(document, {options})")
    return [
        f"axe {one['id']}: {one['help']}: {node['html'][:140]} ({(node['failureSummary'] or '')[:160]})"
        for one in found["violations"]
        for node in one["nodes"][:4]
    ]
