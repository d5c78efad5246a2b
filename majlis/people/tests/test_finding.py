"""Look-ups by a number, look-alikes, and the net below both: what the database itself shows."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_viewer
from majlis.core import names, scope
from majlis.core.errors import Refused
from majlis.core.ui.either_date import GivenDate
from majlis.core.viewer import ANONYMOUS, Kind, Viewer
from majlis.people import queries
from majlis.people.details import Details
from majlis.people.models import Beneficiary, ContactPoint, Representation
from majlis.people.queries import Reason, Sought
from majlis.people.states import Level, Whose
from majlis.people.tests.builders import HOUSE, a_beneficiary, a_mobile, a_point, a_representation, himself
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db

TABLES = ["people_beneficiary", "people_contactpoint", "people_representation", "people_merge"]
ROWS_OF_THE_PORT = ["people_signin", "people_onetimecode", "people_approval"]


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def ids(table: str, column: str = "id") -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


# ---- row-level security, by raw SQL as the application's role ------------------------------------------------


@pytest.mark.parametrize("table", TABLES + ROWS_OF_THE_PORT)
@pytest.mark.parametrize(
    "viewer",
    [
        ANONYMOUS,
        Viewer(kind=Kind.LINK, id=1),
        Viewer(kind=Kind.LIAISON, id=1, desks=frozenset({"*:*"})),
        Viewer(kind=Kind.MACHINE, id=1),
        Viewer(kind=Kind.BENEFICIARY, id=10**9),
    ],
)
def test_the_database_shows_nobody_to_those_outside(table: str, viewer: Viewer) -> None:
    one, other = a_beneficiary(), a_beneficiary()
    a_representation(one, other)
    with scope.within(viewer):
        assert count(table) == 0


@pytest.mark.parametrize("role", ROLES)
def test_the_database_shows_nobody_to_staff_when_no_case_of_the_person_is_theirs(role: str) -> None:
    a_representation(a_beneficiary(), a_beneficiary())
    viewer = Viewer(kind=Kind.STAFF, id=1, desks=frozenset({"*:*"}), clearance=2, women=True)
    with scope.within(viewer):
        assert [count(table) for table in TABLES + ROWS_OF_THE_PORT] == [0] * 7
    with scope.within(a_viewer(role)):
        assert [count(table) for table in TABLES + ROWS_OF_THE_PORT] == [0] * 7


def test_the_database_shows_nothing_when_no_scope_was_declared() -> None:
    a_beneficiary()
    with transaction.atomic():
        assert [count(table) for table in TABLES] == [0] * 4


def test_the_database_shows_a_person_himself_and_what_is_his() -> None:
    one, other = a_beneficiary(), a_beneficiary()
    row = a_representation(one, other)
    with scope.within(himself(one)):
        assert ids("people_beneficiary") == [one.pk]
        assert set(ids("people_contactpoint", "beneficiary_id")) == {one.pk}
        assert ids("people_representation") == [row.pk]


@pytest.mark.parametrize("table", TABLES[:3])
def test_nobody_but_the_house_writes_when_he_passes_the_moves_by(table: str) -> None:
    person = a_beneficiary()
    a_representation(person, a_beneficiary())
    with scope.within(himself(person)), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET id = id")
        assert cursor.rowcount == 0
        cursor.execute(f"DELETE FROM {table}")
        assert cursor.rowcount == 0
    with pytest.raises(DatabaseError, match="row-level security"), scope.within(himself(person)):
        Beneficiary(given="محمد").save(force_insert=True)


def test_the_search_tells_nothing_when_it_is_called_past_the_queries() -> None:
    a_beneficiary(given="عبدالرحمن", father="صالح", family="العتيبي")
    staff = Viewer(kind=Kind.STAFF, id=1, desks=frozenset({"*:*"}), clearance=2)
    with scope.within(staff), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM majlis_people_like('عبدالرحمنصالحالعتيبي', '', NULL, NULL)")
        assert cursor.fetchall() == []


def test_the_filter_and_the_net_agree_on_who_is_seen() -> None:
    one, other = a_beneficiary(), a_beneficiary()
    a_representation(one, other)
    for viewer in (HOUSE, himself(one), ANONYMOUS, a_viewer("reception_officer"), Viewer(kind=Kind.LIAISON, id=3)):
        with scope.within(viewer):
            for model in (Beneficiary, ContactPoint, Representation):
                filtered = set(model.objects.visible_to(viewer).values_list("pk", flat=True))
                shown = set(model.objects.values_list("pk", flat=True))
                assert filtered == shown


# ---- by a number ---------------------------------------------------------------------------------------------


def test_an_officer_finds_who_holds_a_number_and_sees_it_masked() -> None:
    person = a_beneficiary(identity_number="2000000006", mobile="+966501234567")
    officer = a_viewer("reception_officer")
    with scope.within(officer):
        (found,) = queries.find_by_number(officer, "resident", "2000000006")
        assert scope.current() == "staff"
    assert (found.id, found.masked_number, found.hand_over) == (person.pk, "2••••••006", False)
    assert "1234567" not in found.phones[0].replace(" ", "")
    assert not hasattr(found, "identity_number")


def test_each_look_up_is_in_the_book_also_when_nobody_was_found() -> None:
    officer = a_viewer("toll_free_agent")
    person = a_beneficiary(identity_number="2000000006")
    with scope.within(officer):
        queries.find_by_number(officer, "resident", "2000000006")
        assert queries.find_by_number(officer, "national", "1058529940") == []
        queries.find_by_phone(officer, "+966599999999")
    looks = reading.entries(kind="person.looked_up", actor_kind="staff", actor_id=officer.id)
    assert [(look.subject_id, look.facts) for look in looks] == [
        (person.pk, {"by_what": "identity"}),
        (0, {"by_what": "identity"}),
        (0, {"by_what": "phone"}),
    ]


@pytest.mark.parametrize("role", ["hall_host", "system_administrator", "followup_officer", "body_liaison", "minister"])
def test_nobody_else_looks_people_up(role: str) -> None:
    viewer = a_viewer(role)
    with scope.within(viewer):
        for ask in (
            lambda: queries.find_by_number(viewer, "resident", "2000000006"),
            lambda: queries.find_by_phone(viewer, "+966501234567"),
            lambda: queries.taken_up(viewer, 1),
        ):
            with pytest.raises(Refused):
                ask()
        assert queries.look_alikes(viewer, Sought(name=names.check("محمد", "رفيق"))) == []


def test_a_man_sees_no_name_and_hands_her_over_when_she_is_served_by_women_only() -> None:
    person = a_beneficiary(served_by="women_only", identity_number="2000000006")
    man, woman = a_viewer("reception_officer"), a_viewer("reception_officer", woman=True)
    with scope.within(man):
        (found,) = queries.find_by_number(man, "resident", "2000000006")
        assert (found.hand_over, found.women_only, found.name, found.phones) == (True, True, "", ())
        with pytest.raises(Refused) as refused:
            queries.taken_up(man, person.pk)
        assert refused.value.code == "hand_over"
    with scope.within(woman):
        (found,) = queries.find_by_number(woman, "resident", "2000000006")
        assert (found.hand_over, found.name) == (False, person.name.display)
        assert queries.taken_up(woman, person.pk)[0].pk == person.pk


@pytest.mark.parametrize(("whose", "matched"), [(Whose.MINE, 1), (Whose.SHARED, 0), (Whose.ANOTHERS, 0)])
def test_a_person_is_found_by_a_phone_only_when_it_is_his_alone(whose: str, matched: int) -> None:
    value, agent = a_mobile(), a_viewer("toll_free_agent")
    a_beneficiary(mobile=value, whose=whose)
    with scope.within(agent):
        assert len(queries.find_by_phone(agent, value)) == matched


def test_an_officer_takes_up_the_record_of_whom_he_serves_and_the_book_says_so() -> None:
    person, officer = a_beneficiary(), a_viewer("reception_officer")
    with scope.within(officer):
        taken, points = queries.taken_up(officer, person.pk)
        assert (taken.pk, len(points)) == (person.pk, 1)
    assert reading.entries(kind="person.looked_up", subject_id=person.pk, facts={"by_what": "record"})


# ---- look-alikes ---------------------------------------------------------------------------------------------


def alike(sought: Sought) -> list[queries.Likeness]:
    with scope.within(HOUSE):
        return queries.look_alikes(HOUSE, sought)


@pytest.mark.parametrize(
    "typed",
    [
        ("عبدالله", "علي", "", "القحطاني"),
        ("عبد الله", "علي", "", "القحطانى"),
        ("عبدالله", "بن علي", "", "القحطاني"),
        ("عَبدُالله", "على", "", "القحطاني"),
        ("عبدالله", "علي", "سعد", "القحطاني"),
    ],
)
def test_a_name_is_found_in_all_its_writings(typed: tuple[str, str, str, str]) -> None:
    person = a_beneficiary(given="عبدالله", father="علي", family="القحطاني")
    a_beneficiary(given="سارة", father="خالد", family="الشمري")
    found = alike(Sought(name=names.check(*typed)))
    assert [(one.beneficiary.pk, one.reasons) for one in found] == [(person.pk, (Reason.NAME,))]


def test_a_name_in_latin_letters_is_found() -> None:
    person = a_beneficiary(latin_name="Mohammad Rafiq Islam")
    assert [one.beneficiary.pk for one in alike(Sought(latin_name="Mohamad Rafiq Islam"))] == [person.pk]


def test_an_overlapping_birth_is_a_stronger_reason_and_another_birth_none() -> None:
    birth = GivenDate("hijri", 1402, 7)
    spans = {name: value for name, value in Details(names.check("x"), birth=birth).who().items() if "b" in name[:4]}
    words = {name: value for name, value in spans.items() if name.startswith(("birth", "born"))}
    person = a_beneficiary(given="عبدالله", father="علي", family="القحطاني", **words)
    name = names.check("عبدالله", "علي", "", "القحطاني")
    (same,) = alike(Sought(name=name, birth=GivenDate("gregorian", 1982, 4, 24)))
    (unknown,) = alike(Sought(name=name))
    assert (same.beneficiary.pk, same.reasons) == (person.pk, (Reason.NAME_AND_BIRTH,))
    assert unknown.score < same.score
    assert alike(Sought(name=name, birth=GivenDate("gregorian", 1990, 1, 1))) == []


def test_reasons_add_up_and_the_likeliest_comes_first() -> None:
    phone = a_mobile()
    other = a_beneficiary(mobile=phone, given="سارة", father="", family="")
    person = a_beneficiary(given="سالم", father="ناصر", family="الدوسري", identity_number="2000000006")
    found = alike(
        Sought(
            name=names.check("سالم", "ناصر", "", "الدوسري"),
            identity_kind="resident",
            identity_number="2000000006",
            phones=(phone,),
        )
    )
    assert [one.beneficiary.pk for one in found] == [person.pk, other.pk]
    assert found[0].reasons == (Reason.VERIFIED_IDENTITY, Reason.NAME)
    assert found[1].reasons == (Reason.PHONE,)


def test_a_shared_phone_makes_nobody_look_alike() -> None:
    phone = a_mobile()
    a_beneficiary(mobile=phone, whose=Whose.SHARED)
    assert alike(Sought(phones=(phone,))) == []


def test_two_verified_numbers_speak_against_one_person() -> None:
    one = a_beneficiary(given="سالم", father="ناصر", family="الدوسري")
    other = a_beneficiary(given="سالم", father="ناصر", family="الدوسري")
    with scope.within(HOUSE):
        (found,) = queries.look_alikes(HOUSE, one)
    assert (found.beneficiary.pk, found.against) == (other.pk, True)


def test_a_record_does_not_look_like_itself() -> None:
    person = a_beneficiary(given="سالم", father="ناصر", family="الدوسري", identity_level=Level.NONE, identity_at=None)
    a_point(person)
    with scope.within(HOUSE):
        assert queries.look_alikes(HOUSE, person) == []
