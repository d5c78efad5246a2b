"""The search of the staff: it leads to what they may read, and to nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from majlis.accounts.tests.builders import a_staff
from majlis.cases.models import Case, Synonym
from majlis.cases.moves import daily
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import within

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
