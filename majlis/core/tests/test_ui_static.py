"""Files that a browser fetches: what is not ours is as written down, and what is ours finds what it names."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from majlis.core.ui import gallery

STATIC = Path(gallery.__file__).parents[1] / "static"
MODULES = sorted((STATIC / "core/js").glob("*.js"))
VENDORED = json.loads((STATIC / "vendor.json").read_text())["files"]


@pytest.mark.parametrize("entry", VENDORED, ids=lambda entry: entry["path"])
def test_a_vendored_file_is_the_one_written_down(entry: dict[str, str]) -> None:
    assert hashlib.sha256((STATIC / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]


def test_every_vendored_file_is_written_down() -> None:
    there = {path.relative_to(STATIC).as_posix() for path in STATIC.glob("**/vendor/*") if path.is_file()}
    assert there <= {entry["path"] for entry in VENDORED} | {
        path for path in there if path.endswith((".txt", ".md", "LICENSE"))
    }


@pytest.mark.parametrize("path", sorted((STATIC / "core/css").glob("*.css")), ids=lambda path: path.name)
def test_a_sheet_finds_the_files_it_names(path: Path) -> None:
    for address in re.findall(r'url\("([^"]+)"\)', path.read_text()):
        assert (path.parent / address).exists(), address


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_does_one_thing_and_says_which(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("// ")
    assert len(text.splitlines()) <= 60
    assert "eval(" not in text
    for name in re.findall(r'from "majlis/([\w-]+)"', text):
        assert (path.parent / f"{name}.js").exists(), name


def test_every_behaviour_that_a_template_asks_for_exists() -> None:
    known = {path.stem for path in MODULES}
    asked = set()
    for template in STATIC.parent.glob("templates/**/*.html"):
        for names in re.findall(r'data-uses="([\w -]+)"', template.read_text("utf-8")):
            asked |= set(names.split())
    assert len(asked) > 5
    assert asked - known == set()
