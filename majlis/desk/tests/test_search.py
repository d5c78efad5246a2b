"""The search of the staff: it leads to what they may read, and to nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from majlis.accounts.tests.builders import a_staff
from majlis.cases.letters.page import Letter
from majlis.cases.models import Case, Synonym
from majlis.cases.moves import daily
from majlis.cases.moves.outgoing import issue
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import within
from majlis.desk import search

pytestmark = pytest.mark.django_db


def _indexed(**words: Any) -> Case:
    case = a_case(**words)
    with within(HOUSE):
        daily.index(case.pk)
    return case


def test_reference_leads_to_its_case_when_the_seeker_may_read_it(client: Client) -> None:
    here = a_centre()
    case, far = _indexed(centre=here), _indexed()
    client.force_login(a_staff("inquiries_officer", here))
    answer = client.get("/desk/search/", {"q": str(case)})
    assert answer["Location"] == f"/desk/cases/{case.reference}/"
    assert b"Nothing is found" in client.get("/desk/search/", {"q": far.reference}).content


def test_sought_words_are_marked_when_a_case_is_found(client: Client) -> None:
    here = a_centre()
    _indexed(centre=here, subject="طلب", words="أرجو الإفراج عن <b>السجين</b> أخي")
    client.force_login(a_staff("inquiries_officer", here))
    page = client.get("/desk/search/", {"q": "سجناء"}).content.decode()
    assert "<mark>&lt;b&gt;السجين&lt;/b&gt;</mark>" in page
    assert "All words are in it" in page


@pytest.mark.parametrize("extra", [{"women_only": True}, {"women_readers": True}, {"sensitivity": 2}])
def test_nothing_is_found_when_the_seeker_may_not_read_it(client: Client, extra: dict[str, Any]) -> None:
    here = a_centre()
    case = _indexed(centre=here)
    in_state(case, case.state, **extra)
    client.force_login(a_staff("inquiries_officer", here, woman=False))
    assert b"Nothing is found" in client.get("/desk/search/", {"q": "تأشيرة زيارة"}).content
    assert client.get("/desk/search/", {"q": case.reference}).status_code == 200


def test_search_asks_as_often_for_three_as_for_one(client: Client) -> None:
    here = a_centre()
    client.force_login(a_staff("inquiries_officer", here))
    asked = []
    for _round in range(2):
        _indexed(centre=here)
        client.get("/desk/search/", {"q": "تأشيرة"})
        with CaptureQueriesContext(connection) as seen:
            client.get("/desk/search/", {"q": "تأشيرة"})
        asked.append(len(seen))
        _indexed(centre=here)
    assert asked[0] == asked[1]


def test_result_is_turned_over_page_by_page(client: Client) -> None:
    here = a_centre()
    all_of_them = {_indexed(centre=here).reference for _one in range(search.SIZE + 2)}
    client.force_login(a_staff("inquiries_officer", here))
    first = client.get("/desk/search/", {"q": "تأشيرة"})
    assert len(first.context["found"]) == search.SIZE
    second = client.get("/desk/search/" + first.context["next"])
    assert len(second.context["found"]) == 2
    assert second.context["next"] == ""
    seen = [line.case.reference for page in (first, second) for line in page.context["found"]]
    assert len(seen) == len(set(seen))
    assert set(seen) == all_of_them
    beyond = client.get("/desk/search/", {"q": "تأشيرة", "page": "9"})
    assert "Here the list ends" in beyond.content.decode()
    assert client.get("/desk/search/", {"q": "تأشيرة", "page": "-3x"}).status_code == 200


@pytest.mark.parametrize("typed", ["ق/4512-1439", "ق 4512 1439", "ق/٤٥١٢-١٤٣٩", "ق4512/1439"])
def test_number_from_before_leads_to_its_case_however_it_is_typed(client: Client, typed: str) -> None:
    here = a_centre()
    case, member = a_case(centre=here), a_staff("inquiries_officer", here)
    client.force_login(member)
    kept = client.post(f"/desk/cases/{case.reference}/number/", {"number": "ق/4512-1439"})
    assert kept.status_code == 303
    assert "ق/4512-1439" in client.get(f"/desk/cases/{case.reference}/").content.decode()
    with within(HOUSE):
        daily.index(case.pk)
    found = client.get("/desk/search/", {"q": typed}).context["found"]
    assert [line.case.pk for line in found] == [case.pk]
    assert client.post(f"/desk/cases/{case.reference}/number/", {"number": "///"}).status_code == 422


def test_number_of_our_own_letter_leads_to_its_case(client: Client) -> None:
    here = a_centre()
    case = _indexed(centre=here)
    with within(HOUSE):
        letter = issue(case, Letter(to="الجوازات", subject="طلب", paragraphs=("نأمل",)), what="referral", by=HOUSE)
    client.force_login(a_staff("inquiries_officer", here))
    found = client.get("/desk/search/", {"q": f"{letter.number}/{letter.year}"}).context["found"]
    assert [line.case.pk for line in found] == [case.pk]


def test_pair_of_words_is_kept_when_a_head_writes_it_and_by_no_other(client: Client) -> None:
    client.force_login(a_staff("inquiries_officer"))
    assert client.post("/desk/search/words/", {"word": "شنطة", "same_as": "حقيبة"}).status_code == 403
    client.force_login(a_staff("centre_manager"))
    assert client.post("/desk/search/words/", {"word": "", "same_as": "x"}).status_code == 422
    assert client.post("/desk/search/words/", {"word": "شنطة", "same_as": "شنطه"}).status_code == 422
    assert client.post("/desk/search/words/", {"word": "شنطة", "same_as": "حقيبة"}).status_code == 303
    pair = Synonym.objects.get(word="شنطه")
    assert "شنطه" in client.get("/desk/search/words/").content.decode()
    assert client.post(f"/desk/search/words/{pair.pk}/removal/").status_code == 303
    assert not Synonym.objects.filter(pk=pair.pk).exists()


def test_what_was_sought_is_marked_in_runs_of_words() -> None:
    assert search.pieces("أطلب تأشيرة زيارة عائلية لوالدتي", {"زياره", "عايليه"}) == [
        ("أطلب تأشيرة", False),
        ("زيارة عائلية", True),
        ("لوالدتي", False),
    ]
    assert search.pieces("", {"x"}) == []
