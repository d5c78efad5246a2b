"""Finds the pages of a running sample centre: each of its people follows the links that he is shown.

One page stands for all of its kind: `/desk/cases/612.../` for every case. Only what a link opens is asked for, so
nothing is changed.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Page

from majlis.config.seed.staff import PASSWORD
from majlis.config.seed.walks import PIN
from tests.pages.harness import Shown, SignIn, visitor

STAFF = (
    "operations", "audit", "minister.office", "followup", "inquiries", "reception", "section.head", "minister",
    "programme.director", "centre.manager", "hall.host", "gate", "toll.free.agent", "interpreter", "duty",
    "security.reports", "system.administrator",
)  # fmt: skip
BODY = "passports"
CASE = re.compile(r"^/desk/cases/(\d{10})/$")
LEFT_OUT = re.compile(r"logout|/oidc/|^/look/|^/healthz|^/static/")
OK = 200
PATIENCE = 60_000  # milliseconds that a busy machine may take for a page


class Links(HTMLParser):
    """Collects the links of a page that open in this window."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and "download" not in given and (address := given.get("href")):
            self.found.append(address)


@dataclass
class Crawl:
    """What was found so far: the kinds of pages, and the first case that somebody was shown."""

    base: str
    kinds: set[str] = field(default_factory=set)
    shown: list[Shown] = field(default_factory=list)
    case: str = ""

    def follow(self, context: BrowserContext, starts: Iterable[str], who: str, sign_in: SignIn | None) -> None:
        """Look at one page of each kind that links lead to from `starts`, and keep those that nobody was shown yet."""
        waiting, seen = deque(starts), set[str]()
        while waiting:
            path = waiting.popleft()
            kind = _kind(path)
            if kind is None or kind in seen:
                continue
            answer = context.request.get(self.base + path, max_redirects=0, timeout=PATIENCE)
            if answer.status != OK or "text/html" not in answer.headers.get("content-type", ""):
                continue
            seen.add(kind)
            self._keep(kind, path, who, sign_in)
            waiting.extend(_links(answer.text(), self.base + path))

    def _keep(self, kind: str, path: str, who: str, sign_in: SignIn | None) -> None:
        found = CASE.match(urlsplit(path).path)
        self.case = self.case or (found[1] if found else "")
        if kind in self.kinds:
            return
        self.kinds.add(kind)
        name = re.sub(r"<(?:\w+:)?(\w+)>", r"\1", kind)
        name = re.sub(r"[^\w]+", "-", name).strip("-") or "home"
        self.shown.append(Shown(f"{who}-{name}" if who else name, path, sign_in=sign_in))


def find(running: Browser, base: str) -> list[Shown]:
    """Return one page of each kind that the public and the sample's staff are shown at `base`."""
    crawl = Crawl(base)
    with visitor(running, base, "ar") as context:
        crawl.follow(context, ["/"], "", None)
    for part in (*(f"{one}1" for one in STAFF), BODY):
        with visitor(running, base, "ar") as context:
            page = _signed_in(context, base, f"{part}@majlis.example")
            first = urlsplit(page.url).path
            crawl.follow(context, [first, "/desk/"], part.rstrip("1").replace(".", "-"), _kept(context, base, page))
    if crawl.case:
        with visitor(running, base, "ar") as context:
            sign_in = _kept(context, base, _opened(context, base, crawl.case))
            crawl.follow(context, [f"/s/{crawl.case}/"], "owner", sign_in)
    return crawl.shown


def _signed_in(context: BrowserContext, base: str, mail: str) -> Page:
    page = context.new_page()
    page.goto(f"{base}/staff/login/")
    page.fill("[name=login]", mail)
    page.fill("[name=password]", PASSWORD)
    page.click("form[novalidate] button")
    page.wait_for_url(lambda address: "/login/" not in address)
    return page


def _opened(context: BrowserContext, base: str, reference: str) -> Page:
    page = context.new_page()
    page.goto(f"{base}/s/")
    page.fill("[name=reference]", reference)
    page.fill("[name=pin]", PIN)
    page.press("[name=pin]", "Enter")
    page.wait_for_url(f"{base}/s/{reference}/")
    return page


def _kept(context: BrowserContext, base: str, page: Page) -> SignIn:
    """Return what signs another browser in as this one is."""
    page.close()
    cookies = [
        {"name": one["name"], "value": one["value"], "url": base}
        for one in context.cookies()
        if "language" not in one["name"]
    ]

    def sign(other: BrowserContext, base: str) -> None:
        other.add_cookies(cookies)  # type: ignore[arg-type]

    return sign


def _kind(path: str) -> str | None:
    """Return the pattern that opens a path, with the names of what is asked; None for what is no page of the house."""
    if LEFT_OUT.search(path):
        return None
    steps = urlsplit(path)
    try:
        route = str(resolve(steps.path).route)
    except Resolver404:
        return None
    return " ".join([route, *sorted(parse_qs(steps.query).keys() - {"in"})])


def _links(text: str, address: str) -> Iterator[str]:
    parser = Links()
    parser.feed(text)
    home = urlsplit(address).netloc
    for href in parser.found:
        found = urlsplit(urljoin(address, href))
        if found.netloc == home and found.scheme in {"http", "https"}:
            yield found.path + (f"?{found.query}" if found.query else "")
