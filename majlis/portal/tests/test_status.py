"""The status by reference and PIN: who may open it, what it shows, and what its person does there."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from majlis.audiences.models import Appointment, Offer
from majlis.audiences.moves import standby
from majlis.audiences.tests.builders import (
    a_freed_place,
    a_place,
    a_sitting,
    a_waiting_case,
    fresh,
    offered,
    told,
    who_waits,
)  # fmt: skip
from majlis.cases import moves
from majlis.cases.models import Case, ChecklistItem, Closure, Paper
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.cases.tests.files import picture, upload
from majlis.core import clock, references
from majlis.core.scope import house, within
from majlis.notifications.models import Notice
from majlis.people.models import Beneficiary
from majlis.people.tests.builders import a_point

pytestmark = pytest.mark.django_db(transaction=False)
PIN = "482915"


def a_browser() -> Client:
    """Return a browser that reads English."""
    client = Client()
    client.cookies["majlis_language"] = "en"
    return client


def opened(case: Case, pin: str = PIN, client: Client | None = None) -> Client:
    """Return a browser in which the request was opened with its PIN."""
    client = client or a_browser()
    answer = client.post("/s/", {"reference": case.reference, "pin": pin})
    assert answer.status_code == 303, answer.content.decode()
    assert answer["Location"] == f"/s/{case.reference}/"
    return client


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the first form that holds a key."""
    return dict(re.findall(r'name="(once|version)" value="([^"]*)"', page))


def fill(client: Client, case: Case, act: str, answer: dict[str, Any], at: str = "") -> Any:
    """Open the page of an act, and send its form."""
    page = client.get(f"/s/{case.reference}/{at or act + '/'}").content.decode()
    return client.post(f"/s/{case.reference}/{act}/", {**hidden(page), **answer})


def now(case: Case) -> Case:
    """Return the case as its row says."""
    with within(HOUSE):
        return Case.objects.get(pk=case.pk)


def waiting_for_papers(codes: int = 1) -> Case:
    """Return a case whose person was asked for papers."""
    case = in_state(a_case(), "under_audit", section="audit", turn="audit")
    with within(HOUSE), house():
        for number in range(codes):
            ChecklistItem.objects.update_or_create(
                case=case, code=f"p{number}", defaults={"name_ar": f"ورقة {number}", "name_en": f"Paper {number}"}
            )
        due = clock.today() + dt.timedelta(days=9)
        moves.ask_for_papers(case, by=HOUSE, codes=[f"p{n}" for n in range(codes)], due_on=due)
    return case


def with_appointment() -> tuple[Case, Appointment]:
    """Return a case whose person was told of an appointment."""
    case = a_waiting_case()
    return case, told(a_place(case, a_sitting()))


def closed(outcome: str = "refused", days_ago: int = 1) -> Case:
    """Return a case that was closed."""
    at = clock.now() - dt.timedelta(days=days_ago)
    case = in_state(a_case(), "closed", section="archive", turn="nobody", outcome=outcome, closed_at=at, due_at=None)
    with within(HOUSE), house():
        Closure.objects.create(case=case, outcome=outcome, words="نعتذر", proposed_by="staff:1", approved_at=at)
    return case


# ---- opening ------------------------------------------------------------------------------------------------


def test_ask_fills_in_the_number_from_the_code() -> None:
    case = a_case()
    page = a_browser().get(f"/s/{case.reference}").content.decode()
    assert f'value="{case.reference}"' in page


def test_wrong_check_digit_is_refused_at_once() -> None:
    case = a_case()
    wrong = case.reference[:-1] + str((int(case.reference[-1]) + 1) % 10)
    answer = a_browser().post("/s/", {"reference": wrong, "pin": PIN})
    assert answer.status_code == 422
    assert 'id="id_reference_error"' in answer.content.decode()


def test_wrong_number_and_wrong_pin_get_the_same_page() -> None:
    case, nobody = a_case(), references.draw()
    strip = re.compile(r'value="[^"]*"|nonce="[^"]*"')
    pages = [
        strip.sub("", a_browser().post("/s/", {"reference": one, "pin": "000001"}).content.decode())
        for one in (case.reference, nobody)
    ]
    assert pages[0] == pages[1]
    assert "do not belong together" in pages[0]


def test_arabic_digits_and_spaces_open() -> None:
    case = a_case()
    typed = references.show(case.reference).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert a_browser().post("/s/", {"reference": typed, "pin": "٤٨٢ ٩١٥"}).status_code == 303


def test_reference_alone_opens_nothing() -> None:
    case = a_case()
    answer = a_browser().get(f"/s/{case.reference}/")
    assert (answer.status_code, answer["Location"]) == (303, f"/s/{case.reference}")


def test_pin_of_another_case_opens_nothing_here() -> None:
    mine, other = a_case(), a_case()
    client = opened(mine)
    assert client.get(f"/s/{other.reference}/")["Location"] == f"/s/{other.reference}"
    for act in ("words", "withdrawal", "objection", "opinion", "papers", "leave", "appointment/confirmation"):
        assert client.post(f"/s/{other.reference}/{act}/", {"once": "k", "words": "x"}).status_code == 404


@pytest.mark.parametrize("known", [True, False])
def test_five_misses_leave_the_code_only(known: bool) -> None:
    reference = a_case().reference if known else references.draw()
    for _try in range(5):
        assert a_browser().post("/s/", {"reference": reference, "pin": "000001"}).status_code == 422
    locked = a_browser().post("/s/", {"reference": reference, "pin": PIN})
    assert locked.status_code == 429
    assert "/s/code/wanted/" in locked.content.decode()


def test_right_pins_are_no_misses() -> None:
    case = a_case()
    for _time in range(7):
        opened(case)


def test_code_to_the_safe_phone_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    from majlis.people.identity import codes

    carried: list[codes.Message] = []
    monkeypatch.setattr(codes, "_senders", [carried.append])
    case = a_case()
    with within(HOUSE):
        a_point(case.beneficiary)
    client = a_browser()
    assert client.post("/s/code/wanted/", {"reference": case.reference})["Location"] == "/s/code/"
    assert client.post("/s/code/", {"code": "000000"}).status_code == 422
    assert client.post("/s/code/", {"code": carried[0].code})["Location"] == f"/s/{case.reference}/"
    assert client.get(f"/s/{case.reference}/").status_code == 200


def test_code_for_a_shared_phone_or_nobody_looks_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from majlis.people.identity import codes

    carried: list[codes.Message] = []
    monkeypatch.setattr(codes, "_senders", [carried.append])
    case = a_case()
    with within(HOUSE):
        a_point(case.beneficiary, whose="shared")
    for reference in (case.reference, references.draw()):
        client = a_browser()
        assert client.post("/s/code/wanted/", {"reference": reference})["Location"] == "/s/code/"
        assert client.post("/s/code/", {"code": "123450"}).status_code == 422
    assert carried == []


def test_leave_closes_it_on_this_device() -> None:
    case = a_case()
    client = opened(case)
    client.post(f"/s/{case.reference}/leave/")
    assert client.get(f"/s/{case.reference}/").status_code == 303


# ---- the page -----------------------------------------------------------------------------------------------


def test_status_tells_nothing_of_persons() -> None:
    case = a_case()
    page = opened(case).get(f"/s/{case.reference}/").content.decode()
    assert page.split("<title>")[1].strip().startswith("Your request")
    with within(HOUSE):
        person = case.beneficiary
    for secret in (person.family, person.given, case.words, case.subject):
        assert secret not in page


def test_status_counts_its_queries(django_assert_max_num_queries: Any) -> None:
    case, _place = with_appointment()
    client = opened(case)
    client.get(f"/s/{case.reference}/")
    with django_assert_max_num_queries(30):
        client.get(f"/s/{case.reference}/")


def test_proposed_appointment_is_not_shown() -> None:
    case = a_waiting_case()
    a_place(case, a_sitting())
    page = opened(case).get(f"/s/{case.reference}/").content.decode()
    assert "Your appointment" not in page
    assert "look for a place" in page


def test_closed_case_says_until_when_to_object() -> None:
    case = closed()
    page = opened(case).get(f"/s/{case.reference}/").content.decode()
    last = clock.today() + dt.timedelta(days=29)
    assert last.isoformat() in page
    assert "نعتذر" in page


def test_receipt_shows_the_seal() -> None:
    case = a_case()
    page = opened(case).get(f"/s/{case.reference}/receipt/").content.decode()
    assert re.search(r">[0-9a-f]{64}<", page)


# ---- acts ---------------------------------------------------------------------------------------------------


def test_papers_are_sent_and_the_case_goes_back_to_audit() -> None:
    case = waiting_for_papers()
    answer = fill(opened(case), case, "papers", {"paper_p0": [upload(picture(), "a.jpg", "image/jpeg")]})
    assert answer.status_code == 303
    assert now(case).state == "under_audit"
    with within(HOUSE):
        assert Paper.objects.get(case=case, item__code="p0").scan == "held"


def test_papers_that_cannot_be_got_need_a_word() -> None:
    case = waiting_for_papers(2)
    client = opened(case)
    half = {"paper_p0": [upload(picture(), "a.jpg", "image/jpeg")], "none_p1": "on"}
    assert fill(client, case, "papers", half).status_code == 422
    assert now(case).state == "waiting_papers"
    assert fill(client, case, "papers", {"none_p1": "on", "words": "صاحب العمل يرفض"}).status_code == 303
    assert now(case).state == "under_audit"
    assert "صاحب العمل يرفض" in now(case).words


def test_papers_are_all_asked_for() -> None:
    case = waiting_for_papers(2)
    answer = fill(opened(case), case, "papers", {"none_p1": "on", "words": "x"})
    assert answer.status_code == 422
    assert 'id="id_paper_p0_error"' in answer.content.decode()


def test_papers_of_a_stale_page_are_refused() -> None:
    case = waiting_for_papers()
    client = opened(case)
    answer = fill(client, case, "papers", {"none_p0": "on", "words": "x", "version": "1"})
    assert answer.status_code == 409
    assert now(case).state == "waiting_papers"


def test_confirmation_twice_is_one() -> None:
    case, place = with_appointment()
    client = opened(case)
    kept = hidden(client.get(f"/s/{case.reference}/").content.decode())
    for _time in range(2):
        assert client.post(f"/s/{case.reference}/appointment/confirmation/", kept).status_code == 303
    place.refresh_from_db()
    assert (place.state, place.version) == ("confirmed", int(kept["version"]) + 1)


def test_confirmation_of_a_stale_page_is_refused() -> None:
    case, place = with_appointment()
    answer = opened(case).post(f"/s/{case.reference}/appointment/confirmation/", {"once": "a", "version": "1"})
    assert answer.status_code == 409
    place.refresh_from_db()
    assert place.state == "told"


def test_confirmation_after_the_hour_is_refused() -> None:
    case, place = with_appointment()
    client = opened(case)
    kept = hidden(client.get(f"/s/{case.reference}/").content.decode())
    with within(HOUSE), house():
        past = clock.now() - dt.timedelta(minutes=5)
        Appointment.objects.filter(pk=place.pk).update(starts_at=past, ends_at=clock.now())
    assert client.post(f"/s/{case.reference}/appointment/confirmation/", kept).status_code == 422
    place.refresh_from_db()
    assert place.state == "told"


def test_another_time_is_wished_for() -> None:
    case, place = with_appointment()
    answer = fill(opened(case), case, "appointment/another", {"wish": "بعد العاشرة"})
    assert answer.status_code == 303
    place.refresh_from_db()
    assert (place.state, place.wish, now(case).state) == ("moved", "بعد العاشرة", "waiting")


def test_appointment_is_given_up_with_the_pin_once_more() -> None:
    case, place = with_appointment()
    client = opened(case)
    for wrong in ({}, {"pin": "000001"}):
        assert fill(client, case, "appointment/end", wrong).status_code == 422
    place.refresh_from_db()
    assert place.state == "told"
    assert fill(client, case, "appointment/end", {"pin": PIN}).status_code == 303
    place.refresh_from_db()
    assert (place.state, now(case).state) == ("withdrawn", "to_present")


def test_withdrawal_asks_for_the_pin() -> None:
    case = a_case()
    client = opened(case)
    assert fill(client, case, "withdrawal", {"pin": "000001"}).status_code == 422
    assert now(case).state != "closed"
    assert fill(client, case, "withdrawal", {"pin": PIN}).status_code == 303
    assert now(case).outcome == "withdrawn"


def test_withdrawal_with_many_misses_is_refused() -> None:
    case = a_case()
    client = opened(case)
    for _try in range(5):
        fill(client, case, "withdrawal", {"pin": "000001"})
    assert fill(client, case, "withdrawal", {"pin": PIN}).status_code == 422
    assert now(case).state != "closed"


@pytest.mark.parametrize(("what", "kind"), [("request", "withdrawal"), ("appointment", "appointment")])
def test_whoever_has_no_pin_is_rung_instead_and_nothing_changes_before(what: str, kind: str) -> None:
    case, place = with_appointment()
    with within(HOUSE):
        a_point(case.beneficiary)
    client = opened(case)
    path = "appointment/end" if what == "appointment" else "withdrawal"
    page = client.get(f"/s/{case.reference}/{path}/").content.decode()
    assert f'name="what" value="{what}"' in page
    for _time in range(2):
        answer = client.post(f"/s/{case.reference}/call-back/", {"what": what, "once": f"call-{what}"})
        assert answer.status_code == 303
    with within(HOUSE):
        assert Notice.objects.filter(kind=f"portal.ring_{kind}", case_id=case.pk).count() == 1
    place.refresh_from_db()
    assert (place.state, now(case).state) == ("told", "scheduled")


def test_nobody_is_rung_who_gave_no_phone_or_wants_no_contact() -> None:
    case = a_case()
    answer = opened(case).post(f"/s/{case.reference}/call-back/", {"what": "request", "once": "call-1"})
    assert answer.status_code == 422
    assert "800 000 0000" in answer.content.decode()
    assert opened(case).post(f"/s/{case.reference}/call-back/", {"what": "x", "once": "call-2"}).status_code == 404
    with within(HOUSE):
        assert not Notice.objects.filter(kind="portal.ring_withdrawal").exists()


def test_words_are_added_once() -> None:
    case = a_case()
    client = opened(case)
    kept = hidden(client.get(f"/s/{case.reference}/words/").content.decode())
    for _time in range(2):
        client.post(f"/s/{case.reference}/words/", {**kept, "words": "تفصيل جديد"})
    assert now(case).words.count("تفصيل جديد") == 1


def test_paper_is_added_with_or_without_words_and_a_harmful_one_is_refused() -> None:
    case = a_case()
    client = opened(case)
    assert fill(client, case, "words", {"words": ""}).status_code == 422
    assert fill(client, case, "words", {"attached": [upload(picture(), "new.jpg", "image/jpeg")]}).status_code == 303
    bad = fill(client, case, "words", {"words": "سطر", "attached": [upload(b"MZ" * 99, "run.exe")]})
    assert bad.status_code == 422
    assert "سطر" in bad.content.decode()
    with within(HOUSE):
        assert [paper.name for paper in Paper.objects.filter(case=case)] == ["new.jpg"]


def test_what_was_said_and_sent_stands_on_a_page_of_its_own(django_assert_max_num_queries: Any) -> None:
    case = a_case(answers={"wish": "إعادة النظر"})
    client = opened(case)
    fill(client, case, "words", {"attached": [upload(picture(), "one.jpg", "image/jpeg")]})
    with django_assert_max_num_queries(20) as one:
        page = client.get(f"/s/{case.reference}/said/").content.decode()
    queries = len(one)
    for shown in (case.words, "إعادة النظر", "one.jpg"):
        assert shown in page
    for number in (2, 3):
        one_more = upload(picture(size=(64, 48 + number)), f"{number}.jpg", "image/jpeg")
        fill(client, case, "words", {"attached": [one_more]})
    with django_assert_max_num_queries(queries):
        assert client.get(f"/s/{case.reference}/said/").content.decode().count(".jpg") == 3
    other = a_browser().get(f"/s/{case.reference}/said/")
    assert (other.status_code, other["Location"]) == (303, f"/s/{case.reference}")


def test_objection_within_thirty_days_goes_to_another_officer() -> None:
    case = closed(days_ago=30)
    assert fill(opened(case), case, "objection", {"words": "لم تُقرأ أوراقي"}).status_code == 303
    assert (now(case).state, now(case).objected) == ("under_audit", True)


def test_objection_after_thirty_days_is_refused() -> None:
    case = closed(days_ago=31)
    client = opened(case)
    assert client.get(f"/s/{case.reference}/objection/").status_code == 303
    said = {"once": "k", "version": str(case.version), "words": "x"}
    assert client.post(f"/s/{case.reference}/objection/", said).status_code == 422
    assert now(case).state == "closed"


def test_opinion_is_said_once() -> None:
    case = closed("done")
    client = opened(case)
    assert fill(client, case, "opinion", {"score": "4", "words": "شكرا"}).status_code == 303
    assert client.get(f"/s/{case.reference}/opinion/").status_code == 303
    with within(HOUSE):
        assert Closure.objects.get(case=case).score == 4


def test_opinion_out_of_range_is_refused() -> None:
    case = closed("done")
    assert fill(opened(case), case, "opinion", {"score": "6"}).status_code == 422


# ---- all requests of a person -------------------------------------------------------------------------------


def signed_in(person: Beneficiary) -> Client:
    """Return a browser in which a person signed in with the national sign-in."""
    client, at = a_browser(), int(clock.now().timestamp())
    session = client.session
    session["people.person"] = {"id": person.pk, "level": 3, "since": at, "seen": at, "language": "ar"}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def test_mine_shows_ones_own_requests_and_opens_them_without_a_pin() -> None:
    mine, other = a_case(), a_case()
    with within(HOUSE):
        client = signed_in(mine.beneficiary)
    page = client.get("/mine/").content.decode()
    assert f"/s/{mine.reference}/" in page
    assert other.reference not in page
    assert client.get(f"/s/{mine.reference}/").status_code == 200
    assert client.get(f"/s/{other.reference}/").status_code == 303
    assert client.post(f"/s/{other.reference}/words/", {"once": "k", "words": "x"}).status_code == 404


def test_mine_asks_a_stranger_to_sign_in() -> None:
    case = a_case()
    assert case.reference not in a_browser().get("/mine/").content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_mine_costs_the_same_for_one_and_for_three(many: int) -> None:
    first = a_case()
    for _one in range(many - 1):
        a_case(beneficiary_id=first.beneficiary_id)
    with within(HOUSE):
        client = signed_in(first.beneficiary)
    client.get("/mine/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/mine/")
    assert len([one for one in seen.captured_queries if "cases_case" in one["sql"] or "catalogue" in one["sql"]]) == 1


def test_contact_takes_another_way_once_and_drops_one() -> None:
    with within(HOUSE):
        person = a_case().beneficiary
        client = signed_in(person)
    kept = hidden(client.get("/mine/contact/").content.decode())
    for _time in range(2):
        answer = client.post("/mine/contact/", {**kept, "mobile": "0501234567", "whose": "mine", "email": "a@b.sa"})
        assert answer.status_code == 303
    with within(HOUSE):
        point, mail = person.points.in_use()
    assert (point.value, mail.value) == ("+966501234567", "a@b.sa")
    assert "501234567" not in client.get("/mine/contact/").content.decode()
    assert client.post(f"/mine/contact/{point.pk}/removal/").status_code == 303
    with within(HOUSE):
        assert list(person.points.in_use()) == [mail]


def test_contact_of_another_is_not_there() -> None:
    with within(HOUSE):
        client, point = signed_in(a_case().beneficiary), a_point(a_case().beneficiary)
    assert client.post(f"/mine/contact/{point.pk}/removal/").status_code == 404


def test_contact_is_not_for_whoever_has_the_pin() -> None:
    case = a_case()
    with within(HOUSE):
        point = a_point(case.beneficiary)
    client = opened(case)
    assert client.get("/mine/contact/")["Location"] == "/mine/"
    assert client.post(f"/mine/contact/{point.pk}/removal/").status_code == 404


# ---- a time that became free --------------------------------------------------------------------------------


def with_offer() -> tuple[Case, Offer]:
    """Return a case whose person was offered a time that became free."""
    freed = a_freed_place()
    case = who_waits()
    return case, offered(freed)


def _answer(client: Client, case: Case, answer: str) -> Any:
    page = client.get(f"/s/{case.reference}/").content.decode()
    return client.post(f"/s/{case.reference}/appointment/offer/", {**hidden(page), "answer": answer})


def test_time_offered_is_shown_with_its_hour_and_taken() -> None:
    case, offer = with_offer()
    client = opened(case)
    page = client.get(f"/s/{case.reference}/").content.decode()
    assert "I take it" in page
    assert "Answer until" in page
    assert _answer(client, case, "take").status_code == 303
    assert fresh(offer)[:2] == ("accepted", "confirmed")
    assert "Your time is confirmed" in client.get(f"/s/{case.reference}/").content.decode()


def test_time_that_does_not_suit_goes_to_the_next() -> None:
    case, offer = with_offer()
    client = opened(case)
    assert _answer(client, case, "leave").status_code == 303
    assert fresh(offer) == ("declined", "released", "waiting")
    assert "I take it" not in client.get(f"/s/{case.reference}/").content.decode()


def test_time_that_is_no_longer_offered_is_refused_kindly() -> None:
    case, offer = with_offer()
    client = opened(case)
    sent = hidden(client.get(f"/s/{case.reference}/").content.decode())
    with within(HOUSE):
        standby.decline(offer.appointment, by=HOUSE)
    answer = client.post(f"/s/{case.reference}/appointment/offer/", {**sent, "answer": "take"})
    assert answer.status_code == 422
    assert "no longer offered" in answer.content.decode()
