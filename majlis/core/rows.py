"""Insert rows cheaply: statements made once a table, sent along the wire without asking anything back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField, Field, Model
from django.db.models import fields as kinds

from majlis.core import wire

AnyField: TypeAlias = "Field[Any, Any]"
Taken: TypeAlias = "tuple[tuple[AnyField, type | None], ...]"

# A value of exactly this type goes as it is; anything else the field makes ready.
_AS_IT_IS: dict[type[AnyField], type] = {
    kinds.CharField: str,
    kinds.TextField: str,
    kinds.BooleanField: bool,
    kinds.SmallIntegerField: int,
    kinds.IntegerField: int,
    kinds.BigIntegerField: int,
    kinds.BigAutoField: int,
    kinds.PositiveSmallIntegerField: int,
    kinds.PositiveIntegerField: int,
    kinds.DateTimeField: dt.datetime,
}


def numbers(*models: type[Model]) -> list[int]:
    """Draw the next number of each table, in one round trip, for rows that others will name before they are sent."""
    drawn = ", ".join(f"nextval(pg_get_serial_sequence('{model._meta.db_table}', 'id'))" for model in models)
    with wire.apart(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {drawn}")
        return list(cursor.fetchone())


def put(*rows: Model) -> None:
    """Insert rows with the next statement, in the order given. A row without a number gets one that is not told."""
    for row in rows:
        sql, fields = _insert(type(row), row.pk is not None)
        wire.put(sql, _values(row, fields))
        _is_kept(row)


def put_if_none(row: Model) -> None:
    """Insert a row with the next statement, unless one like it is there."""
    sql, fields = _insert(type(row), False)
    wire.put(f"{sql} ON CONFLICT DO NOTHING", _values(row, fields))


def put_new(row: Model, unique: str) -> bool:
    """Insert a row at once, unless one with the same `unique` column is there; tells whether it was.

    The row then has its number.
    """
    sql, fields = _insert(type(row), False)
    with connection.cursor() as cursor:
        returning = f'ON CONFLICT ("{unique}") DO NOTHING RETURNING "{row._meta.pk.column}"'
        cursor.execute(f"{sql} {returning}", _values(row, fields))
        found = cursor.fetchone()
    if found:
        row.pk = found[0]
        _is_kept(row)
    return found is not None


def write(row: Model, *names: str) -> None:
    """Write these fields of a row with the next statement, whatever stands there."""
    sql, fields = _update(type(row), names)
    wire.put(sql, _values(row, fields))


def _is_kept(row: Model) -> None:
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _values(row: Model, fields: Taken) -> list[Any]:
    db = connections[DEFAULT_DB_ALIAS]  # asked for once, not for each value
    values = []
    for field, as_it_is in fields:
        value = getattr(row, field.attname)
        if type(value) is not as_it_is:
            value = field.get_db_prep_save(field.pre_save(row, add=True), db)
        values.append(value)
    return values


@cache
def _insert(model: type[Model], numbered: bool) -> tuple[str, Taken]:
    """Return the statement that inserts one row of a table, and the fields whose values it takes."""
    every = model._meta.local_concrete_fields
    fields = [one for one in every if not one.generated and (numbered or not isinstance(one, AutoField))]
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(_place(field) for field in fields)
    # The names of tables and columns are the models' own, here and below.
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})', _ready(fields)  # noqa: S608


@cache
def _update(model: type[Model], names: tuple[str, ...]) -> tuple[str, Taken]:
    """Return the statement that writes some fields of the row with a number, and the fields whose values it takes."""
    known = {field.name: field for field in model._meta.local_concrete_fields}
    fields, key = [known[name] for name in names], model._meta.pk
    changes = ", ".join(f'"{field.column}" = {_place(field)}' for field in fields)
    sql = f'UPDATE "{model._meta.db_table}" SET {changes} WHERE "{key.column}" = %s'  # noqa: S608
    return sql, _ready([*fields, key])


def _ready(fields: Iterable[AnyField]) -> Taken:
    return tuple((field, _AS_IT_IS.get(type(field))) for field in fields)


def _place(field: AnyField) -> str:
    made: Any = getattr(field, "get_placeholder", None)
    return str(made(None, None, connection)) if made else "%s"
