"""One clock: nothing but `majlis.core.clock` asks the machine or the database for the time."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import ROOT, Source, dotted, imports, none, planted, sources, templates

CLOCK = "majlis/core/clock.py"
ASKING = {
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "time.time", "time.time_ns", "time.localtime", "time.ctime",
    "hijridate.Hijri.today", "hijridate.Gregorian.today",
    "django.utils.timezone.now", "django.utils.timezone.localtime", "django.utils.timezone.localdate",
    "django.db.models.functions.Now",
}  # fmt: skip
SQL_TIME = re.compile(
    r"(?<![\w.])(now\s*\(\s*\)|(statement|clock|transaction)_timestamp\s*\(|timeofday\s*\()"
    r"|\b(CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME|LOCALTIMESTAMP)\b",
    re.IGNORECASE,
)
TEMPLATE_TIME = re.compile(r"{%-?\s*now\b")
AUTOMATIC = {"auto_now", "auto_now_add"}
EXCEPTIONS = {
    "bench/inserts.py": "statements that pgbench sends by itself: no Python runs between them",
    "tests/journeys/walks.py": "stands outside the house, and reckons the clock that the house's servers show",
    "majlis/core/health.py": "the worker's heartbeat is written by the database's own clock",
}


def askings(source: Source) -> Iterator[str]:
    """Yield every place that asks another clock."""
    names = {local: f"{module}.{name}".strip(".") for _, module, name, local in imports(source)}
    for node in source.nodes:
        if isinstance(node, ast.Attribute | ast.Name):
            head, _, rest = dotted(node).partition(".")
            full = f"{names.get(head, head)}.{rest}".strip(".")
            if full in ASKING:
                yield f"{source.at(node)}: {full}"
        elif isinstance(node, ast.keyword) and node.arg in AUTOMATIC:
            yield f"{source.at(node.value)}: {node.arg} asks Django's clock; use default=clock.now"
    for node, text in source.strings():
        if found := SQL_TIME.search(text):
            yield f"{source.at(node)}: {found[0]} in SQL"


def test_code_asks_only_the_house_clock() -> None:
    found = [
        fault
        for source in sources()
        if source.place != CLOCK and source.place not in EXCEPTIONS and not source.place.endswith("test_clock.py")
        for fault in askings(source)
    ]
    none(found)


def test_sql_files_ask_only_the_house_clock() -> None:
    found = [path.name for path in (ROOT / "majlis").rglob("*.sql") if SQL_TIME.search(path.read_text("utf-8"))]
    none(found)


def test_templates_ask_only_the_house_clock() -> None:
    none(path.as_posix() for path in templates() if TEMPLATE_TIME.search(path.read_text("utf-8")))


def test_a_template_that_asks_django_s_clock_is_found() -> None:
    assert TEMPLATE_TIME.search('{% now "Y" %}')
    assert not TEMPLATE_TIME.search("{% nowhere %} now")


@pytest.mark.parametrize("place", EXCEPTIONS)
def test_each_exception_is_still_needed(place: str) -> None:
    (source,) = [source for source in sources() if source.place == place]
    assert list(askings(source))


@pytest.mark.parametrize(
    "text",
    [
        "from django.utils import timezone\nx = timezone.now()",
        "from django.utils.timezone import now as late\nfield(default=late)",
        "import datetime as dt\nx = dt.datetime.now(dt.UTC)",
        "from datetime import date\nx = date.today()",
        "import time\nx = time.time()",
        "from hijridate import Hijri\nx = Hijri.today()",
        "x = DateTimeField(auto_now_add=True)",
        "x = 'UPDATE t SET at = now()'",
        "x = f'DEFAULT CURRENT_TIMESTAMP {y}'",
    ],
)
def test_another_clock_is_found(text: str) -> None:
    assert len(list(askings(planted(text)))) == 1


@pytest.mark.parametrize(
    "text", ["from majlis.core import clock\nx = clock.now()", "x = 'majlis_now()'", "import time\ntime.monotonic()"]
)
def test_the_house_clock_is_not_found(text: str) -> None:
    assert list(askings(planted(text))) == []
