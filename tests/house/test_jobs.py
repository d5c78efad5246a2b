"""Every job that is enqueued is a task that somebody declared: the queue takes any name silently."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator

from procrastinate.contrib.django import app

from tests.house.source import ROOMS, ROOT, Source, dotted, none, planted, product

MADE = {
    "majlis/notifications/engine.py": ["majlis.notifications.tasks.deliver", "majlis.notifications.tasks.climb"],
}
"""Files that put a task's name together, and the names that come out."""


def enqueued(source: Source) -> Iterator[tuple[str, str]]:
    """Yield (file:line, task name) of each call of enqueue; the name is empty where it is not written out."""
    for call in source.calls():
        if dotted(call.func).split(".")[-1] == "enqueue":
            name = call.args[0] if call.args else None
            yield source.at(call), name.value if isinstance(name, ast.Constant) and isinstance(name.value, str) else ""


def declared() -> set[str]:
    """Return the names of all tasks, once every room's tasks are loaded."""
    for path in sorted((ROOT / "majlis").glob("**/tasks.py")) + sorted((ROOT / "majlis").glob("**/tasks/*.py")):
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    return set(app.tasks)


def test_every_enqueued_name_is_a_task() -> None:
    tasks = declared()
    unknown = [
        f"{place}: {name or 'a name that is not written out'}"
        for source in product()
        for place, name in enqueued(source)
        if name not in tasks and not (name == "" and source.place in MADE)
    ]
    none(unknown)
    none(name for names in MADE.values() for name in names if name not in tasks)


def test_every_task_is_named_after_its_place() -> None:
    ours = [name for name in declared() if name.startswith("majlis.")]
    none(name for name in ours if name.split(".")[1] not in ROOMS or ".tasks" not in name)


def test_a_name_that_nobody_declared_is_found() -> None:
    source = planted("jobs.enqueue('majlis.cases.tasks.nobody', case=1)\nenqueue(name)")
    assert [name for _, name in enqueued(source)] == ["majlis.cases.tasks.nobody", ""]
