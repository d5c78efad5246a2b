"""A security matter found at a desk leaves it with every word, and the report in the compartment holds all of it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from majlis.accounts.queries import viewer_for
from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_staff
from majlis.cases import moves as cases
from majlis.cases.models import Case, Paper
from majlis.cases.moves.papers import take_paper
from majlis.cases.papers import store
from majlis.cases.states import DESKS
from majlis.cases.tests.builders import HOUSE
from majlis.cases.tests.files import picture, upload
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import within
from majlis.desk.tests.builders import a_case_of
from majlis.sealed.models import Paper as SealedPaper
from majlis.sealed.models import Report
from majlis.sealed.tests.builders import a_compartment

pytestmark = pytest.mark.django_db

MARKER = "علامة لا يجوز أن تبقى"


def _case(papers: int = 1, **words: Any) -> tuple[Case, Any]:
    centre = a_centre()
    case = a_case_of(centre=centre, subject=MARKER, words=MARKER, answers={"wish": MARKER}, **words)
    member = a_staff("inquiries_officer", centre)
    with within(viewer_for(member)):
        cases.note(case, by=viewer_for(member), words=MARKER)
        for number in range(papers):
            take_paper(upload(picture(size=(40 + number, 40))), by=viewer_for(member), case=case)
    return case, member


def _seal(client: Client, case: Case, **posted: Any) -> Any:
    return client.post(reverse("desk:sealing", args=[case.reference]), {"sure": "on"} | posted)


def _reports() -> int:
    with within(HOUSE):
        return Report.objects.count()


def _everything(case: Case) -> str:
    with within(HOUSE), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'sealed_%%'")
        found = ""
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
            found += cursor.fetchone()[0] or ""
    return found


def test_sealing_shows_seven_words_and_leaves_nothing(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    a_compartment()
    case, member = _case()
    with within(HOUSE):
        file = store.place(Paper.objects.get(case=case).pk)
    assert file.exists()
    assert MARKER in _everything(case)
    client.force_login(member)
    with django_capture_on_commit_callbacks(execute=True):
        answer = _seal(client, case, version=case.version)
    assert answer.status_code == 200
    assert len(answer.context["code"].words.split()) == 7
    assert MARKER not in _everything(case)
    assert not file.exists()
    assert _reports() == 1
    with within(HOUSE):
        assert not Paper.objects.filter(case=case).exists()
        assert Case.objects.get(pk=case.pk).outcome == "sealed"
        assert SealedPaper.objects.count() == 1


def test_more_papers_than_a_report_holds_are_all_sealed(client: Client) -> None:
    a_compartment()
    case, member = _case(papers=7)
    client.force_login(member)
    assert _seal(client, case).status_code == 200
    with within(HOUSE):
        assert SealedPaper.objects.count() == 7
        assert Report.objects.count() == 2


def test_nothing_is_lost_when_the_compartment_is_not_open(client: Client) -> None:
    case, member = _case()
    client.force_login(member)
    answer = _seal(client, case)
    assert answer.status_code == 422
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).words == MARKER
        assert Paper.objects.filter(case=case).count() == 1


def test_sealing_asks_once_more(client: Client) -> None:
    a_compartment()
    case, member = _case()
    client.force_login(member)
    assert client.get(reverse("desk:sealing", args=[case.reference])).status_code == 200
    assert _seal(client, case, sure="").status_code == 422
    assert _reports() == 0


def test_sealing_of_an_older_page_is_told_who_was_faster(client: Client) -> None:
    a_compartment()
    case, member = _case()
    client.force_login(member)
    assert _seal(client, case, version=case.version - 1).status_code == 409
    assert _reports() == 0


@pytest.mark.parametrize("role", sorted(set(ROLES) - DESKS))
def test_sealing_is_refused_to_who_has_no_desk(client: Client, role: str) -> None:
    a_compartment()
    case, _member = _case(papers=0)
    client.force_login(a_staff(role, case.centre if ROLES[role].place == "centre" else None))
    assert _seal(client, case, once=uuid.uuid4().hex).status_code in (403, 404)
    assert _reports() == 0


def test_report_of_a_withheld_name_does_not_tell_it(client: Client) -> None:
    a_compartment()
    case, member = _case(papers=0, withhold_name=True)
    client.force_login(member)
    assert _seal(client, case).status_code == 200
