"""Rooms meet only at their doors: models, states, rules, queries, moves, parts, and the words of the ground rooms."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOMS, ROOT, Source, dotted, imports, none, planted, product, sources, templates

PRIVATE = {"urls", "views", "forms", "tasks", "listeners", "notices", "facts", "admin", "apps", "templatetags"}
SHARED = {("core", layer) for layer in PRIVATE} | {("catalogue", "forms"), ("people", "forms")}
"""Doors that are open although their name is private: core serves all, the catalogue's fields drive forms, and who a
person is, is asked in one way by every room."""
INCLUDED = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"'#]+)""")
PAGES = {"views", "parts"}


def through_the_wall(source: Source) -> Iterator[str]:
    """Yield each import of another room's private side."""
    for node, module, name, _ in imports(source):
        steps = (f"{module}.{name}" if name else module).split(".")
        if steps[0] != "majlis" or len(steps) < 3 or steps[1] in {source.room, "config"}:
            continue
        room, inside = steps[1], steps[2]
        if (inside in PRIVATE and (room, inside) not in SHARED) or any(step.startswith("_") for step in steps):
            yield f"{source.at(node)}: {'.'.join(steps)}"


def rules_that_read(source: Source) -> Iterator[str]:
    """Yield each import of models by rules that is there for more than types: a rule asks values, not rows."""
    if source.layer != "rules":
        return
    typing = {
        id(inner)
        for node in source.nodes
        if isinstance(node, ast.If) and dotted(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}
        for inner in ast.walk(node)
    }
    for node, module, _, _ in imports(source):
        if module.startswith(f"majlis.{source.room}.models") and id(node) not in typing:
            yield f"{source.at(node)}: import {module} under TYPE_CHECKING"


def unseen_reads(source: Source) -> Iterator[str]:
    """Yield each place of a page that reads rows past `visible_to`."""
    if not PAGES.intersection(source.parts):
        return
    allowed = {id(node.value) for node in source.nodes if isinstance(node, ast.Attribute) and node.attr == "visible_to"}
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"} and id(node) not in allowed:
            yield f"{source.at(node)}: {dotted(node)} without visible_to; ask the room's queries"


def test_rooms_meet_at_their_doors() -> None:
    ours = [source for source in sources() if source.room and source.room != "config" and not source.is_migration]
    none(fault for source in ours if not source.is_test for fault in through_the_wall(source))


def test_rules_read_no_rows() -> None:
    none(fault for source in product() for fault in rules_that_read(source))


def test_pages_read_only_what_the_viewer_may_see() -> None:
    none(fault for source in product() if source.room != "core" for fault in unseen_reads(source))


def test_templates_of_a_room_stay_in_it() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in templates()
        for name in INCLUDED.findall(path.read_text("utf-8"))
        if name.split("/")[0] in ROOMS and name.split("/")[0] not in {"core", path.relative_to(ROOT).parts[1]}
    ]
    none(found)


def contract(folder: Path) -> str:
    """Return what the import contract says against the house in a folder; nothing when it holds."""
    run = "from importlinter.cli import lint_imports_command as run; run()"
    command = [sys.executable, "-c", run, "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_the_import_contract_holds() -> None:
    said = contract(ROOT)
    assert not said, said


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """Return a house of empty rooms under the real contract."""
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for room in ["", *ROOMS, "config", "channels/email", "channels/demo"]:
        folder = tmp_path / "majlis" / room
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text("")
    return tmp_path


def test_empty_rooms_keep_the_contract(skeleton: Path) -> None:
    assert contract(skeleton) == ""


@pytest.mark.parametrize(
    ("place", "text", "found"),
    [
        ("kitchen/__init__.py", "", "majlis.kitchen"),
        ("people/models.py", "import majlis.cases", "majlis.people is not allowed to import majlis.cases"),
        ("intake/models.py", "import majlis.sealed", "majlis.intake is not allowed to import majlis.sealed"),
        ("core/clock.py", "import majlis.config", "majlis.core is not allowed to import majlis.config"),
        ("channels/email/carrier.py", "import majlis.channels.demo", "majlis.channels.email"),
        ("cases/queries.py", "import majlis.cases.moves", "majlis.cases.queries is not allowed"),
    ],
)
def test_a_broken_contract_is_found(skeleton: Path, place: str, text: str, found: str) -> None:
    path = skeleton / "majlis" / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n")
    (skeleton / "majlis/cases/moves.py").write_text("")
    assert found in " ".join(contract(skeleton).split())


@pytest.mark.parametrize(
    "text",
    [
        "from majlis.people.views import page",
        "from majlis.referrals import forms",
        "import majlis.people.tasks",
        "from majlis.people.moves._merge import join",
    ],
)
def test_an_import_through_the_wall_is_found(text: str) -> None:
    assert len(list(through_the_wall(planted(text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "from majlis.cases.views import page",
        "from majlis.people.moves import register",
        "from majlis.catalogue.forms import field",
        "from majlis.core.ui.forms import HouseForm",
        "import majlis.people.models",
    ],
)
def test_an_import_at_a_door_is_not_found(text: str) -> None:
    assert list(through_the_wall(planted(text))) == []


def test_a_rule_that_imports_models_is_found() -> None:
    text = "if TYPE_CHECKING:\n    from majlis.cases.models import A\nfrom majlis.cases.models import B"
    assert len(list(rules_that_read(planted(text, "majlis/cases/rules.py")))) == 1


def test_a_page_that_reads_past_the_viewer_is_found() -> None:
    text = "Case.objects.visible_to(v).get(pk=1)\nCase.objects.get(pk=1)"
    assert len(list(unseen_reads(planted(text)))) == 1
