"""Taking reports in and letting reporters come back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from nacl.exceptions import CryptoError

from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.secrets import words_digest
from majlis.sealed import moves
from majlis.sealed.crypto import codes, parts
from majlis.sealed.models import Allowance, Paper, Report, Wrap
from majlis.sealed.moves.taking_in import MOST_BYTES, MOST_WORDS
from majlis.sealed.tests.builders import (
    HOUSE,
    a_compartment,
    a_key,
    a_staff_member,
    an_officer,
    opened,
    root_of,
    sealed_answer,
    taken,
    told,
    viewer,
)
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Any:
    compartment, made = a_compartment()
    return compartment, root_of(made)


def test_report_opens_for_officer_and_shares_and_for_nobody_else(root: Any) -> None:
    compartment, holders = root
    officer, other = an_officer(), an_officer()
    key, holder = a_key(officer, compartment, (None, holders))
    waiting, _unadmitted = a_key(other, compartment, None)
    _code, report = taken("رأيت صناديق", name="سعد", papers=[parts.Given("a.txt", "text/plain", b"paper")])
    with within(HOUSE):
        wraps = {wrap.officer_id: bytes(wrap.sealed) for wrap in report.wraps.all()}
        paper = report.papers.get()
    assert set(wraps) == {None, key.pk}
    secret = holder.unwrap(wraps[key.pk])
    assert secret == holders.unwrap(wraps[None])
    assert told(report, secret) == {"words": "رأيت صناديق", "name": "سعد", "channel": "portal"}
    assert opened(paper.content, secret, f"{report.pk}:paper:1", parts.PAPER_STEP).endswith(b"paper")
    with pytest.raises(CryptoError):
        _unadmitted.unwrap(wraps[key.pk])
    assert waiting.pk not in wraps


def test_key_put_in_by_a_database_administrator_is_not_sealed_to(root: Any) -> None:
    compartment, _holders = root
    mallory = a_staff_member("security_reports_officer")
    key, _seed = a_key(mallory, compartment, None)
    with within(HOUSE):  # whoever writes in the database may write anything, but he cannot sign
        type(key).objects.filter(pk=key.pk).update(signature=b"\0" * 64)
    _code, report = taken()
    with within(HOUSE):
        assert [wrap.officer_id for wrap in report.wraps.all()] == [None]


def test_key_of_an_officer_who_left_is_not_sealed_to(root: Any) -> None:
    compartment, holders = root
    officer = an_officer()
    a_key(officer, compartment, (None, holders))
    officer.active = False
    officer.save()
    _code, report = taken()
    with within(HOUSE):
        assert [wrap.officer_id for wrap in report.wraps.all()] == [None]


def test_nothing_is_taken_before_the_ceremony() -> None:
    with within(HOUSE), pytest.raises(Refused) as refused:
        moves.take_in("x", channel="portal")
    assert refused.value.code == "sealed_not_open"


def test_nothing_is_taken_when_the_pinned_compartment_was_exchanged(root: Any, settings: Any) -> None:
    compartment, _holders = root
    settings.SEALED_FINGERPRINT = "0" * 32
    with within(HOUSE), pytest.raises(Refused, match="Please come to a centre"):
        moves.take_in("x", channel="portal")
    settings.SEALED_FINGERPRINT = compartment.publics.fingerprint
    assert taken()


def test_only_a_day_is_kept_and_no_entry_is_written(root: Any) -> None:
    before = reading.entries()
    _code, report = taken()
    assert report.day == clock.today()
    assert reading.entries() == before
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_name LIKE 'sealed\\_%' AND data_type LIKE 'time%'"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT column_default, is_identity FROM information_schema.columns WHERE column_name = 'id'"
            " AND table_name IN ('sealed_report', 'sealed_wrap', 'sealed_paper')"
        )
        assert cursor.fetchall() == [(None, "NO")] * 3


def test_same_form_twice_makes_one_report_with_one_code(root: Any) -> None:
    key = codes.new_form_key("ar")
    paper = [parts.Given("a", "b", b"c")]
    with within(HOUSE):
        first = moves.take_in("x", channel="portal", form_key=key, papers=paper)
        again = moves.take_in("x", channel="portal", form_key=key, papers=paper)
        assert (first.words, again.words) == (again.words, first.words)
        assert (first.again, again.again) == (False, True)
        assert Report.objects.count() == 1


def test_same_form_with_other_words_makes_a_second_report(root: Any) -> None:
    key = codes.new_form_key("ar")
    with within(HOUSE):
        first = moves.take_in("x", channel="portal", form_key=key)
        for more in (
            {"words": "y"},
            {"words": "x", "name": "n"},
            {"words": "x", "papers": [parts.Given("a", "b", b"c")]},
        ):
            other = moves.take_in(channel="portal", form_key=key, **more)
            assert other.words != first.words
            assert Report.objects.filter(code=words_digest(other.words)).exists()
        assert Report.objects.count() == 4


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"words": " \u200f "}, "nothing_said"),
        ({"words": "a" * (MOST_WORDS + 1)}, "too_long"),
        ({"words": "a", "papers": [parts.Given("a", "b", b"c")] * 6}, "too_many_papers"),
        ({"words": "a", "papers": [parts.Given("a", "b", b"c" * (MOST_BYTES + 1))]}, "paper_too_big"),
    ],
)
def test_too_much_or_nothing_is_refused(root: Any, given: dict[str, Any], code: str) -> None:
    with within(HOUSE):
        with pytest.raises(Refused) as refused:
            moves.take_in(channel="portal", **given)
        assert refused.value.code == code
        assert not Report.objects.exists()


def test_papers_are_refused_before_words_when_the_day_is_full(root: Any, settings: Any) -> None:
    settings.SEALED_BYTES_A_DAY = 100_000
    with within(HOUSE):
        with pytest.raises(Refused, match="Send your words without them"):
            moves.take_in("x", channel="portal", papers=[parts.Given("a", "b", b"c" * 90_000)])
        moves.take_in("x", channel="portal", papers=[parts.Given("a", "b", b"c")])
        moves.take_in("x", channel="portal")
        assert Allowance.objects.get().used > 60_000


def test_seal_takes_what_another_desk_found(root: Any) -> None:
    _compartment, holders = root
    with within(HOUSE):
        code = moves.seal("from a case", [parts.Given("a", "b", b"c")])
        report = Report.objects.get(code=words_digest(code.words))
        secret = holders.unwrap(report.wraps.get(officer=None).sealed)
        assert told(report, secret)["channel"] == "case"
        assert Paper.objects.filter(report=report).count() == 1


def test_channel_words_are_sealed_and_their_raw_copy_destroyed(root: Any) -> None:
    _compartment, holders = root
    gone: list[int] = []
    with within(HOUSE):
        code = moves.seal_from_channel("a" * 30_000, channel="email", destroy=lambda: gone.append(1))
        report = Report.objects.get(code=words_digest(code.words))
        secret = holders.unwrap(report.wraps.get(officer=None).sealed)
        closed = opened(report.papers.get().content, secret, f"{report.pk}:paper:1", parts.PAPER_STEP)
    assert gone == [1]
    assert closed.endswith(b"a" * 30_000)


def test_nothing_is_sealed_when_the_raw_copy_cannot_be_destroyed(root: Any) -> None:
    def fails() -> None:
        raise OSError("no")

    with within(HOUSE):
        with pytest.raises(OSError, match="no"):
            moves.seal_from_channel(b"raw", channel="sms", destroy=fails)
        assert not Report.objects.exists()


def test_reporter_reads_his_answer_in_any_spelling(root: Any) -> None:
    _compartment, holders = root
    officer = an_officer()
    code, report = taken(language="en")
    by = viewer(officer)
    with within(by):
        secret = holders.unwrap(Wrap.objects.get(report=report, officer=None).sealed)
        moves.look(report, by=by)
        moves.answer(report, by=by, version=1, **sealed_answer(report, secret, "شكرًا لك"))
    for spelling in (code, f"  {code.upper()}\u200f ", code.replace(" ", "\n")):
        with within(HOUSE):
            heard = moves.come_back(spelling)
        assert heard is not None
        assert heard.answers == ("شكرًا لك",)


def test_wrong_words_open_nothing(root: Any) -> None:
    code, _report = taken()
    with within(HOUSE):
        assert moves.come_back(code.rsplit(" ", 1)[0]) is None
        assert moves.come_back(codes.code_of(codes.new_form_key("ar"))) is None
        assert moves.come_back("") is None


def test_answer_sealed_to_another_lock_is_not_shown(root: Any) -> None:
    _compartment, holders = root
    by = viewer(an_officer())
    code, report = taken()
    _other_code, other = taken("other")
    with within(by):
        secret = holders.unwrap(Wrap.objects.get(report=report, officer=None).sealed)
        moves.look(report, by=by)
        moves.answer(report, by=by, version=1, **sealed_answer(other, secret, "x"))
    with within(HOUSE):
        heard = moves.come_back(code)
    assert heard is not None
    assert heard.answers == ()
