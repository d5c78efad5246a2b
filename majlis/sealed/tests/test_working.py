"""What officers do with reports and with keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from nacl.utils import random

from majlis.bodies.models import Body
from majlis.core.errors import Busy, Refused
from majlis.core.scope import within
from majlis.core.viewer import ANONYMOUS
from majlis.sealed import facts, moves, queries
from majlis.sealed.crypto import shares
from majlis.sealed.models import Answer, Compartment, OfficerKey, PassedOn, Report, Wrap
from majlis.sealed.states import MOVES, State
from majlis.sealed.tests.builders import (
    HOUSE,
    Holder,
    a_compartment,
    a_key,
    a_staff_member,
    an_officer,
    root_of,
    sealed_answer,
    taken,
    viewer,
)
from majlis.trail.kinds import all_kinds
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Any:
    compartment, made = a_compartment()
    return compartment, root_of(made)


def _act(act: str, report: Report, by: Any) -> None:
    given: dict[str, dict[str, Any]] = {
        "answer": sealed_answer(report, random(32), "x"),
        "pass_on": {"body": None, "how": PassedOn.PRINTED},
    }
    if act == "read":
        moves.look(report, by=by)
    else:
        getattr(moves, act)(report, by=by, version=report.version, **given.get(act, {}))


@pytest.mark.parametrize("act", [act for act in MOVES if act != "read"])
@pytest.mark.parametrize("state", list(State))
def test_act_moves_or_is_refused_as_the_table_says(root: Any, act: str, state: State) -> None:
    _code, report = taken()
    by = viewer(an_officer())
    with within(HOUSE):
        Report.objects.filter(pk=report.pk).update(state=state)
    report.state = state.value
    with within(by):
        if state in MOVES[act].starts:
            _act(act, report, by)
            assert Report.objects.get(pk=report.pk).state == MOVES[act].ends[state]
        else:
            with pytest.raises(Refused) as refused:
                _act(act, report, by)
            assert refused.value.code == "not_now"
            assert Report.objects.get(pk=report.pk).state == state


@pytest.mark.parametrize("act", list(MOVES))
@pytest.mark.parametrize("role", ["", "minister", "system_administrator", "programme_director", "anonymous"])
def test_act_is_refused_to_everyone_else(root: Any, act: str, role: str) -> None:
    _code, report = taken()
    by = ANONYMOUS if role == "anonymous" else viewer(a_staff_member(role))
    with within(by), pytest.raises(Refused) as refused:
        _act(act, report, by)
    assert refused.value.code == "not_yours"


def test_second_officer_is_told_when_the_first_was_faster(root: Any) -> None:
    _code, report = taken()
    by = viewer(an_officer())
    with within(by):
        moves.look(report, by=by)
        stale = Report.objects.get(pk=report.pk)
        _act("answer", report, by)
        stale.state = State.BEING_READ.value
        with pytest.raises(Busy):
            _act("answer", stale, by)
        assert Answer.objects.filter(report=report).count() == 1


@pytest.mark.parametrize("words", [b"in plain text", b"", b"a" * 1024, b"a" * (1024 * 65 + 48)])
def test_answer_that_cannot_be_sealed_is_refused(root: Any, words: bytes) -> None:
    _code, report = taken()
    by = viewer(an_officer())
    with within(by):
        moves.look(report, by=by)
        fine = sealed_answer(report, random(32), "x")
        for field in fine:
            with pytest.raises(Refused) as refused:
                moves.answer(report, by=by, version=1, **{**fine, field: words})
            assert refused.value.code == "not_sealed"


def test_report_is_passed_on_to_a_security_body_or_the_minister_only(root: Any) -> None:
    _code, report = taken()
    by = viewer(an_officer())
    plain = Body.objects.create(code="traffic", name_ar="المرور", name_en="Traffic")
    security = Body.objects.create(code="guard", name_ar="الأمن", name_en="Guard", security=True)
    with within(by):
        moves.look(report, by=by)
        with pytest.raises(Refused) as refused:
            moves.pass_on(report, by=by, body=plain, how=PassedOn.PRINTED, version=1)
        assert refused.value.code == "not_a_security_body"
        moves.pass_on(report, by=by, body=security, how=PassedOn.RESEALED, version=1)
        moves.pass_on(report, by=by, body=None, how=PassedOn.PRINTED, version=2)
        assert [one.body for one in report.passed_on.all()] == [security, None]


def test_officer_s_acts_are_in_the_trail_without_a_word_of_the_report(root: Any) -> None:
    _code, report = taken("سر لا يقال")
    by = viewer(an_officer())
    with within(by):
        for act in ("read", "answer", "pass_on", "close", "reopen"):
            _act(act, report, by)
    entries = reading.entries(subject_kind=facts.REPORT, subject_id=report.pk)
    kinds = ["sealed.looked", "sealed.answered", "sealed.passed_on", "sealed.closed", "sealed.reopened"]
    assert [entry.kind for entry in entries] == kinds
    assert {entry.actor_id for entry in entries} == {by.id}
    assert "سر" not in json.dumps([entry.facts for entry in entries], ensure_ascii=False)
    for entry in entries:
        assert all_kinds()[entry.kind].sentence(entry.facts, public=False)


def test_no_kind_of_this_room_has_a_public_sentence() -> None:
    ours = [kind for name, kind in all_kinds().items() if name.startswith("sealed.")]
    assert ours
    assert all(kind.public is None for kind in ours)


def test_newcomer_reads_earlier_reports_when_a_colleague_hands_them_over(root: Any) -> None:
    compartment, holders = root
    first, second = an_officer(), an_officer()
    first_key, first_seed = a_key(first, compartment, (None, holders))
    _code, report = taken("earlier")
    second_key, second_seed = a_key(second, compartment, (first_key, first_seed))
    by = viewer(first)
    with within(by):
        found = queries.wraps_of(first_key, second_key, 0)
        assert [one["report"] for one in found] == [str(report.pk)]
        secret = first_seed.unwrap(Wrap.objects.get(report=report, officer=first_key).sealed)
        from majlis.sealed.crypto.parts import wrapped

        moves.widen(second_key, by=by, wraps={report.pk: wrapped(secret, second_key.publics.box)})
        assert queries.wraps_of(first_key, second_key, 0) == []
        assert second_seed.unwrap(Wrap.objects.get(report=report, officer=second_key).sealed) == secret


def test_key_is_admitted_by_a_fitting_signature_only(root: Any) -> None:
    compartment, holders = root
    officer, colleague = an_officer(), an_officer()
    by = viewer(colleague)
    key, seed = a_key(officer, compartment, None)
    other_key, other_seed = a_key(colleague, compartment, None)
    wrong = [
        (None, Holder(random(32)).sign(compartment.publics, officer.pk, key.publics), "bad_signature"),
        (None, holders.sign(compartment.publics, colleague.pk, key.publics), "bad_signature"),
        (None, b"", "bad_signature"),
        (other_key, other_seed.sign(compartment.publics, officer.pk, key.publics), "bad_signature"),
        (key, seed.sign(compartment.publics, officer.pk, key.publics), "own_key"),
    ]
    with within(by):
        for voucher, signature, code in wrong:
            with pytest.raises(Refused) as refused:
                moves.admit(key, by=by, signature=signature, voucher=voucher)
            assert refused.value.code == code
            assert queries.holders(compartment) == []
        with pytest.raises(Refused):
            moves.widen(key, by=by, wraps={1: b"x" * 80})


def test_retired_key_loses_what_was_sealed_to_it(root: Any) -> None:
    compartment, holders = root
    officer = an_officer()
    key, _seed = a_key(officer, compartment, (None, holders))
    _code, report = taken()
    by = viewer(officer)
    with within(by):
        moves.retire_key(key, by=by)
        assert not Wrap.objects.filter(officer=key).exists()
        assert queries.own_key(by) is None
        assert queries.holders(compartment) == []
        assert Wrap.objects.filter(report=report).count() == 1


def test_officer_makes_one_key(root: Any) -> None:
    compartment, _holders = root
    officer = an_officer()
    a_key(officer, compartment, None)
    with pytest.raises(Refused) as refused:
        a_key(officer, compartment, None)
    assert refused.value.code == "key_exists"


def test_ceremony_writes_three_shares_and_happens_once(tmp_path: Path, capsys: Any) -> None:
    folder = tmp_path / "shares"
    call_command("seal_ceremony", str(folder))
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == ["share-1.json", "share-2.json", "share-3.json"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    made = [shares.Share.from_data(json.loads(file.read_text())) for file in files]
    with within(HOUSE):
        publics = Compartment.objects.get().publics
    assert Holder(shares.joined(made[1], made[2])).publics == publics
    assert publics.fingerprint in capsys.readouterr().out
    with pytest.raises(CommandError, match="not empty"):
        call_command("seal_ceremony", str(folder))
    with pytest.raises(CommandError, match="exists already"):
        call_command("seal_ceremony", str(tmp_path / "again"))


def test_new_ceremony_retires_the_former_compartment(tmp_path: Path) -> None:
    former, made = a_compartment()
    officer = an_officer()
    a_key(officer, former, (None, root_of(made)))
    call_command("seal_ceremony", str(tmp_path / "shares"), "--replace")
    _code, report = taken()
    with within(HOUSE):
        assert report.compartment_id != former.pk
        assert [wrap.officer_id for wrap in report.wraps.all()] == [None]
        assert OfficerKey.objects.count() == 1
