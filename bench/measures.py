"""The measurements themselves. Each takes an open house with cases in it and prints its figures."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from urllib.parse import quote

from bench import clients, inserts, queries
from bench.clients import Ask, Timed
from bench.house import House
from bench.say import figure, tell
from bench.seats import any_cases, marked, officer, on_desk, ready_drafts, session, unfinished
from majlis.config.seed import load

SENT = 1200
WARM = 48
READ = 120
STATUS_READ = 3000
RARE = ("منارة", "طاحونة نجران", "مرصد الباحة", "سرداب", "معصرة زوجتي", "نافورة جازان", "مهبط", "صومعة أبها")
VARIANTS = {
    "hamza": "اسطوانة",
    "ta marbuta": "أسطوانه",
    "article": "الأسطوانة",
    "plural": "أسطوانات",
    "vowels": "أُسْطُوَانَة",
}


def intake(house: House, cases: int) -> None:
    """Send finished requests with eight clients: validation, reference, trail, notice and the draft's end included."""
    missing = unfinished()
    if missing:
        raise RuntimeError(f"the drafts of the measurement leave a question open: {missing}")
    ready = ready_drafts(SENT + WARM)
    asks = [
        Ask("/request/check/", {"majlis_draft": one.cookie}, {"once": one.once}, 303, location="/request/sent/")
        for one in ready
    ]
    clients.warm(house.port, asks[:WARM])
    timed = clients.run(house.port, asks[WARM:], clients=8, roots=[house.web, house.postmaster])
    context = {"concurrency": 8, "cases": cases, "sent": SENT}
    figure("intake", "create_rps", timed.rate, "1/s", **context)
    figure("intake", "create_p50_ms", timed.at(0.5), "ms", **context)
    figure("intake", "create_p95_ms", timed.at(0.95), "ms", **context)
    figure("intake", "create_cpu_ms", timed.cpu_each, "ms", **context)
    figure("intake", "pgbench_tps", inserts.tps(house.database), "1/s", concurrency=8, cases=cases)


def status(house: House, cases: int) -> None:
    """Read where a request stands, in sessions that its number and PIN opened, with eight clients."""
    opened = [(reference, _by_pin(house, number, reference)) for number, reference in enumerate(any_cases(100))]
    asks = [
        Ask(f"/s/{reference}/", {"sessionid": key})
        for reference, key in itertools.islice(itertools.cycle(opened), STATUS_READ)
    ]
    clients.warm(house.port, asks[: len(opened)])
    timed = clients.run(house.port, asks, clients=8, roots=[house.web, house.postmaster])
    context = {"concurrency": 8, "cases": cases}
    figure("status", "rps", timed.rate, "1/s", **context)
    figure("status", "p50_ms", timed.at(0.5), "ms", **context)
    figure("status", "p95_ms", timed.at(0.95), "ms", **context)
    figure("status", "cpu_ms", timed.cpu_each, "ms", **context)
    figure("status", "queries", queries.of(house, asks[0]), "queries", **context)


def _by_pin(house: House, number: int, reference: str) -> str:
    """Open a case by its number and PIN, from an address of its own, and return the key of the session."""
    browser = clients.Client(house.port, 100 + number)
    browser.ask(Ask("/s/", {}, {"reference": reference, "pin": load.PIN}, 303, location=f"/s/{reference}/"))
    return browser.given["sessionid"]


def inbox(house: House, cases: int) -> None:
    """Open the first page of an operations officer's list."""
    cookies = {"sessionid": session(officer())}
    _alone(house, "inbox", cases, [Ask("/desk/?list=operations", cookies)] * READ)


def casepage(house: House, cases: int) -> None:
    """Open the pages of cases that lie on an operations officer's desk."""
    member = officer()
    cookies = {"sessionid": session(member)}
    found = on_desk(member, READ)
    asks = [Ask(f"/desk/cases/{reference}/", cookies) for reference in itertools.islice(itertools.cycle(found), READ)]
    _alone(house, "casepage", cases, asks)


def search(house: House, cases: int) -> None:
    """Search for rare words, and for one word in the five ways in which people spell it."""
    member = officer("programme_director")
    cookies = {"sessionid": session(member)}
    asks = [Ask(f"/desk/search/?q={quote(RARE[place % len(RARE)])}", cookies) for place in range(READ)]
    _alone(house, "search", cases, asks)
    reference = marked(member)
    browser, found = clients.Client(house.port, 1), []
    for name, typed in VARIANTS.items():
        if reference and reference in browser.ask(Ask(f"/desk/search/?q={quote(typed)}", cookies)):
            found.append(name)
        else:
            tell(f"search did not find the spelling: {name}")
    figure("search", "variants_found", len(found), "of 5", cases=cases, found=found)


def _alone(house: House, bench: str, cases: int, asks: Sequence[Ask]) -> Timed:
    """Ask one after the other with a single client, and print the times, the CPU and the number of queries."""
    clients.warm(house.port, asks[:WARM], clients=4)
    timed = clients.run(house.port, asks, clients=1, roots=[house.web, house.postmaster])
    context = {"concurrency": 1, "cases": cases}
    figure(bench, "p50_ms", timed.at(0.5), "ms", **context)
    figure(bench, "p95_ms", timed.at(0.95), "ms", **context)
    figure(bench, "cpu_ms", timed.cpu_each, "ms", **context)
    figure(bench, "queries", queries.of(house, asks[0]), "queries", **context)
    return timed


BENCHES: dict[str, Callable[[House, int], None]] = {
    "intake": intake,
    "status": status,
    "inbox": inbox,
    "casepage": casepage,
    "search": search,
}
