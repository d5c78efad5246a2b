"""Files and functions stay of a size that one reads at a sitting. `python -m tests.house.test_sizes` lists them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from tests.house.source import ROOT, Source, none, planted, sources

COMFORTABLE = {".py": 350, ".html": 120, ".css": 300, ".js": 120}
LONGEST_FILE, LONGEST_FUNCTION, LONG_FUNCTION = 500, 80, 45


def functions(source: Source) -> Iterator[tuple[str, int]]:
    """Yield (file:line name, lines) of every function, its docstring not counted."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            said = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node) else 0
            yield f"{source.at(node)} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1 - said


def table() -> list[str]:
    """Return what is larger than comfortable, the largest first."""
    rows = [
        (len(path.read_text("utf-8").splitlines()), path.relative_to(ROOT).as_posix())
        for path in (ROOT / "majlis").rglob("*")
        if path.suffix in COMFORTABLE and not {"vendor", "migrations", "tests"}.intersection(path.parts)
    ]
    rows = [(size, place) for size, place in rows if size > COMFORTABLE["." + place.rsplit(".", 1)[1]]]
    for source in sources():
        if not source.is_test and not source.is_migration:
            rows += [(size, name) for name, size in functions(source) if size > LONG_FUNCTION]
    return [f"{size:5} {place}" for size, place in sorted(rows, reverse=True)]


def too_large(source: Source) -> Iterator[str]:
    """Yield the file when it is too long, and its functions that are."""
    size = len(source.text.splitlines())
    if size > LONGEST_FILE:
        yield f"{source.place}: {size} lines"
    yield from (f"{name}: {lines} lines" for name, lines in functions(source) if lines > LONGEST_FUNCTION)


def test_no_file_and_no_function_is_too_large() -> None:
    sys.stdout.write("\n".join(["larger than comfortable:", *table()]) + "\n")
    ours = [source for source in sources() if not source.is_test and not source.is_migration]
    none(fault for source in ours for fault in too_large(source))


def test_a_long_file_and_a_long_function_are_found() -> None:
    body = "    x = 1\n" * (LONGEST_FUNCTION + 1)
    assert len(list(too_large(planted("def f():\n" + body + "x = 1\n" * LONGEST_FILE)))) == 2


def test_a_long_docstring_is_no_long_function() -> None:
    text = 'def f():\n    """Say.\n' + "    word\n" * LONGEST_FUNCTION + '    """\n    return 1\n'
    assert list(too_large(planted(text))) == []


if __name__ == "__main__":
    sys.stdout.write("\n".join(table()) + "\n")
