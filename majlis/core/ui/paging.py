"""Paging by key: the next page begins where this one ended.

Nothing is ever counted, so a page costs the same at a thousand rows and at a million.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page, and the tokens of its neighbours ("" where there is none)."""

    rows: list[Row]
    next: str = ""
    previous: str = ""

    def __iter__(self) -> Iterator[Row]:
        """Go through the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return how many rows this page holds."""
        return len(self.rows)


def keyset(query: QuerySet[Row], by: Sequence[str], token: str = "", size: int = 50) -> Page[Row]:
    """Return the page that a token names, the first one for no token or a broken one.

    `by` are field names that are never null, "-" before those that fall; the last must be unique. The token holds
    the key of a row, so it means nothing to a reader that the row itself does not show.
    """
    back, key = _read(token, len(by))
    order = [_turned(name) for name in by] if back else list(by)
    if key:
        try:
            query = query.filter(_beyond(order, key))
        except (ValueError, TypeError, ValidationError):  # a token that somebody made up
            return keyset(query, by, "", size)
    found = list(query.order_by(*order)[: size + 1])
    more, rows = len(found) > size, found[:size]
    if back:
        rows.reverse()
    has_next, has_previous = (bool(key), more) if back else (more, bool(key))
    return Page(
        rows,
        next=_write(rows[-1], by, back=False) if rows and has_next else "",
        previous=_write(rows[0], by, back=True) if rows and has_previous else "",
    )


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order: Sequence[str], key: Sequence[Any]) -> Q:
    condition, equal = Q(), Q()
    for name, value in zip(order, key, strict=True):
        field = name.lstrip("-")
        condition |= equal & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{field: value})
    return condition


def _write(row: Model, by: Sequence[str], *, back: bool) -> str:
    values: list[Any] = []
    for name in by:
        value: Any = row
        for part in name.lstrip("-").split("__"):
            value = getattr(value, part)
        values.append(value)
    raw = json.dumps(["b" if back else "f", *values], cls=Exact, separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _read(token: str, length: int) -> tuple[bool, list[Any]]:
    try:
        way, *key = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (binascii.Error, ValueError, TypeError):
        return False, []
    plain = all(isinstance(value, str | int | float | bool) for value in key)
    return (way == "b", key) if len(key) == length and plain else (False, [])


class Exact(DjangoJSONEncoder):
    """Write instants with their microseconds: Django's own encoder rounds them, and a page would repeat rows."""

    def default(self, o: Any) -> Any:
        """Return an instant in full, everything else as Django does."""
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)
