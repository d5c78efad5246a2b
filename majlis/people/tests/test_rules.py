"""Safety and dignity, as far as they touch people: pure rules, no database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest

from majlis.accounts.roles import ROLES
from majlis.core.viewer import ANONYMOUS, Grant, Kind, Viewer, system
from majlis.people import rules
from majlis.people.states import STANDINGS, Act, Channel, Need, Proof, ServedBy, Standing, Style, Whose

AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 1)
KIN = [
    Standing.RELATIVE_OF_PRISONER,
    Standing.RELATIVE_OF_PATIENT,
    Standing.RELATIVE_OF_MISSING,
    Standing.RELATIVE_OF_DEAD,
]


@dataclass
class Point:
    channel: str = Channel.MOBILE
    whose: str = Whose.MINE
    never: bool = False
    bad_since: dt.datetime | None = None
    retired_at: dt.datetime | None = None


@dataclass
class Person:
    id: int = 1
    served_by: str = ServedBy.NOT_ASKED
    needs: list[str] = field(default_factory=list)
    never_contact: bool = False


@dataclass
class Row:
    standing: str
    acts: list[str] = field(default_factory=list)
    since: dt.date = DAY
    until: dt.date | None = None
    ended_at: dt.datetime | None = None
    proof_kind: str = ""
    proof_seen_at: dt.datetime | None = AT


def officer(role: str = "reception_officer", *, women: bool = False) -> Viewer:
    return Viewer(kind=Kind.STAFF, id=7, grants=(Grant(role),), women=women)


@pytest.mark.parametrize("whose", [Whose.SHARED, Whose.ANOTHERS])
def test_a_phone_not_his_alone_gets_neutral_words_when_messages_go_out(whose: str) -> None:
    assert rules.notice_style(Point(whose=whose)) is Style.NEUTRAL
    assert rules.notice_style(Point()) is Style.FULL


@pytest.mark.parametrize("whose", [Whose.SHARED, Whose.ANOTHERS])
def test_a_phone_not_his_alone_is_not_matched_when_it_rings(whose: str) -> None:
    assert not rules.matched_on_screen(Point(whose=whose))
    assert rules.matched_on_screen(Point())


@pytest.mark.parametrize("whose", [Whose.SHARED, Whose.ANOTHERS])
def test_a_reply_from_a_phone_not_his_alone_changes_nothing_when_no_pin_is_given(whose: str) -> None:
    assert not rules.reply_counts(Point(whose=whose), pin_given=False)
    assert rules.reply_counts(Point(whose=whose), pin_given=True)
    assert rules.reply_counts(Point(), pin_given=False)


@pytest.mark.parametrize("point", [Point(never=True), Point(bad_since=AT), Point(retired_at=AT)])
def test_nothing_is_sent_when_a_point_must_not_be_used(point: Point) -> None:
    assert rules.notice_style(point) is Style.NONE
    assert not rules.reply_counts(point, pin_given=False)
    assert not rules.may_be_rung(Person(), point)


def test_a_deaf_person_is_never_rung() -> None:
    assert not rules.may_be_rung(Person(needs=[Need.DEAF]), Point())
    assert rules.may_be_rung(Person(needs=[Need.WHEELCHAIR]), Point())


def test_nobody_rings_who_said_never_contact_me() -> None:
    assert not rules.may_be_rung(Person(never_contact=True), Point())


def test_a_mailbox_is_not_rung() -> None:
    assert not rules.may_be_rung(Person(), Point(channel=Channel.EMAIL))


def test_a_code_stands_for_the_person_only_when_the_phone_is_his_alone() -> None:
    assert rules.opens_with_code(Person(), Point())
    assert not rules.opens_with_code(Person(), Point(whose=Whose.SHARED))
    assert not rules.opens_with_code(Person(never_contact=True), Point())


def test_a_man_does_not_serve_her_when_she_said_women_only() -> None:
    hers = Person(served_by=ServedBy.WOMEN_ONLY)
    assert not rules.may_serve(officer(), hers)
    assert rules.may_serve(officer(women=True), hers)
    assert rules.may_serve(officer(), Person(served_by=ServedBy.EITHER))
    assert rules.may_serve(officer(), Person())


def test_women_only_is_the_default_only_when_it_was_a_womens_section() -> None:
    assert rules.served_by_default("", womens_section=True) == ServedBy.WOMEN_ONLY
    assert rules.served_by_default("", womens_section=False) == ServedBy.NOT_ASKED
    assert rules.served_by_default(ServedBy.EITHER, womens_section=True) == ServedBy.EITHER


@pytest.mark.parametrize("standing", Standing.values)
def test_a_power_of_attorney_is_asked_only_of_agents_and_lawyers(standing: str) -> None:
    asked = standing in {Standing.AGENT, Standing.LAWYER}
    assert rules.may_ask_power_of_attorney(standing) is asked
    if not asked:
        assert not rules.proof_fits(standing, Proof.POWER_OF_ATTORNEY)


@pytest.mark.parametrize("standing", KIN)
def test_no_paper_is_asked_when_kin_act_for_a_prisoner_a_patient_a_missing_or_a_dead(standing: str) -> None:
    assert rules.proofs_for(standing) == frozenset()
    assert rules.proof_fits(standing, Proof.WORD)


@pytest.mark.parametrize("standing", Standing.values)
def test_a_request_may_be_put_before_any_proof_was_seen(standing: str) -> None:
    assert rules.covers(Row(standing, proof_seen_at=None), Act.FILE, DAY)


@pytest.mark.parametrize("standing", Standing.values)
@pytest.mark.parametrize("act", [act for act in Act.values if act != Act.FILE])
def test_nothing_else_is_covered_when_no_officer_saw_the_proof(standing: str, act: str) -> None:
    assert not rules.covers(Row(standing, proof_seen_at=None), act, DAY)


@pytest.mark.parametrize("standing", Standing.values)
@pytest.mark.parametrize("act", Act.values)
def test_a_standing_covers_its_acts_and_no_others(standing: str, act: str) -> None:
    assert rules.covers(Row(standing), act, DAY) is (act in STANDINGS[standing].acts)


def test_a_prison_officer_passes_on_and_reads_nothing() -> None:
    assert rules.acts_for(Standing.PRISON_OFFICER) == {Act.FILE}


def test_limits_narrow_a_standing() -> None:
    narrow = Row(Standing.AGENT, acts=[Act.READ])
    assert rules.covers(narrow, Act.READ, DAY)
    assert not rules.covers(narrow, Act.WITHDRAW, DAY)


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (Row(Standing.AGENT, since=DAY, until=DAY), True),
        (Row(Standing.AGENT, until=DAY - dt.timedelta(days=1), since=DAY - dt.timedelta(days=9)), False),
        (Row(Standing.AGENT, since=DAY + dt.timedelta(days=1)), False),
        (Row(Standing.AGENT, ended_at=AT), False),
    ],
)
def test_a_standing_holds_from_its_first_to_its_last_day(row: Row, holds: bool) -> None:
    assert rules.in_force(row, DAY) is holds
    assert rules.covers(row, Act.READ, DAY) is holds


def test_a_helper_has_no_standing() -> None:
    assert "helper" not in Standing.values
    with pytest.raises(ValueError, match="helper"):
        rules.proofs_for("helper")


@pytest.mark.parametrize("roles", [rules.REGISTERING, rules.SEEING_CARDS, rules.MERGING, rules.RUNNING])
def test_every_role_named_in_a_rule_exists(roles: frozenset[str]) -> None:
    assert roles <= set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_only_those_whose_work_it_is_look_people_up(role: str) -> None:
    assert rules.may_look_up(officer(role)) is (role in rules.REGISTERING)
    assert rules.may_merge(officer(role)) is (role in rules.MERGING)
    assert rules.may_attest(officer(role), Person()) is (role in rules.SEEING_CARDS)
    assert rules.may_declare_outage(officer(role)) is (role in rules.RUNNING)


def test_who_holds_a_number_and_pin_changes_nothing_of_the_person() -> None:
    link = Viewer(kind=Kind.LINK, id=1)
    assert not rules.may_change(link, Person(id=1))
    assert not rules.may_change(ANONYMOUS, Person())
    assert not rules.may_change(Viewer(kind=Kind.BENEFICIARY, id=2), Person(id=1))
    assert rules.may_change(Viewer(kind=Kind.BENEFICIARY, id=1), Person(id=1))


def test_a_man_at_a_desk_does_not_change_her_record_when_she_said_women_only() -> None:
    assert not rules.may_change(officer(), Person(served_by=ServedBy.WOMEN_ONLY))
    assert rules.may_change(officer(women=True), Person(served_by=ServedBy.WOMEN_ONLY))


def test_whoever_stands_outside_may_say_who_he_is() -> None:
    assert rules.may_register(ANONYMOUS)
    assert rules.may_register(system("sms"))
    assert not rules.may_register(Viewer(kind=Kind.LIAISON, id=1))
    assert not rules.may_register(officer("system_administrator"))


@pytest.mark.parametrize("kind", [Kind.ANONYMOUS, Kind.LINK, Kind.BENEFICIARY, Kind.LIAISON, Kind.MACHINE])
def test_nobody_outside_looks_up_merges_attests_or_sees_proofs(kind: Kind) -> None:
    viewer = Viewer(kind=kind, id=1)
    assert not any(
        [
            rules.may_look_up(viewer),
            rules.may_merge(viewer),
            rules.may_attest(viewer, Person(id=1)),
            rules.may_see_proof(viewer),
            rules.may_declare_outage(viewer),
        ]
    )
