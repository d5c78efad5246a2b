"""Rows that leave with the next statement are the rows that Django would have written."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError

from majlis.core import rows
from majlis.core.scope import within
from majlis.core.viewer import system
from majlis.trail.models import Entry, Look, Once

HOUSE = system("test")
AT = dt.datetime(2026, 11, 5, 9, 30, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def an_entry(**words: object) -> Entry:
    return Entry(
        at=AT, kind="x", actor_kind="staff", actor_id=7, actor_label="هند 100 %", subject_kind="case", subject_id=3,
        facts={"names": ["أ", None], "n": 2}, hash=b"\0\xff'", **words,
    )  # fmt: skip


def test_put_writes_what_save_writes() -> None:
    with within(HOUSE):
        an_entry().save(force_insert=True)
        row = an_entry()
        rows.put(row)
        kept = [field.name for field in Entry._meta.concrete_fields if field.name != "id"]
        first, second = Entry.objects.order_by("id").values(*kept)
    assert {**first, "hash": bytes(first["hash"])} == {**second, "hash": bytes(second["hash"])}
    assert not row._state.adding
    assert row.pk is None


def test_number_that_was_drawn_is_the_rows_own_and_never_drawn_again() -> None:
    with within(HOUSE):
        first, second = rows.numbers(Entry, Entry)
        rows.put(an_entry(id=first), an_entry())
        assert set(Entry.objects.values_list("id", flat=True)) >= {first}
        assert rows.numbers(Entry)[0] > second > first


def test_put_if_none_leaves_what_is_there() -> None:
    day = {"viewer": "staff:7", "case_id": 3, "day": AT.date()}
    with within(HOUSE):
        rows.put_if_none(Look(label="first", **day))
        rows.put_if_none(Look(label="second", **day))
        assert list(Look.objects.values_list("label", flat=True)) == ["first"]


def test_put_new_tells_whether_it_was_new() -> None:
    first, second = (Once(key="k", viewer="staff:7", act=act, body_hash=b"h") for act in ("a", "b"))
    with within(HOUSE):
        assert rows.put_new(first, "key")
        assert not rows.put_new(second, "key")
        assert Once.objects.get().act == "a"


def test_write_changes_the_named_fields_alone() -> None:
    with within(HOUSE):
        Once.objects.create(key="k", viewer="staff:7", act="a", body_hash=b"h")
        rows.write(Once(key="k", act="b", result={"case": 5}), "result")
        kept = Once.objects.get()
    assert (kept.act, kept.result, kept.viewer) == ("a", {"case": 5}, "staff:7")


def test_row_that_the_table_refuses_undoes_its_act() -> None:
    with pytest.raises(IntegrityError, match="trail_entry_one_per_place"), within(HOUSE):
        rows.put(an_entry(case_id=1, seq=1), an_entry(case_id=1, seq=1))
    with within(HOUSE):
        assert not Entry.objects.exists()
