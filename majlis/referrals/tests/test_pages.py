"""The pages: a liaison sees what was sent to his body and nothing else; a withheld name shows nowhere."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.bodies.models import Body
from majlis.bodies.tests.builders import a_body
from majlis.cases.models import Paper
from majlis.cases.papers import store
from majlis.cases.tests.builders import HOUSE, a_person
from majlis.cases.tests.files import picture, upload
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house, within
from majlis.notifications.models import Notice
from majlis.referrals import moves, parts, queries
from majlis.referrals.models import Referral, Reply
from majlis.referrals.tests.builders import a_directed_case, a_referral, an_ask

pytestmark = pytest.mark.django_db

NAME, FAMILY, NUMBER = "مشعان", "القثامي", "1023456782"


def _signed_in(client: Client, body: Body) -> Client:
    client.force_login(a_staff("body_liaison", body=body))
    return client


def _date(name: str, day: dt.date) -> dict[str, str]:
    parts = {"calendar": "gregorian", "day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def _withheld(body: Body, **words: Any) -> Referral:
    person = a_person(
        given=NAME, family=FAMILY, name_key=f"{NAME}{FAMILY}", name_sorted=NAME, identity_kind="national",
        identity_number=NUMBER,
    )  # fmt: skip
    case = a_directed_case(
        beneficiary_id=person.pk, subject="شكوى من تأخر", words=f"أنا {NAME} {FAMILY} أشكو", withhold_name=True
    )
    return a_referral(body, case=case, **words)


def _a_paper(referral: Referral, **words: Any) -> Paper:
    with within(HOUSE), house():
        given = {"name": "id.pdf", "media_type": "application/pdf", "size": 4, "sha256": "x", "scan": "clean"}
        return Paper.objects.create(case=referral.case, **({**given, "by": "beneficiary:1"} | words))


def _text(page: bytes, folder: Path) -> str:
    tool = shutil.which("pdftotext")
    assert tool, "poppler-utils is needed"
    (folder / "page.pdf").write_bytes(page)
    return subprocess.run([tool, "page.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True).stdout


def test_liaison_reads_takes_up_asks_promises_and_answers(client: Client) -> None:
    body = a_body()
    one = a_referral(body)
    _signed_in(client, body)
    assert one.words in client.get(reverse("referrals:body-list")).content.decode()
    page = client.get(reverse("referrals:of-body", args=[one.pk]))
    assert page.status_code == 200
    assert one.person_name in page.content.decode()
    assert one.letter
    assert one.letter in page.content.decode()
    day = clock.today() + dt.timedelta(days=3)
    posts = [
        ("acknowledge", {"acknowledge-number": "12/7"}),
        ("promise", _date("promise-day", day)),
        ("ask", {"ask-words": "ما رقم القيد؟"}),
        ("answer", {"answer-words": "تم", "answer-paper": upload(picture("PNG"), "a.png")}),
    ]
    for name, data in posts:
        done = client.post(reverse(f"referrals:{name}", args=[one.pk]), data)
        assert done.status_code == 302, (name, done.content.decode()[:2000])
    with within(HOUSE):
        one.refresh_from_db()
        assert (one.state, one.body_number) == ("answered", "12/7")
        reply = Reply.objects.get(referral=one)
        assert reply.paper is not None
        assert reply.paper.staff_only
    assert client.get(reverse("referrals:body-list") + "?show=answered").status_code == 200


def test_empty_answer_is_shown_again_with_its_sentence(client: Client) -> None:
    body = a_body()
    one = a_referral(body)
    answer = _signed_in(client, body).post(reverse("referrals:answer", args=[one.pk]), {"answer-words": " "})
    assert answer.status_code == 422


@pytest.mark.parametrize("act", ["of-body", "acknowledge", "ask", "promise", "answer"])
def test_liaison_of_another_body_finds_nothing(client: Client, act: str) -> None:
    one = a_referral()
    _signed_in(client, a_body())
    address = reverse(f"referrals:{act}", args=[one.pk])
    assert (client.get(address) if act == "of-body" else client.post(address)).status_code == 404


def test_liaison_opens_no_page_of_the_house(client: Client) -> None:
    body = a_body()
    one = a_referral(body)
    _signed_in(client, body)
    assert client.get(reverse("referrals:refer", args=[one.reference])).status_code == 404
    for name in ("paper-answer", "send-back", "tell", "withdrawal"):
        assert client.post(reverse(f"referrals:{name}", args=[one.pk])).status_code == 403
    assert client.get(reverse("followup:list")).status_code == 403
    assert client.get(reverse("followup:chase", args=[one.pk])).status_code == 403
    assert client.get(reverse("audit:list")).status_code == 403


def test_liaison_gets_the_letter_and_enclosures_and_no_other_paper(client: Client) -> None:
    body = a_body()
    first = a_referral(body)
    other = _a_paper(first, name="other.pdf")
    _signed_in(client, body)
    assert first.letter_paper is not None
    letter = client.get(reverse("referrals:paper", args=[first.pk, first.letter_paper]))
    assert letter.status_code == 200
    assert b"".join(letter.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert client.get(reverse("referrals:paper", args=[first.pk, other.pk])).status_code == 404
    assert client.get(reverse("cases:paper-of-staff", args=[first.letter_paper])).status_code == 404


def test_withheld_name_shows_nowhere_in_what_the_body_gets(client: Client, tmp_path: Path) -> None:
    body = a_body()
    a_staff("body_liaison", body=body)
    one = _withheld(body)
    with within(HOUSE), house():
        kept = one.outgoing and one.outgoing.paper
        assert kept
        file = store.open_whole(kept.pk, kept.sha256)
        assert file is not None
        with file:
            letter = _text(file.read(), tmp_path)
        told = str(list(Notice.objects.filter(about_kind="referral").values_list("facts", flat=True)))
    _signed_in(client, body)
    page = client.get(reverse("referrals:of-body", args=[one.pk])).content.decode()
    listed = client.get(reverse("referrals:body-list")).content.decode()
    for place in (letter, told, page, listed):
        for mark in (NAME, FAMILY, NUMBER):
            assert mark not in place
    assert one.reference in letter.replace(" ", "")


def test_withheld_name_is_refused_in_the_text_and_in_the_answer_to_a_question() -> None:
    body = a_body()
    officer = a_viewer("followup_officer")
    one = _withheld(body, by=officer)
    for words in (f"طلب {NAME} {FAMILY}", f"رقم الهوية {NUMBER}"):
        with within(officer), pytest.raises(Refused, match="withheld"):
            moves.refer(one.case, [an_ask(words=words)], by=officer)
        with within(officer), pytest.raises(Refused, match="withheld"):
            moves.tell(one, by=officer, words=words)


def test_withheld_name_lets_only_the_staff_s_own_copies_go_along() -> None:
    body, officer = a_body(), a_viewer("followup_officer")
    one = _withheld(body, by=officer)
    own, redacted = _a_paper(one), _a_paper(one, by="staff:3", name="copy.pdf", staff_only=True)
    with within(officer):
        assert queries.may_enclose(one.case, officer, withheld=True) == [redacted]
        with pytest.raises(Refused, match="may not go"):
            moves.refer(one.case, [an_ask(papers=(own,))], by=officer)


def test_officer_refers_by_the_form(client: Client) -> None:
    case, body = a_directed_case(), a_body()
    client.force_login(a_staff("followup_officer"))
    address = reverse("referrals:refer", args=[case.reference])
    assert client.get(address).status_code == 200
    data = {
        "body": str(body.pk), "level": "own", "subject": "طلب تأشيرة", "words": "نأمل الإفادة", "urgency": "urgent",
        "version": str(case.version), **_date("due_on", clock.today() + dt.timedelta(days=7)),
    }  # fmt: skip
    done = client.post(address, data)
    assert done.status_code == 302, done.content.decode()
    with within(HOUSE):
        assert Referral.objects.get(case=case).outgoing is not None
    assert client.post(address, data).status_code == 409
    sent = {**data, "once": "a-key", "also": str(a_body().pk), "body": str(a_body().pk), "version": ""}
    assert [client.post(address, sent).status_code for _n in range(2)] == [302, 303]
    with within(HOUSE):
        assert Referral.objects.filter(case=case).count() == 3


def test_officer_takes_down_sends_back_and_withdraws_by_the_forms(client: Client) -> None:
    one = a_referral()
    client.force_login(a_staff("followup_officer"))
    pages = {name: reverse(f"referrals:{name}", args=[one.pk]) for name in ("paper-answer", "send-back", "withdrawal")}
    assert client.get(pages["paper-answer"]).status_code == 200
    assert client.post(pages["paper-answer"], {"words": ""}).status_code == 422
    assert client.post(pages["paper-answer"], {"words": "لا مانع", "number": "9/44"}).status_code == 302
    assert client.get(pages["send-back"]).status_code == 200
    later = _date("due_on", clock.today() + dt.timedelta(days=5))
    assert client.post(pages["send-back"], {"words": "نأمل القرار", **later}).status_code == 302
    assert client.post(pages["withdrawal"]).status_code == 302
    with within(HOUSE):
        one.refresh_from_db()
        assert one.state == "withdrawn"


def test_officer_answers_a_question_by_the_form(client: Client) -> None:
    body = a_body()
    one = a_referral(body)
    _signed_in(client, body).post(reverse("referrals:ask", args=[one.pk]), {"ask-words": "ما رقم القيد؟"})
    client.force_login(a_staff("followup_officer"))
    address = reverse("referrals:tell", args=[one.pk])
    assert "ما رقم القيد؟" in client.get(address).content.decode()
    assert client.post(address, {"words": "القيد 12"}).status_code == 302


def test_parts_show_referrals_to_their_readers_only() -> None:
    officer, auditor, one = a_viewer("followup_officer"), a_viewer("audit_officer"), a_referral()
    with within(officer):
        shown = parts.on_case(one.case, officer)
        assert shown is not None
        assert len(shown.context["referrals"]) == 1
        assert [act.code for act in parts.acts_on_case(one.case, officer)] == ["refer"]
    with within(auditor):
        assert parts.on_case(one.case, auditor) is None
        assert parts.acts_on_case(one.case, auditor) == []
    assert [line.code for line in parts.rail(a_viewer("body_liaison"))] == ["body"]
    assert [line.code for line in parts.rail(officer)] == ["prepared", "bodies"]
    assert [line.code for line in parts.rail(a_viewer("minister_office"))] == ["bodies"]
    assert parts.rail(auditor) == []


@pytest.mark.parametrize("many", [1, 3])
def test_list_of_a_body_costs_the_same_for_one_and_for_three(
    client: Client, many: int, django_assert_max_num_queries: Any
) -> None:
    body = a_body()
    for _n in range(many):
        a_referral(body)
    _signed_in(client, body)
    client.get(reverse("referrals:body-list"))
    with django_assert_max_num_queries(14):
        page = client.get(reverse("referrals:body-list"))
    assert page.content.decode().count('class="ref-row"') == many


def test_pages_speak_arabic(client: Client) -> None:
    body = a_body()
    one = a_referral(body)
    _signed_in(client, body)
    client.cookies["django_language"] = "ar"
    with translation.override("ar"):
        page = client.get(reverse("referrals:of-body", args=[one.pk]), headers={"accept-language": "ar"})
    assert "المطلوب منكم" in page.content.decode()
