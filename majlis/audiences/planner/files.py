"""Problems as JSON, so that those from elsewhere can be planned. README.md describes the fields."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from majlis.audiences.planner.problem import Problem
from majlis.audiences.planner.weights import Settings

SCHEMA = 1


class Unreadable(ValueError):
    """A file that is no problem; its words name the place in it and what is wanted there."""


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds: its `schema`, a problem, and the settings where they are not the usual ones."""

    problem: Problem
    settings: Settings = field(default_factory=Settings)
    schema: int = SCHEMA


def write(problem: Problem, settings: Settings | None = None) -> str:
    """Return a problem as JSON. What has its usual value is left out."""
    return json.dumps(_plain(File(problem, settings or Settings())) | {"schema": SCHEMA}, ensure_ascii=False, indent=1)


def read(text: str) -> File:
    """Return what a JSON text holds. Raises Unreadable where it is no problem of this schema."""
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise Unreadable(f"This is no JSON: {error}.") from error
    found: File = _value(File, raw, "file")
    if found.schema != SCHEMA:
        raise Unreadable(f"file.schema: {SCHEMA} is wanted.")
    _check(found.problem)
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        pairs = ((one, getattr(value, one.name)) for one in fields(value))
        return {one.name: _plain(held) for one, held in pairs if one.default is MISSING or held != one.default}
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _value(kind: Any, raw: Any, where: str) -> Any:
    """Return a raw value as a kind of the problem's values."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if raw is None else _value(parts[0], raw, where)
    if origin is Literal:
        return _wanted(raw, raw in parts, where, f"one of {', '.join(parts)}")
    if origin in (tuple, frozenset):
        _wanted(raw, isinstance(raw, list), where, "a list")
        return origin(_value(parts[0], one, f"{where}[{number}]") for number, one in enumerate(raw))
    if is_dataclass(kind):
        return _record(kind, raw, where)
    return _simple(kind, raw, where)


def _simple(kind: Any, raw: Any, where: str) -> Any:
    if kind is dt.date:
        try:
            return dt.date.fromisoformat(raw)
        except (TypeError, ValueError):
            raise Unreadable(f"{where}: a date such as 2027-01-31 is wanted.") from None
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    if kind is float:
        return float(_wanted(raw, is_number, where, "a number"))
    right = isinstance(raw, kind) and (kind is bool or not isinstance(raw, bool))
    names = {int: "a whole number", str: "a text", bool: "true or false"}
    return _wanted(raw, right, where, names[kind])


def _wanted(raw: Any, right: bool, where: str, what: str) -> Any:
    if not right:
        raise Unreadable(f"{where}: {what} is wanted.")
    return raw


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _record(kind: Any, raw: Any, where: str) -> Any:
    _wanted(raw, isinstance(raw, dict), where, "an object")
    hints = _hints(kind)
    unknown = sorted(set(raw) - set(hints))
    if unknown:
        raise Unreadable(f"{where}.{unknown[0]}: this is not known; there are {', '.join(hints)}.")
    missing = [
        one.name for one in fields(kind)
        if one.name not in raw and one.default is MISSING and one.default_factory is MISSING
    ]  # fmt: skip
    if missing:
        raise Unreadable(f"{where}.{missing[0]}: this is missing.")
    return kind(**{name: _value(hints[name], held, f"{where}.{name}") for name, held in raw.items()})


def _check(problem: Problem) -> None:
    """Refuse what has the right form and cannot be meant."""
    for name in ("sittings", "places", "requests", "helpers"):
        ids = [one.id for one in getattr(problem, name)]
        _none(name, (one for one in ids if ids.count(one) > 1) if len(set(ids)) < len(ids) else (), "stands twice")
    _all("requests", problem.requests, lambda one: one.minutes > 0, "minutes above 0 are wanted")
    _all("sittings", problem.sittings, lambda one: one.start < one.end, "an end after the start is wanted")
    known = {one.id for one in problem.requests}
    _none("opposed", (one for group in problem.opposed for side in group.sides for one in side - known), "no request")
    _none("held", (one.request for one in problem.held if one.request not in known), "no request")
    if problem.grid < 1:
        raise Unreadable("problem.grid: at least 1 is wanted.")


def _all(name: str, ones: Iterable[Any], holds: Callable[[Any], bool], words: str) -> None:
    _none(name, (one.id for one in ones if not holds(one)), words)


def _none(name: str, faulty: Iterable[str], words: str) -> None:
    for one in faulty:
        raise Unreadable(f"problem.{name}: {one}: {words}.")
