"""Style sheets follow the writing, not the left or the right; their colours stand in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2  # type: ignore[import-untyped]

from tests.house.source import ROOT

SHEETS = [path for path in sorted((ROOT / "majlis").glob("**/static/**/*.css")) if "vendor" not in path.parts]
TOKENS = "tokens.css"
LONGEST = 300
SIDES = {"left", "right", "top", "bottom"}
PHYSICAL = {
    *SIDES,
    *("width", "height", "min-width", "min-height", "max-width", "max-height"),
    *(
        f"{kind}-{side}"
        for kind in ("margin", "padding", "border", "scroll-margin", "scroll-padding")
        for side in SIDES
    ),
    *(f"border-{side}-{part}" for side in SIDES for part in ("width", "style", "color")),
    *(f"border-{block}-{side}-radius" for block in ("top", "bottom") for side in ("left", "right")),
    *("overflow-x-start", "contain-intrinsic-width", "contain-intrinsic-height"),
}
FOUR_SIDED = {"margin", "padding", "inset", "border-width", "border-style", "border-color", "border-radius"}
SIDED_VALUES = {"text-align", "float", "clear", "caption-side"}
NAMES = re.compile(
    r"\b(white|black|red|green|blue|gr[ae]y|gold|orange|yellow|silver|brown|pink|purple|navy|teal|maroon|beige)\b"
)
COLOUR_CALLS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch"}
Found = tuple[int, str, list[tinycss2.ast.Node]]


def declarations(nodes: list[tinycss2.ast.Node]) -> Iterator[Found]:
    """Yield (line, property, value) of every declaration, however deep it is nested."""
    for node in nodes:
        if node.type == "declaration":
            yield node.source_line, node.name, node.value
        elif node.type in {"qualified-rule", "at-rule"} and node.content is not None:
            yield from declarations(
                tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            )


def inside(values: list[tinycss2.ast.Node]) -> Iterator[tinycss2.ast.Node]:
    """Yield every part of a value, those inside of functions too."""
    for value in values:
        yield value
        yield from inside(getattr(value, "arguments", None) or [])


def sides(line: int, name: str, value: list[tinycss2.ast.Node]) -> Iterator[str]:
    """Yield what in a declaration names a side of the screen instead of the writing."""
    words = [part.lower_value for part in value if part.type == "ident"]
    if name in PHYSICAL:
        yield f"line {line}: {name}"
    if name in SIDED_VALUES and set(words) & SIDES:
        yield f"line {line}: {name}: {' '.join(words)}"
    parts = [tinycss2.serialize([part]) for part in value if part.type not in {"whitespace", "comment"}]
    if name in FOUR_SIDED and len(parts) == 4 and "/" not in parts and parts[1] != parts[3]:
        yield f"line {line}: {name} with four sides: {' '.join(parts)}"


def colours(line: int, name: str, value: list[tinycss2.ast.Node]) -> Iterator[str]:
    """Yield colours that are written out instead of told by their role."""
    for part in inside(value):
        if part.type == "hash" or (part.type == "function" and part.lower_name in COLOUR_CALLS):
            yield f"line {line}: {name}: {tinycss2.serialize([part])}"
        elif part.type == "ident" and NAMES.fullmatch(part.lower_value):
            yield f"line {line}: {name}: {part.value}"


def parsed(text: str) -> list[Found]:
    """Return the declarations of a sheet."""
    return list(declarations(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_sheet_follows_the_writing(path: Path) -> None:
    assert [fault for found in parsed(path.read_text("utf-8")) for fault in sides(*found)] == []


@pytest.mark.parametrize("path", [path for path in SHEETS if path.name != TOKENS], ids=lambda path: path.name)
def test_a_sheet_tells_colours_by_their_role(path: Path) -> None:
    assert [fault for found in parsed(path.read_text("utf-8")) for fault in colours(*found)] == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_sheet_is_sound_and_of_a_length_to_read(path: Path) -> None:
    text = path.read_text("utf-8")
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    assert [node.message for node in nodes if node.type == "error"] == []
    assert len(text.splitlines()) <= LONGEST


def test_every_sheet_is_looked_at() -> None:
    assert {path.name for path in SHEETS} >= {TOKENS, "base.css", "portal.css", "desk.css"}


@pytest.mark.parametrize(
    "text",
    [
        "p { margin-left: 1px; }",
        "@media print { p { width: 2em; } }",
        "@layer a { p { text-align: right; } }",
        "p { padding: 1px 2px 3px 4px; }",
        "p { & b { inset: 0 1px 0 2px; } }",
    ],
)
def test_a_side_is_found(text: str) -> None:
    assert len([fault for found in parsed(text) for fault in sides(*found)]) == 1


@pytest.mark.parametrize(
    "text", ["p { margin: 1px auto 2px; }", "p { inset: 0; }", "p { text-align: start; }", "p { inline-size: 1em; }"]
)
def test_what_follows_the_writing_is_not_found(text: str) -> None:
    assert [fault for found in parsed(text) for fault in sides(*found)] == []


@pytest.mark.parametrize(
    "text",
    [
        "p { color: #fff; }",
        "p { background: linear-gradient(red, var(--x)); }",
        "p { box-shadow: 0 0 rgb(0 0 0 / .5); }",
    ],
)
def test_a_written_colour_is_found(text: str) -> None:
    assert len([fault for found in parsed(text) for fault in colours(*found)]) == 1


def test_a_role_is_no_written_colour() -> None:
    text = (
        "p { color: var(--gold); border-color: currentColor; background: color-mix(in srgb, var(--a), transparent); }"
    )
    assert [fault for found in parsed(text) for fault in colours(*found)] == []
