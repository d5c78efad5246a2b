"""Nobody changes the book unseen: not its middle, not its end, not a line of no case, not with a superuser's power."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from majlis.core.scope import within
from majlis.core.viewer import Kind, Viewer, system
from majlis.trail import chain, kinds, moves, verifying, witness
from majlis.trail.models import Entry, Seal
from majlis.trail.tests.reading import READER, entries
from tests import plugin

CLERK = Viewer(kind=Kind.STAFF, id=7, label="Hind")
CASES, EACH, ALONE = 260, 5, 200

kinds.kind("test.sealed", staff="Sealed %(n)s", public=None)

Root = psycopg.Connection[Any]


def _write(cases: int, each: int, alone: int) -> None:
    with within(CLERK):
        for case in range(1, cases + 1):
            for turn in range(each):
                moves.record("test.sealed", by=CLERK, subject=("case", case), case=case, n=turn)
            moves.looked(CLERK, case)
        for turn in range(alone):
            moves.record("test.sealed", by=CLERK, subject=("staff", turn), n=turn)


def _seal_all() -> None:
    with within(system("seal")):
        moves.seal()
        moves.seal()


def _faults(signed: verifying.Signed | None = None) -> list[verifying.Fault]:
    with within(READER):
        return list(verifying.faults(signed))


@pytest.fixture
def book(committed: str) -> Iterator[Root]:
    """Give a small book under seals, and the power of a superuser over it."""
    _write(6, 3, 4)
    _seal_all()
    assert _faults() == []
    with psycopg.connect(plugin.url("root", committed), autocommit=True) as root:
        yield root


@pytest.mark.django_db
def test_a_seal_reaches_to_where_the_one_before_had_looked() -> None:
    _write(2, 2, 1)
    with within(system("seal")):
        assert moves.seal() == 2
        first = Seal.objects.get(what="entries")
        assert (first.upto, len(first.lines)) == (0, 0)
        assert moves.seal() == 2
        second = Seal.objects.get(what="entries", number=2)
        assert (second.after, second.upto, len(second.lines)) == (0, first.noted, 5 * 14)
        assert moves.seal() == 0
    _write(1, 0, 1)
    with within(system("seal")):
        moves.seal()
        assert Seal.objects.get(what="entries", number=3).upto == first.noted
    assert _faults() == []


@pytest.mark.django_db
def test_a_seal_is_changed_by_nobody() -> None:
    _write(1, 1, 0)
    _seal_all()
    for statement in ("UPDATE trail_seal SET upto = 0", "DELETE FROM trail_seal"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_end_of_a_chain_that_was_cut_off_is_missed(book: Root) -> None:
    (last,) = entries(case_id=4, seq=3)
    book.execute("DELETE FROM trail_entry WHERE id = %s", [last.pk])
    assert _faults() == [verifying.Fault("entries", 2, last.pk, "missing")]


def test_a_whole_case_that_was_cut_out_is_missed(book: Root) -> None:
    gone = [entry.pk for entry in entries(case_id=2)]
    book.execute("DELETE FROM trail_entry WHERE case_id = 2")
    assert [(fault.place, fault.why) for fault in _faults()] == [(pk, "missing") for pk in gone]


def test_a_line_of_no_case_that_was_changed_or_cut_out_is_found(book: Root) -> None:
    changed, gone, *_others = entries(case_id=None)
    book.execute("UPDATE trail_entry SET actor_label = 'Nobody' WHERE id = %s", [changed.pk])
    book.execute("DELETE FROM trail_entry WHERE id = %s", [gone.pk])
    assert {(fault.place, fault.why) for fault in _faults()} == {(changed.pk, "changed"), (gone.pk, "missing")}


def test_a_line_that_was_slipped_in_under_a_seal_is_found(book: Root) -> None:
    (gone,) = entries(case_id=6, seq=3)
    book.execute(
        "UPDATE trail_entry SET id = 900 WHERE id = %s", [gone.pk]
    )  # the same line under another number is a line cut out
    assert ("entries", gone.pk, "missing") in {(fault.what, fault.place, fault.why) for fault in _faults()}


def test_a_chain_that_was_written_anew_is_found(book: Root) -> None:
    """Whoever can compute hashes can make a chain hold again; the seal still has the old ones."""
    rows, before = entries(case_id=3), chain.START
    for row in rows:
        row.actor_label = "Nobody"
        row.hash = before = chain.digest(row, before)
        book.execute("UPDATE trail_entry SET actor_label = 'Nobody', hash = %s WHERE id = %s", [row.hash, row.pk])
    assert [(fault.what, fault.place, fault.why) for fault in _faults()] == [
        ("entries", row.pk, "changed") for row in rows
    ]


def test_a_look_that_was_changed_or_cut_out_is_found(book: Root) -> None:
    book.execute("UPDATE trail_look SET label = 'Nobody' WHERE case_id = 1")
    book.execute("DELETE FROM trail_look WHERE case_id = 2")
    assert sorted((fault.what, fault.why) for fault in _faults()) == [("looks", "changed"), ("looks", "missing")]


def test_a_seal_that_was_changed_or_cut_out_is_found(book: Root) -> None:
    book.execute("UPDATE trail_seal SET lines = '' WHERE what = 'entries' AND number = 2")
    book.execute("DELETE FROM trail_seal WHERE what = 'looks' AND number = 1")
    found = {(fault.what, fault.key, fault.why) for fault in _faults()}
    assert ("seal", 2, "changed") in found
    assert ("seal", 1, "missing") in found


def test_a_thousand_changes_by_a_superuser_are_all_found_and_placed(committed: str) -> None:
    _write(CASES, EACH, ALONE)
    _seal_all()
    chance, rows = random.Random(37), entries()
    chance.shuffle(rows)
    assert len(rows) >= 1000
    touched: dict[int, str] = {}
    with psycopg.connect(plugin.url("root", committed)) as root:
        root.execute("ALTER TABLE trail_entry DROP CONSTRAINT trail_entry_one_per_place")
        while len(touched) < 1000:
            _tamper(root, chance, rows, touched)
    found = {fault.place: fault.why for fault in _faults() if fault.what == "entries"}
    assert {pk: found.get(pk) for pk in touched} == touched


def _tamper(root: Root, chance: random.Random, rows: list[Entry], touched: dict[int, str]) -> None:
    """Change, delete or exchange, as one who can compute hashes would."""
    one, way = rows.pop(), chance.choice(("edit", "hide", "cut", "exchange"))
    if way == "cut":
        root.execute("DELETE FROM trail_entry WHERE id = %s", [one.pk])
        touched[one.pk] = "missing"
        return
    if way == "exchange":
        other = rows.pop()
        for here, there in ((one, other), (other, one)):
            values = [there.case_id, there.seq, there.kind, there.at, there.hash, here.pk]
            root.execute(
                "UPDATE trail_entry SET case_id = %s, seq = %s, kind = %s, at = %s, hash = %s WHERE id = %s", values
            )
            touched[here.pk] = "changed"
        return
    one.actor_label = f"changed {one.pk}"
    hidden = chain.digest(one, chain.START) if way == "hide" else bytes(one.hash)
    root.execute("UPDATE trail_entry SET actor_label = %s, hash = %s WHERE id = %s", [one.actor_label, hidden, one.pk])
    touched[one.pk] = "changed"


# ---- the witness ---------------------------------------------------------------------------------------------


def _signed(folder: Path, public: str) -> dict[tuple[str, int], bytes]:
    return {key: bytes.fromhex(seal.hash) for key, seal in witness.signed(folder, public).items()}


def _made(book: Root, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, str]:
    key = tmp_path / "key"
    call_command("witness", new_key=key)
    public = capsys.readouterr().out.strip()
    assert key.stat().st_mode & 0o777 == 0o600
    call_command("witness", key=key, into=tmp_path / "kept")
    return key, public


def test_the_witness_signs_each_seal_once(book: Root, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key, public = _made(book, tmp_path, capsys)
    assert capsys.readouterr().out == "4 new seals signed.\n"
    call_command("witness", key=key, into=tmp_path / "kept")
    assert capsys.readouterr().out == "0 new seals signed.\n"
    call_command("verify_trail", witnessed=tmp_path / "kept", public=public)
    assert capsys.readouterr().out == "The book holds.\n"
    with pytest.raises(CommandError, match="never overwritten"):
        call_command("witness", new_key=key)


def test_a_book_and_seals_written_anew_are_found_by_the_witness_only(
    book: Root, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, public = _made(book, tmp_path, capsys)
    book.execute("DELETE FROM trail_entry WHERE case_id = 5")
    book.execute("DELETE FROM trail_seal")
    _seal_all()
    assert _faults() == []
    assert ("seal", 2, "rewritten") in {
        (fault.what, fault.key, fault.why) for fault in _faults(_signed(tmp_path / "kept", public))
    }
    with pytest.raises(CommandError, match="is not the one that was signed"):
        call_command("witness", key=key, into=tmp_path / "kept")
    with pytest.raises(CommandError, match="faults"):
        call_command("verify_trail", witnessed=tmp_path / "kept", public=public)


def test_seals_that_are_gone_are_missed_by_the_witness(
    book: Root, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _key, public = _made(book, tmp_path, capsys)
    book.execute("DELETE FROM trail_seal WHERE number = 2")
    assert {fault.why for fault in _faults(_signed(tmp_path / "kept", public))} == {
        "missing of entries",
        "missing of looks",
    }


def test_what_the_witness_kept_cannot_be_changed_either(
    book: Root, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _key, public = _made(book, tmp_path, capsys)
    kept = tmp_path / "kept" / witness.FILE
    kept.write_text(kept.read_text().replace('"number": 2', '"number": 3', 1))
    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_trail", witnessed=tmp_path / "kept", public=public)


def test_the_settings_of_the_house_name_no_key_of_the_witness() -> None:
    from django.conf import settings

    assert not [name for name in dir(settings) if "WITNESS" in name]
