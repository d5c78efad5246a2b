"""Put people on record, correct them, write down wishes, see cards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from majlis.accounts.tests.builders import a_viewer
from majlis.core import names, scope
from majlis.core.errors import Busy, Refused
from majlis.core.middleware import as_refusal
from majlis.core.ui.either_date import GivenDate
from majlis.core.viewer import ANONYMOUS, Kind, Viewer
from majlis.people import moves
from majlis.people.details import Details
from majlis.people.models import Beneficiary
from majlis.people.states import Level, ServedBy
from majlis.people.tests.builders import HOUSE, a_beneficiary, a_mobile_point, a_number, himself
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_the_house() -> Iterator[None]:
    with scope.within(HOUSE):
        yield


def details(**words: object) -> Details:
    given = {"name": names.check("محمّد", "رفيق", "", "إسلام"), "identity_kind": "resident"} | words
    if given["identity_kind"] == "resident":
        given.setdefault("identity_number", a_number())
    return Details(**given)  # type: ignore[arg-type]


def kinds_of(person: Beneficiary) -> list[str]:
    return reading.kinds(subject_kind="beneficiary", subject_id=person.pk)


def test_a_stranger_is_put_on_record_when_he_files_from_outside() -> None:
    point = a_mobile_point(value="٠٥٠١٢٣٤٥٦٧")
    person = moves.register(details(), by=ANONYMOUS, points=[point])
    kept = Beneficiary.objects.get(pk=person.pk)
    assert (kept.name.display, kept.name_key, kept.identity_level) == ("محمّد رفيق إسلام", "محمدرفيقاسلام", Level.NONE)
    assert [one.value for one in kept.points.all()] == ["+966501234567"]
    assert kinds_of(person) == ["person.registered"]


def test_his_number_claims_nothing_when_nobody_saw_the_card() -> None:
    holder = a_beneficiary()
    stranger = moves.register(details(identity_number=holder.identity_number), by=ANONYMOUS)
    assert stranger.pk != holder.pk
    assert not stranger.identity_level


@pytest.mark.parametrize("level", [Level.ATTESTED, Level.NATIONAL])
def test_nobody_outside_claims_a_verified_number(level: Level) -> None:
    with pytest.raises(Refused) as refused:
        moves.register(details(), by=ANONYMOUS, level=level)
    assert refused.value.code == "not_yours"


def test_an_officer_does_not_claim_the_national_level() -> None:
    with pytest.raises(Refused):
        moves.register(details(), by=a_viewer("reception_officer"), level=Level.NATIONAL)


def test_the_holder_is_named_when_a_verified_number_is_registered_again() -> None:
    holder = a_beneficiary()
    with pytest.raises(Refused) as refused:
        moves.register(
            details(identity_number=holder.identity_number), by=a_viewer("reception_officer"), level=Level.ATTESTED
        )
    assert (refused.value.code, refused.value.facts["beneficiary"]) == ("identity_held", holder.pk)


def test_the_database_refuses_a_second_holder_when_the_rule_was_passed_by() -> None:
    holder = a_beneficiary()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        a_beneficiary(identity_number=holder.identity_number)
    told = as_refusal(refused.value)
    assert told is not None
    assert told.code == "identity_held"


def test_two_may_name_one_passport_number_when_their_countries_differ() -> None:
    one = a_beneficiary(identity_kind="passport", identity_number="A1234567", identity_country="PK")
    other = a_beneficiary(identity_kind="passport", identity_number="A1234567", identity_country="IN")
    assert one.pk != other.pk


def test_a_person_without_any_paper_is_put_on_record() -> None:
    person = moves.register(Details(name=names.check(free="Amina")), by=a_viewer("reception_officer"))
    assert (person.identity_kind, person.identity_level) == ("none", Level.NONE)


def test_a_level_without_a_number_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        moves.register(details(identity_kind="none"), by=a_viewer("reception_officer"), level=Level.ATTESTED)
    assert refused.value.code == "needs_identity"


@pytest.mark.parametrize(
    ("said", "section", "kept"),
    [("", True, "women_only"), ("", False, ""), ("either", True, "either"), ("women_only", False, "women_only")],
)
def test_women_only_is_kept_as_said_or_as_the_section_is(said: str, section: bool, kept: str) -> None:
    person = moves.register(details(served_by=said), by=ANONYMOUS, womens_section=section)
    assert person.served_by == kept


def test_neither_sex_nor_wish_is_guessed_when_the_name_is_a_womans() -> None:
    person = moves.register(details(name=names.check("فاطمة", "علي", "", "الزهراني")), by=ANONYMOUS)
    assert (person.sex, person.served_by) == ("", ServedBy.NOT_ASKED)


@pytest.mark.parametrize(
    ("birth", "first", "last"),
    [
        (GivenDate("hijri", 1402, 7, 1), "1982-04-24", "1982-04-24"),
        (GivenDate("gregorian", 1987, 2), "1987-02-01", "1987-02-28"),
        (GivenDate("hijri", 1300, 7, 1), None, None),
        (None, None, None),
    ],
)
def test_a_birth_date_is_kept_as_given_beside_what_it_means(
    birth: GivenDate | None, first: str | None, last: str | None
) -> None:
    person = moves.register(details(birth=birth), by=ANONYMOUS)
    person.refresh_from_db()
    assert person.birth == birth
    assert [day.isoformat() if day else None for day in (person.born_from, person.born_until)] == [first, last]


def test_a_record_is_corrected_once_when_two_officers_had_it_open() -> None:
    person, officer = a_beneficiary(identity_level=Level.NONE, identity_at=None), a_viewer("reception_officer")
    same = Beneficiary.objects.get(pk=person.pk)
    said = details(name=names.check("سالم"), identity_number=person.identity_number)
    moves.correct(person, said, version=1, by=officer)
    with pytest.raises(Busy):
        moves.correct(same, details(name=names.check("ناصر")), version=1, by=officer)
    kept = Beneficiary.objects.get(pk=person.pk)
    assert (kept.given, kept.name_key, kept.name_sorted, kept.version) == ("سالم", "سالم", "سالم", 2)
    assert kinds_of(person) == ["person.corrected"]


def test_a_verified_name_is_not_corrected_from_outside() -> None:
    person = a_beneficiary()
    with pytest.raises(Refused) as refused:
        moves.correct(person, details(name=names.check("سالم")), version=1, by=himself(person))
    assert refused.value.code == "ask_desk"


def test_a_new_number_begins_unverified_when_a_record_is_corrected() -> None:
    person = a_beneficiary()
    moves.correct(person, details(), version=1, by=a_viewer("reception_officer"))
    assert Beneficiary.objects.get(pk=person.pk).identity_level == Level.NONE


@pytest.mark.parametrize("viewer", [ANONYMOUS, Viewer(kind=Kind.LINK, id=1), Viewer(kind=Kind.BENEFICIARY, id=0)])
def test_a_record_is_not_corrected_by_whoever_is_not_the_person(viewer: Viewer) -> None:
    person = a_beneficiary()
    for act in (
        lambda: moves.correct(person, details(), version=1, by=viewer),
        lambda: moves.set_preference(person, version=1, by=viewer, never_contact=False),
        lambda: moves.add_point(person, a_mobile_point(), by=viewer),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_yours"


def test_wishes_are_written_down_when_the_person_says_them() -> None:
    person = a_beneficiary()
    moves.set_preference(person, version=1, by=himself(person), served_by="women_only", needs=["deaf"], language="ur")
    kept = Beneficiary.objects.get(pk=person.pk)
    assert (kept.served_by, kept.needs, kept.language) == ("women_only", ["deaf"], "ur")
    assert [entry.facts for entry in reading.entries(kind="person.preferred")] == [
        {"fields": "language,needs,served_by", "served_by": "women_only"}
    ]


def test_an_unknown_wish_is_a_defect() -> None:
    person = a_beneficiary()
    with pytest.raises(TypeError, match="identity_level"):
        moves.set_preference(person, version=1, by=himself(person), identity_level=3)


def test_an_officer_attests_the_card_that_he_saw() -> None:
    person = a_beneficiary(identity_kind="none")
    number = a_number()
    moves.attest(person, kind="resident", number=number, version=1, by=a_viewer("reception_officer"))
    kept = Beneficiary.objects.get(pk=person.pk)
    assert (kept.identity_number, kept.identity_level) == (number, Level.ATTESTED)


def test_a_higher_level_stays_when_an_officer_sees_the_same_card() -> None:
    person = a_beneficiary(identity_level=Level.NATIONAL)
    moves.attest(person, kind="resident", number=person.identity_number, version=1, by=a_viewer("reception_officer"))
    assert Beneficiary.objects.get(pk=person.pk).identity_level == Level.NATIONAL


def test_a_card_of_another_record_is_not_attested() -> None:
    holder, person = a_beneficiary(), a_beneficiary(identity_kind="none")
    with pytest.raises(Refused) as refused:
        moves.attest(
            person, kind="resident", number=holder.identity_number, version=1, by=a_viewer("reception_officer")
        )
    assert refused.value.facts["beneficiary"] == holder.pk


def test_no_free_word_of_a_person_enters_the_book() -> None:
    person = moves.register(details(), by=ANONYMOUS, points=[a_mobile_point()])
    moves.add_point(person, a_mobile_point(), by=himself(person))
    written = str([(entry.facts, entry.actor_label) for entry in reading.entries()])
    point = person.points.first()
    assert point is not None
    assert not any(word in written for word in (person.given, person.identity_number, point.value))
