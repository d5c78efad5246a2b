"""Nothing that belongs to one machine, one evening or one debugger stays in the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOT, Source, dotted, imports, none, planted, sources

TEXTS = {".py", ".md", ".toml", ".html", ".css", ".js", ".po", ".txt", ".json", ".sql", ".typ", ".sh", ""}
FOLDERS = ("majlis", "tests", "bench", "docs", "scripts", ".githooks", ".ci")
MACHINE = re.compile(r"(?<![\w.$}<])/(?:work|root|tmp|home)/[\w.-]")
DEBUGGERS = {"pdb", "ipdb", "pudb", "breakpoint", "set_trace"}
SPEAKING = ("majlis/config/", "bench/", "manage.py", "tests/faults/")
"""Commands of the terminal, and scenes that speak to the test which started them: they may print."""
EXCUSED_PATHS = {
    "tests/house/test_hygiene.py": "shows what is found",
}


def texts() -> Iterator[Path]:
    """Yield every file of the project that people write."""
    yield from (path for path in ROOT.glob("*") if path.is_file() and path.suffix in TEXTS and path.name != ".coverage")
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXTS and "__pycache__" not in path.parts:
                yield path


def left_behind(source: Source) -> Iterator[str]:
    """Yield each debugger and each print where nobody reads it."""
    for node, module, _, _ in imports(source):
        if module.split(".")[0] in DEBUGGERS:
            yield f"{source.at(node)}: {module}"
    for call in source.calls():
        name = dotted(call.func)
        if name.split(".")[-1] in DEBUGGERS or (name == "print" and not source.place.startswith(SPEAKING)):
            yield f"{source.at(call)}: {name}"


def test_no_file_names_a_place_of_one_machine() -> None:
    found = []
    for path in texts():
        place = path.relative_to(ROOT).as_posix()
        if place not in EXCUSED_PATHS:
            lines = enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1)
            found += [f"{place}:{number}: {line.strip()[:80]}" for number, line in lines if MACHINE.search(line)]
    none(found)


def test_nobody_left_a_debugger_or_a_print() -> None:
    none(fault for source in sources() for fault in left_behind(source))


@pytest.mark.parametrize("text", ["import pdb", "breakpoint()", "print('here')", "from ipdb import set_trace"])
def test_what_is_left_behind_is_found(text: str) -> None:
    assert len(list(left_behind(planted(text)))) == 1


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("see /work/main/x", True),
        ("cp /root/.ssh", True),
        ('open("/tmp/file")', True),
        ("docs/work/x", False),
        ("https://example.com/home/x", False),
        ("/var/lib/majlis/run", False),
    ],
)
def test_a_place_of_one_machine_is_found(line: str, found: bool) -> None:
    assert bool(MACHINE.search(line)) is found
