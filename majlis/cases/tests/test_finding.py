"""Search as people type: spelling, numbers, names; and never past what the seeker may read."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest
from django.db import connection

from majlis.accounts.roles import ROLES, Place
from majlis.accounts.tests.builders import a_viewer
from majlis.cases import finding, moves
from majlis.cases.models import Case, SearchLine, Synonym
from majlis.cases.moves import daily
from majlis.cases.states import Section, State
from majlis.cases.tests.builders import HOUSE, a_case, a_person, in_state
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house, within
from majlis.core.viewer import Kind, Viewer
from majlis.people.models import ContactPoint

pytestmark = pytest.mark.django_db

GOLD = Path(__file__).with_name("search_gold.txt")


def _indexed(**words: object) -> Case:
    case = a_case(**words)  # type: ignore[arg-type]
    with within(HOUSE):
        daily.index(case.pk)
    return case


def _refs(viewer: Viewer, text: str, most: int = 50) -> list[str]:
    with within(viewer):
        return [found.case.reference for found in finding.find(viewer, finding.read(text), most=most)]


def _gold() -> list[tuple[str, str]]:
    lines = GOLD.read_text("utf-8").splitlines()
    return [(words, query) for words, _bar, query in (line.partition(" | ") for line in lines if line)]


def test_request_is_among_the_first_five_when_sought_as_people_type() -> None:
    chief = a_viewer("programme_director")
    pairs = [(_indexed(subject=words[:40], words=words), query) for words, query in _gold()]
    missed = [query for case, query in pairs if case.reference not in _refs(chief, query)[:5]]
    assert len(pairs) == 20
    assert len(missed) <= 1, missed


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("أرجو إعادة إصدار إقامتي", "اقامتي"),
        ("تأشيرة زيارة لوالدتي", "تاشيره زياره"),
        ("مشكلة في التأشيرة", "تأشيره"),
        ("أحتاج تصاريح سفر لأبنائي", "تصريح"),
        ("طلب عفو عن السجين", "طَلَبُ عَفْوٍ"),
        ("هربت الشغالة من البيت", "عاملة منزلية"),
        ("عندي شكاوى على المركز", "الشكوى"),
    ],
)
def test_word_is_found_when_it_is_spelt_in_another_way(written: str, typed: str) -> None:
    case = _indexed(subject=written, words=written)
    chief = a_viewer("programme_director")
    with within(chief):
        (found,) = finding.find(chief, finding.read(typed))
    assert (found.case, found.why) == (case, "words")


@pytest.mark.parametrize("typed", ["عبدالله العتيبي", "عبد الله العتيبي", "عبدالله العتيبى", "عبدلله العتيبي"])
def test_name_is_found_when_its_two_words_are_written_as_one_or_mistyped(typed: str) -> None:
    case = _indexed(beneficiary_id=a_person(given="عبد الله", family="العتيبي").pk)
    assert _refs(a_viewer("programme_director"), typed) == [case.reference]


def test_number_finds_the_case_when_it_is_reference_identity_or_own_telephone() -> None:
    person = a_person(identity_kind="resident", identity_number="2000000003")
    with within(HOUSE), house():
        ContactPoint.objects.create(beneficiary=person, channel="mobile", value="+966501234567", whose="mine")
        ContactPoint.objects.create(beneficiary=person, channel="mobile", value="+966507654321", whose="shared")
    case = _indexed(beneficiary_id=person.pk)
    chief = a_viewer("programme_director")
    for typed in (case.reference, str(case), "2000000003", "٢٠٠٠٠٠٠٠٠٣", "0501234567", "+966 50 123 4567"):
        assert _refs(chief, typed) == [case.reference], typed
    assert _refs(chief, "0507654321") == []
    assert _refs(chief, "9999999999") == []


@pytest.mark.parametrize("typed", ["", "   ", "'", "a & | !", "'); DROP", "<->", "😀", "ال", "\x00", "(((", "من في"])
def test_nothing_breaks_when_signs_are_typed(typed: str) -> None:
    _indexed()
    assert _refs(a_viewer("programme_director"), typed) == []


def test_every_role_finds_only_what_it_may_read() -> None:
    here, there = a_centre(), a_centre()
    cases = []
    for centre, section in itertools.product((here, there), Section.values):
        closed = section == Section.ARCHIVE
        ended = {"outcome": "done", "closed_at": clock.now()} if closed else {}
        for extra in ({}, {"women_only": True}, {"women_readers": True}, {"sensitivity": 2}):
            case = _indexed(centre=centre)
            state = State.CLOSED if closed else State.UNDER_AUDIT
            cases.append(in_state(case, state, section=section, **ended, **extra))
    for role, woman in itertools.product(ROLES, (True, False)):
        viewer = a_viewer(role, here if ROLES[role].place is Place.CENTRE else None, woman=woman)
        in_state(cases[0], cases[0].state, barred=[viewer.token])
        with within(HOUSE):
            until = clock.now() + dt.timedelta(hours=1)
            moves.share(cases[-1], by=HOUSE, viewer=viewer.token, why="visit", until=until)
        with within(viewer):
            allowed = set(Case.objects.visible_to(viewer).values_list("pk", flat=True))
            assert set(_raw()) == allowed, (role, woman)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.STAFF])
def test_function_answers_nobody_when_it_is_not_staff_that_asks(kind: Kind) -> None:
    case = _indexed()
    viewer = Viewer(kind=kind, id=case.beneficiary_id if kind is Kind.BENEFICIARY else case.pk)
    with within(viewer):
        assert _raw() == []
    assert _raw() == []


def _raw() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM majlis_find_cases('{}', '{''تأشيره''}', 'تاشيره زياره', 1000)")
        return [row[0] for row in cursor.fetchall()]


def test_sealed_case_is_found_no_more() -> None:
    case = _indexed(words="كلام عن خلية")
    with within(HOUSE), house():
        SearchLine.objects.filter(case=case).delete()
    assert _refs(a_viewer("programme_director"), "خلية") == []


def test_synonym_finds_when_it_is_added_and_no_more_when_dropped() -> None:
    case = _indexed(words="ضاعت شنطتي في المطار", subject="فقدان")
    chief, clerk = a_viewer("programme_director"), a_viewer("inquiries_officer")
    assert _refs(chief, "حقيبة") == []
    with within(chief):
        synonym = moves.add_synonym("شنطتي", "حقيبة", by=chief)
    assert _refs(chief, "حقيبة") == [case.reference]
    with within(chief):
        moves.drop_synonym(synonym, by=chief)
    assert _refs(chief, "حقيبة") == []
    for words in (("", "x"), ("one two three four", "x"), ("x" * 61, "y")):
        with within(chief), pytest.raises(Refused):
            moves.add_synonym(*words, by=chief)
    with within(clerk), pytest.raises(Refused):
        moves.add_synonym("شنطة", "حقيبة", by=clerk)
    assert not Synonym.objects.filter(same_as="حقيبه").exists()


def test_words_are_marked_as_the_search_reads_them() -> None:
    with within(a_viewer("programme_director")):
        sought = finding.read("شغالة الشكوى")
        marked = finding.hits(sought, ["هربت عاملة منزلية وعندي شكاوى"])
    assert marked == {"عامله", "منزليه", "شكاوي"}
