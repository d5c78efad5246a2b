"""Only the owner's moves write a model: a room's rows change in `majlis/<room>/moves` and nowhere else.

Beside the moves may write: their private helpers (modules whose name begins with `_`, imported by moves alone),
migrations, tests with their builders, and the seed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.apps import apps
from django.db.models.fields.related import ManyToManyField

from tests.house.source import Source, dotted, imports, none, planted, product

ALWAYS = {
    "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "acreate", "abulk_create", "abulk_update", "aget_or_create", "aupdate_or_create", "asave", "adelete", "aupdate",
}  # fmt: skip
QUERYSET = {"objects", "visible_to", "filter", "exclude", "all", "select_for_update", "get_queryset", "_base_manager"}
SAVING = {"update_fields", "force_insert", "force_update", "using"}
ROWS = {"put", "put_if_none", "put_new", "write"}
"""What `core.rows` does with the rows that it is given."""
MANY = {"add", "set", "remove", "clear"}
SQL = re.compile(r"^\s*(INSERT\s+INTO|UPDATE\s+\w+|DELETE\s+FROM|TRUNCATE|MERGE\s+INTO)\b", re.IGNORECASE)
MOVES = {"moves"}
SEEDS = {"seed", "seeds", "sample"}

EXCEPTIONS = {
    "majlis/accounts/limits.py": "the token bucket is counted outside of the act, and must survive its refusal",
    "majlis/core/editions.py": "it gives migrations the words for their triggers, and no act calls it",
    "majlis/core/rows.py": "it writes the rows that a move gives it: calling it counts as writing, as ROWS says",
}
"""Files that write although they are no moves, each with its reason."""


def may_write(source: Source) -> bool:
    """Tell whether a file of the product belongs to the moves of its room, or to the seed."""
    name = source.parts[-1] if source.parts else ""
    return (
        source.layer in MOVES
        or bool(SEEDS.intersection(source.parts))
        or source.layer.startswith("moves_")
        or (name.startswith("_") and name != "__init__" and not name.startswith("__"))
    )


@cache
def many_names() -> frozenset[str]:
    """Return the names under which models of the house reach many others through a table between."""
    return frozenset(
        name
        for model in apps.get_models()
        if model.__module__.startswith("majlis.")
        for field in model._meta.get_fields()
        if isinstance(field, ManyToManyField)
        for name in (field.name, field.remote_field.related_name or "")
        if name
    )


def chain(node: ast.expr) -> list[str]:
    """Return the steps of a chain of calls, last first: `A.objects.get(x).save` gives save, get, objects, A."""
    steps = []
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        elif isinstance(node, ast.Attribute):
            steps.append(node.attr)
            node = node.value
        else:
            return [*steps, node.id] if isinstance(node, ast.Name) else steps


def is_write(call: ast.Call) -> bool:
    """Tell whether a call changes rows, as far as its form shows."""
    steps = chain(call.func)
    if len(steps) < 2 or "session" in steps:
        return False
    act, *before = steps
    named = {keyword.arg for keyword in call.keywords}
    if act in ALWAYS or (before == ["rows"] and act in ROWS):
        return True
    if act == "save":
        return not call.args and named <= SAVING
    if act == "delete":
        return not call.args and not call.keywords
    if act == "update":
        return bool(QUERYSET.intersection(before)) or (bool(named) and not call.args)
    return act in MANY and before[0] in many_names()


def writes(source: Source) -> Iterator[str]:
    """Yield every place of a file that writes rows."""
    yield from (f"{source.at(call)}: .{chain(call.func)[0]}()" for call in source.calls() if is_write(call))
    for node, text in source.strings():
        if found := SQL.match(text):
            yield f"{source.at(node)}: {found[1]}"


def foreign_writes(source: Source) -> Iterator[str]:
    """Yield every place where a room's moves write a model of another room."""
    models = {
        local: module.split(".")[1]
        for _, module, _, local in imports(source)
        if re.match(r"majlis\.\w+\.models\b", module) and module.split(".")[1] != source.room
    }
    owned = {name: models[kind] for name, kind in _typed(source) if kind in models} | models
    for call in source.calls():
        for name in _written(call) if is_write(call) else ():
            if name in owned:
                yield f"{source.at(call)}: writes a model of {owned[name]}"


def _written(call: ast.Call) -> list[str]:
    """Return the names of what a call writes: of the rows it is given, or of what its chain begins with."""
    steps = chain(call.func)
    if steps[1:] != ["rows"]:
        return steps[-1:]
    given = [one.value if isinstance(one, ast.Starred) else one for one in call.args]
    return [name for one in given for name in chain(one)[-1:]]


def _typed(source: Source) -> Iterator[tuple[str, str]]:
    """Yield (variable, class) where an annotation or an assignment says what a variable is."""
    for node in source.nodes:
        if isinstance(node, ast.arg) and node.annotation:
            yield node.arg, dotted(node.annotation)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made = chain(node.value.func)[-1:]
            yield from ((target.id, made[0]) for target in node.targets if isinstance(target, ast.Name) and made)


def test_only_moves_write() -> None:
    found = [
        fault
        for source in product()
        if not may_write(source) and source.place not in EXCEPTIONS and source.room != "config"
        for fault in writes(source)
    ]
    none(found)


def test_moves_write_only_their_own_room() -> None:
    none(fault for source in product() if may_write(source) for fault in foreign_writes(source))


def test_private_helpers_are_called_by_moves_alone() -> None:
    private = {
        "majlis." + ".".join([source.room, *source.parts])
        for source in product()
        if source.parts and may_write(source) and source.parts[-1].startswith("_") and source.layer not in MOVES
    }
    found = [
        f"{source.at(node)}: {module}.{name}"
        for source in product()
        for node, module, name, _ in imports(source)
        if private.intersection({module, f"{module}.{name}"}) and not may_write(source)
    ]
    none(found)


@pytest.mark.parametrize("place", EXCEPTIONS)
def test_each_exception_is_still_needed(place: str) -> None:
    (source,) = [source for source in product() if source.place == place]
    assert list(writes(source))


@pytest.mark.parametrize(
    "text",
    [
        "Case.objects.create(kind='x')",
        "case.save()",
        "case.save(update_fields=['state'])",
        "case.delete()",
        "Case.objects.visible_to(v).filter(pk=1).update(state='x')",
        "rows.update(state='x')",
        "Case.objects.bulk_create(rows)",
        "case.parties.get_or_create(role='x')",
        "rows.put(case)",
        "rows.put_new(Case(kind='x'), 'key')",
        "rows.write(case, 'state')",
        "cursor.execute('UPDATE cases_case SET state = %s')",
        "SQL = 'INSERT INTO cases_case VALUES (1)'",
    ],
)
def test_a_write_outside_of_the_moves_is_found(text: str) -> None:
    assert len(list(writes(planted(text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "found.update({'a': 1})",
        "rows.numbers(Case)",
        "queue.put(one)",
        "seen.add(1)",
        "digest.update(b'')",
        "picture.save(buffer, 'PNG')",
        "storage.delete(name)",
        "request.session.save()",
        "'Update your words'",
        "Case.objects.visible_to(v).get(pk=1)",
    ],
)
def test_what_only_looks_like_a_write_is_not_found(text: str) -> None:
    assert list(writes(planted(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "from majlis.people.models import Beneficiary\nBeneficiary.objects.create(name='x')",
        "from majlis.people.models import Beneficiary\ndef act(one: Beneficiary):\n    one.save()",
        "from majlis.people.models import Beneficiary\none = Beneficiary.objects.get(pk=1)\none.delete()",
        "from majlis.people.models import Beneficiary\nrows.put(Beneficiary(given='x'))",
        "from majlis.people.models import Beneficiary\ndef act(one: Beneficiary):\n    rows.write(one, 'given')",
    ],
)
def test_a_write_into_another_room_is_found(text: str) -> None:
    assert len(list(foreign_writes(planted(text, "majlis/cases/moves.py")))) == 1
