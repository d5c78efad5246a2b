"""Clients that keep their connection open, as browsers behind a proxy do, and the figures of their times."""

from __future__ import annotations

import http.client
import math
import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `status` is the one that counts as success, `said` what the answer must hold."""

    path: str
    cookies: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] | None = None
    status: int = 200
    said: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Timed:
    """What a run took: seconds in all, milliseconds of each request, CPU milliseconds of all processes."""

    seconds: float
    each: list[float]
    cpu: float

    @property
    def rate(self) -> float:
        """Return requests a second."""
        return len(self.each) / self.seconds

    @property
    def cpu_each(self) -> float:
        """Return CPU milliseconds a request."""
        return self.cpu / len(self.each)

    def at(self, share: float) -> float:
        """Return the milliseconds within which a share of the requests was answered."""
        ordered = sorted(self.each)
        return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * share) - 1)]


class Client:
    """One browser. Comes from an address of its own, through the proxy that the house trusts."""

    def __init__(self, port: int, number: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.given: dict[str, str] = {}
        self.address = f"100.64.{number // 250}.{number % 250 + 1}"

    def ask(self, ask: Ask) -> str:
        """Send one request and return its answer whole. Raises RuntimeError when it is not the expected one."""
        token = "b" * 32
        cookies = ask.cookies | ({"csrftoken": token} if ask.form is not None else {})
        headers = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            "Accept": "text/html",
            "Accept-Language": "ar",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }
        body = None
        if ask.form is not None:
            body = urlencode(ask.form | {"csrfmiddlewaretoken": token}).encode()
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": "https://localhost/"}
        self.connection.request("GET" if body is None else "POST", ask.path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _sign, value = line.partition(";")[0].partition("=")
            self.given[name] = value
        where = answer.headers.get("Location", "")
        if answer.status != ask.status or ask.said not in page or not where.startswith(ask.location):
            raise RuntimeError(f"{ask.path} answered {answer.status} {where} {page[:200]!r}")
        return page


def tree_cpu(*roots: int) -> float:
    """Return the CPU milliseconds that processes and all that they started have used until now, dead ones included."""
    parents: dict[int, int] = {}
    used: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(entry.name)
        parents[pid] = int(fields[1])
        used[pid] = sum(int(ticks) for ticks in fields[11:15])  # own and waited-for children, user and system
    inside = set(roots)
    while more := {pid for pid, parent in parents.items() if parent in inside} - inside:
        inside |= more
    return sum(used.get(pid, 0) for pid in inside) * 1000 / TICK


def run(port: int, asks: Sequence[Ask], *, clients: int, roots: Sequence[int]) -> Timed:
    """Let some clients answer all asks among them, each one request after the other; return what it took.

    Raises the first failure.
    """
    shares = [asks[number::clients] for number in range(clients)]
    times: list[list[float]] = [[] for _share in shares]
    failures: list[BaseException] = []
    start = threading.Barrier(clients + 1)

    def work(number: int) -> None:
        browser = Client(port, number)
        start.wait()
        try:
            for ask in shares[number]:
                began = time.perf_counter()
                browser.ask(ask)
                times[number].append((time.perf_counter() - began) * 1000)
        except (RuntimeError, OSError, http.client.HTTPException) as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    start.wait()
    before, began = tree_cpu(*roots), time.perf_counter()
    for thread in threads:
        thread.join()
    seconds, after = time.perf_counter() - began, tree_cpu(*roots)
    if failures:
        raise failures[0]
    return Timed(seconds, [one for share in times for one in share], after - before)


def warm(port: int, asks: Sequence[Ask], *, clients: int = 8) -> None:
    """Send some requests that do not count, so that every process of the server has loaded what it needs."""
    run(port, asks, clients=clients, roots=())
