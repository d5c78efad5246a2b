"""What a directive orders, item by item: nothing before it is the minister's, everything at once when it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.bodies.models import Body
from majlis.bodies.tests.builders import a_body
from majlis.cases import moves as cases
from majlis.cases.models import Case, Pending
from majlis.cases.models.about import Role
from majlis.cases.states import State
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.cases.tests.files import picture, upload
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.office import moves, queries
from majlis.office.models import Directive, Item, Phrase, Task
from majlis.office.moves import Ordered, Said
from majlis.office.states import Decision, KnownBy
from majlis.trail.models import Entry

pytestmark = pytest.mark.django_db


def a_presented_case(**words: Any) -> Case:
    return in_state(a_case(), State.PRESENTED, section="office", turn="office", **words)


def due(days: int = 10) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def two_orders(body: Body) -> Said:
    return Said(
        Decision.APPROVE,
        "يُنقل إلى أقرب سجن لأهله",
        items=(Ordered("يُنقل خلال عشرة أيام", due(), body), Ordered("يُتصل بوالدته ويُخبرها", due(3))),
    )


def kinds(case: Case) -> list[str]:
    with within(HOUSE):
        return list(Entry.objects.filter(case_id=case.pk).order_by("seq").values_list("kind", flat=True))


def test_what_is_noted_orders_nothing_before_the_minister_confirms() -> None:
    case, officer, minister, body = a_presented_case(), a_viewer("minister_office"), a_viewer("minister"), a_body()
    with within(officer):
        noted = moves.note(case, two_orders(body), by=officer)
    with within(HOUSE):
        assert not Task.objects.filter(case=case).exists()
        assert list(noted.items.values_list("carried_at", flat=True)) == [None, None]
    with within(minister):
        moves.confirm(noted, by=minister)
    with within(HOUSE):
        task = Task.objects.get(case=case)
        assert (task.words, task.due_on) == ("يُتصل بوالدته ويُخبرها", due(3))
        assert Pending.objects.filter(case=case, kind="task", ended_at=None).count() == 1
        assert not Item.objects.filter(directive=noted, carried_at=None).exists()
        entry = Entry.objects.get(case_id=case.pk, kind="office.directive_carried")
    assert (entry.facts["bodies"], entry.facts["tasks"]) == (1, 1)


def test_what_the_minister_disowns_orders_nothing() -> None:
    case, officer, minister = a_presented_case(), a_viewer("minister_office"), a_viewer("minister")
    with within(officer):
        noted = moves.note(case, two_orders(a_body()), by=officer)
    with within(minister):
        moves.disown(noted, by=minister)
    assert "office.directive_carried" not in kinds(case)
    with within(HOUSE):
        assert not Task.objects.filter(case=case).exists()


def test_what_the_minister_gives_himself_is_carried_at_once() -> None:
    case, minister = a_presented_case(), a_viewer("minister")
    with within(minister):
        moves.give(case, two_orders(a_body()), by=minister)
    assert kinds(case).index("case.direct") < kinds(case).index("office.directive_carried")
    with within(HOUSE):
        assert Task.objects.filter(case=case).count() == 1


def test_a_directive_that_orders_nothing_hands_nothing_on() -> None:
    case, minister = a_presented_case(), a_viewer("minister")
    with within(minister):
        moves.give(case, Said(Decision.APPROVE, "يوافق"), by=minister)
    assert "office.directive_carried" not in kinds(case)


def a_paged_directive() -> tuple[Directive, Any, Any]:
    """Return a noted directive, the brief of its case and the officer."""
    case, officer = a_presented_case(), a_viewer("minister_office")
    with within(officer):
        brief = moves.write_brief(case, {"lines": "والدتها مريضة", "asked": "زيارة"}, by=officer)
        return moves.note(case, two_orders(a_body()), by=officer), brief, officer


def test_the_handwritten_page_confirms_what_was_noted(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    from majlis.cases.moves.papers import take_paper

    noted, brief, officer = a_paged_directive()
    with within(officer):
        scan = take_paper(upload(picture(), "page.jpg"), by=officer, case=noted.case, staff_only=True, trusted=True)
        moves.confirm_by_page(noted, by=officer, scan=scan, brief=brief)
    with within(HOUSE):
        kept = Directive.objects.get(pk=noted.pk)
        assert (kept.state, kept.known_by, kept.scan_id) == ("given", KnownBy.SCAN, scan.pk)
        assert Task.objects.filter(case=noted.case).count() == 1
    assert "office.directive_paged" in kinds(noted.case)


def test_a_page_of_another_case_confirms_nothing(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    from majlis.cases.moves.papers import take_paper

    noted, _brief, officer = a_paged_directive()
    _other, theirs, _who = a_paged_directive()
    with within(officer):
        scan = take_paper(upload(picture(), "page.jpg"), by=officer, case=noted.case, staff_only=True, trusted=True)
        with pytest.raises(Refused) as no:
            moves.confirm_by_page(noted, by=officer, scan=scan, brief=theirs)
    assert no.value.code == "wrong_page"
    minister = a_viewer("minister")
    with within(minister), pytest.raises(PermissionDenied):
        moves.confirm_by_page(noted, by=minister, scan=scan, brief=theirs)


@pytest.mark.parametrize(
    ("code", "items", "decision"),
    [
        ("empty_item", [(" ", 5, False)], Decision.APPROVE),
        ("item_past", [("يُدرس", 0, False)], Decision.APPROVE),
        ("long_task", [("كلمة " * 90, 5, False)], Decision.APPROVE),
        ("body_twice", [("يُدرس", 5, True), ("يُنجز", 5, True)], Decision.REFER),
        ("no_items", [("يُدرس", 5, True)], Decision.KEEP),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_refused(
    code: str, items: list[tuple[str, int, bool]], decision: Decision
) -> None:
    case, minister, body = a_presented_case(), a_viewer("minister"), a_body()
    ordered = tuple(Ordered(words, due(days), body if asks else None) for words, days, asks in items)
    with within(minister), pytest.raises(Refused) as no:
        moves.give(case, Said(decision, "كذا", due(), ordered), by=minister)
    assert no.value.code == code
    with within(HOUSE):
        assert not Directive.objects.filter(case=case).exists()


def test_shipped_phrases_stand_in_both_languages_and_fit_a_decision() -> None:
    found = queries.phrases()
    assert len(found) >= 6
    assert all(one.words_ar and one.words_en and one.decision in Decision.values for one in found)


@pytest.fixture
def office(client: Client, settings: Any) -> Client:
    """Return a browser of the minister's office that reads English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(a_staff("minister_office"))
    return client


def test_office_takes_down_several_orders_with_ready_words(office: Client) -> None:
    case, body = a_presented_case(), a_body(name_ar="السجون", name_en="Prisons")
    phrase = Phrase.objects.get(code="approve")
    address = reverse("office:directive", args=[case.reference])
    page = office.get(address).content.decode()
    assert "Prisons" in page
    assert phrase.words_en in page
    sent = {
        "decision": "approve", "phrase": "approve", "to_1": str(body.pk), "days_1": "5",
        "to_2": "office", "ask_2": "يُتصل بوالدته", "days_2": "3", "once": "k1",
    }  # fmt: skip
    assert [office.post(address, sent).status_code for _ in range(2)] == [303, 303]
    with within(HOUSE):
        kept = Directive.objects.get(case=case)
        rows = [(row.what, row.body_id, row.words) for row in kept.items.all()]
    assert kept.words == phrase.words_en
    assert rows == [("refer", body.pk, phrase.words_en), ("task", None, "يُتصل بوالدته")]
    shown = office.get(reverse("office:confirmations")).content.decode()
    assert "Prisons" in shown
    assert "يُتصل بوالدته" in shown


def test_an_order_without_addressee_or_words_is_asked_for_again_and_nothing_is_lost(office: Client) -> None:
    case, body = a_presented_case(), a_body()
    address = reverse("office:directive", args=[case.reference])
    answer = office.post(address, {"decision": "thank", "to_1": str(body.pk), "ask_2": "يُدرس حاله", "days_1": "5"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Write what is to be done." in text
    assert "Say to whom this goes." in text
    assert "يُدرس حاله" in text


def test_a_body_that_is_complained_of_is_not_offered(office: Client) -> None:
    case, accused, other = a_presented_case(), a_body(name_en="Accused body"), a_body(name_en="Other body")
    below = a_body(name_en="Below it", parent=accused)
    with within(HOUSE):
        cases.add_party(case, by=HOUSE, role=Role.RESPONDENT, mark=f"body:{accused.pk}")
    text = office.get(reverse("office:directive", args=[case.reference])).content.decode()
    assert other.name_en in text
    assert accused.name_en not in text
    assert below.name_en not in text


def test_his_page_comes_back_by_its_code_and_confirms_the_note(office: Client, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    noted, brief, _officer = a_paged_directive()
    address = reverse("office:page", args=[noted.pk])
    led = office.get(reverse("office:page-back"), {"code": f"majlis:brief:{brief.code}"})["Location"]
    assert led == f"{address}?page={brief.code}"
    assert address in office.get(reverse("office:confirmations")).content.decode()
    page = office.get(led).content.decode()
    assert brief.code in page
    assert noted.words in page
    scan, foreign = upload(picture(), "page.jpg"), upload(picture(), "page.jpg")
    wrong = office.post(address, {"once": "p0", "scan": foreign, "code": "0000"})
    assert wrong.status_code == 422
    assert "Scan the code at its foot" in wrong.content.decode()
    assert office.post(address, {"once": "p1", "scan": scan, "code": brief.code}).status_code == 303
    again = office.post(address, {"once": "p1", "scan": upload(picture(), "page.jpg"), "code": brief.code})
    assert again.status_code == 303
    with within(HOUSE):
        assert Directive.objects.get(pk=noted.pk).known_by == KnownBy.SCAN
        assert Task.objects.filter(case=noted.case).count() == 1


def test_page_that_confirms_is_shut_to_others_and_gone_once_settled(office: Client) -> None:
    noted, _brief, officer = a_paged_directive()
    address = reverse("office:page", args=[noted.pk])
    with within(officer):
        moves.take_back_note(noted, by=officer)
    assert office.get(address)["Location"] == reverse("office:confirmations")
    office.force_login(a_staff("minister"))
    assert office.get(address).status_code == 403
