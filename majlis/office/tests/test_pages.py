"""The pages of the minister's office: what each shows and does, to whom it is shut, and what it costs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from majlis.accounts.queries import viewer_for
from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.cases.models import Case
from majlis.cases.states import Road, State
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.cases.tests.files import picture
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.scope import within
from majlis.office import moves
from majlis.office.models import Directive, StandingDirective, Task
from majlis.office.moves import Said
from majlis.office.states import Decision, KnownBy

pytestmark = pytest.mark.django_db

WORDS = {"lines": "والدتها مريضة", "asked": "تأشيرة زيارة"}
YES = Said(Decision.APPROVE, "يوافق على ما طلب")


@pytest.fixture
def client(client: Client, settings: Any, tmp_path: Any) -> Client:
    """Return a browser that reads English."""
    settings.MEDIA_ROOT = str(tmp_path / "papers")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def _case(state: str = State.TO_PRESENT, **words: Any) -> Case:
    return in_state(a_case(), state, section="office", turn="office", **words)


def _briefed(state: str = State.TO_PRESENT, **words: Any) -> Case:
    case, officer = _case(state, **words), a_viewer("minister_office")
    with within(officer):
        moves.write_brief(case, WORDS, by=officer)
    return case


def _day(name: str, days: int) -> dict[str, Any]:
    day = clock.today() + dt.timedelta(days=days)
    return {
        f"{name}_calendar": "gregorian", f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year,
    }  # fmt: skip


def _state(case: Case) -> str:
    with within(HOUSE):
        return str(Case.objects.get(pk=case.pk).state)


def _at(name: str, *args: Any) -> str:
    return reverse(f"office:{name}", args=args)


def test_brief_is_kept_and_mended_on_its_page(client: Client) -> None:
    case = _case()
    client.force_login(a_staff("minister_office"))
    address = _at("brief", case.reference)
    assert case.words in client.get(address).content.decode()
    short = client.post(address, {"lines": "", "asked": "زيارة والدتي في المستشفى"})
    assert short.status_code == 422
    assert "زيارة والدتي في المستشفى" in short.content.decode()
    assert client.post(address, WORDS).status_code == 302
    assert "Brief written" in client.get(_at("list")).content.decode()
    page = client.get(address).content.decode()
    assert 'name="version" value="1"' in page
    assert client.post(address, {**WORDS, "version": "1"}).status_code == 302
    late = client.post(address, {**WORDS, "lines": "كتبت هذا قبل أن أعلم", "version": "1"})
    assert late.status_code == 409
    assert "كتبت هذا قبل أن أعلم" in late.content.decode()
    assert client.get(_at("brief-pdf", case.reference))["Content-Type"] == "application/pdf"


def test_folder_is_made_once_presented_and_taken_back(client: Client) -> None:
    case = _briefed()
    client.force_login(a_staff("minister_office"))
    sent = {"case": [case.reference], "once": "folder"}
    made = client.post(_at("folders"), sent)
    assert client.post(_at("folders"), sent)["Location"] == made["Location"]
    assert client.post(_at("folders"), {"case": []})["Location"] == _at("list")
    page = client.get(made["Location"]).content.decode()
    assert "Put before the minister" in page
    assert client.post(f"{made['Location']}presentation/").status_code == 302
    assert _state(case) == State.PRESENTED
    assert _at("directive", case.reference) in client.get(made["Location"]).content.decode()
    assert client.post(f"{made['Location']}presentation/").status_code == 409
    assert client.post(f"{made['Location']}return/").status_code == 302
    assert made["Location"] not in client.get(_at("list")).content.decode()
    assert made["Location"] in client.get(_at("folders")).content.decode()


def test_directive_of_the_minister_moves_the_case_once(client: Client) -> None:
    case = _briefed(State.PRESENTED)
    client.force_login(a_staff("minister"))
    address = _at("directive", case.reference)
    assert "تأشيرة زيارة" in client.get(address).content.decode()
    assert client.post(address, {"decision": "approve", "words": ""}).status_code == 422
    sent = {"decision": "approve", "words": "يوافق", "once": "once-1"}
    first, second = client.post(address, sent), client.post(address, sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert client.get(first["Location"]).status_code == 200
    assert _state(case) == State.DIRECTED
    with within(HOUSE):
        assert Directive.objects.filter(case=case).count() == 1


def test_note_of_an_officer_waits_until_the_minister_confirms_it(client: Client) -> None:
    case = _briefed(State.PRESENTED)
    client.force_login(a_staff("minister_office"))
    noted = client.post(_at("directive", case.reference), {"decision": "approve", "words": "يوافق على الزيارة"})
    assert noted.status_code == 303
    assert _state(case) == State.PRESENTED
    waiting = client.get(_at("confirmations"))
    assert "يوافق على الزيارة" in waiting.content.decode()
    assert "Yes, this is my directive" not in waiting.content.decode()
    with within(HOUSE):
        pk = Directive.objects.get(case=case).pk
    assert client.post(_at("confirmation", pk), {"answer": "yes"}).status_code == 403
    client.force_login(a_staff("minister"))
    assert client.post(_at("confirmation", pk), {"answer": "yes"}).status_code == 302
    assert _state(case) == State.DIRECTED
    assert client.post(_at("confirmation", pk), {"answer": "no"}).status_code == 422


def test_page_that_came_back_leads_by_its_code_and_holds_at_once(client: Client) -> None:
    case = _briefed(State.PRESENTED)
    with within(HOUSE):
        code = case.briefs.get().code
    client.force_login(a_staff("minister_office"))
    assert client.get(_at("page-back"), {"code": "majlis:brief:0000"})["Location"] == _at("list")
    led = client.get(_at("page-back"), {"code": f"majlis:brief:{code}"})["Location"]
    assert code in client.get(led).content.decode()
    sent: dict[str, Any] = {"decision": "approve", "words": "يوافق", "code": "0000"}
    wrong = client.post(_at("directive", case.reference), sent | {"scan": _scan()})
    assert wrong.status_code == 422
    assert _state(case) == State.PRESENTED
    assert client.post(_at("directive", case.reference), sent | {"code": code, "scan": _scan()}).status_code == 303
    assert _state(case) == State.DIRECTED
    with within(HOUSE):
        kept = Directive.objects.select_related("scan").get(case=case)
    assert kept.known_by == KnownBy.SCAN
    assert kept.scan is not None
    assert kept.scan.staff_only


def _scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("page.jpg", picture(), "image/jpeg")


def test_office_decides_under_a_standing_directive_and_the_minister_gets_the_list(client: Client) -> None:
    case = _case(State.ACCEPTED, road=Road.DELEGATED)
    client.force_login(a_staff("minister"))
    given = {"words": "يوافق على الحالات الصحية", **_day("begins", 0), **_day("ends", 30)}
    assert client.post(_at("standing"), {**given, "words": ""}).status_code == 422
    assert client.post(_at("standing"), {**given, **_day("ends", -3)}).status_code == 422
    assert client.post(_at("standing"), given).status_code == 302
    client.force_login(a_staff("minister_office"))
    assert case.reference[:3] in client.get(_at("delegated")).content.decode()
    page = client.get(_at("directive", case.reference)).content.decode()
    assert "The office decides this under the minister's standing directive." in page
    done = client.post(_at("directive", case.reference), {"decision": "approve", "words": "علاج عاجل"})
    assert done.status_code == 303
    assert "علاج عاجل" in client.get(_at("decided")).content.decode()
    with within(HOUSE):
        pk = StandingDirective.objects.get().pk
    assert client.post(_at("standing-end", pk)).status_code == 403
    client.force_login(a_staff("minister"))
    assert client.post(_at("standing-end", pk)).status_code == 302
    assert "ended" in client.get(_at("standing")).content.decode()


def test_task_is_set_on_the_case_and_done_from_the_list(client: Client) -> None:
    case = _case(State.PRESENTED)
    client.force_login(a_staff("minister_office"))
    address = _at("task", case.reference)
    assert client.post(address, {"words": "", **_day("due", 3)}).status_code == 422
    sent = {"words": "اتصلوا بالمستشفى", **_day("due", 3), "once": "task-1"}
    assert client.post(address, sent).status_code == 303
    assert client.post(address, sent).status_code == 303
    assert "اتصلوا بالمستشفى" in client.get(_at("tasks")).content.decode()
    assert "اتصلوا بالمستشفى" in client.get(reverse("desk:case", args=[case.reference])).content.decode()
    with within(HOUSE):
        task = Task.objects.get(case=case)
    assert client.post(_at("task-done", task.pk), {"back": "https://example.com/"})["Location"] == _at("tasks")
    assert client.post(_at("task-done", task.pk)).status_code == 409
    assert "اتصلوا بالمستشفى" not in client.get(_at("tasks")).content.decode()


def test_second_of_two_officers_is_told_who_was_faster_and_gets_his_words_back(client: Client) -> None:
    case, minister = _briefed(State.PRESENTED), a_viewer("minister", name_ar="معالي الوزير")
    client.force_login(a_staff("minister_office"))
    address = _at("directive", case.reference)
    assert client.get(address).status_code == 200
    with within(minister):
        moves.give(case, YES, by=minister)
    late = client.post(address, {"decision": "decline", "words": "تعذرت الموافقة لعدم كفاية الأوراق"})
    assert late.status_code == 409
    assert "معالي الوزير" in late.content.decode()
    assert "تعذرت الموافقة لعدم كفاية الأوراق" in late.content.decode()


LISTS = ["list", "folders", "delegated", "confirmations", "decided", "tasks", "standing"]


def _rows(count: int) -> None:
    """Put `count` rows onto every list of the office."""
    officer, minister = a_viewer("minister_office"), a_viewer("minister")
    centre = a_centre()
    for _one in range(count):
        case = _briefed(centre=centre)
        with within(officer):
            moves.make_folder([case], by=officer)
            moves.set_task(case, by=officer, words="مهمة", due_on=clock.today() + dt.timedelta(days=2))
            moves.note(_briefed(State.PRESENTED), YES, by=officer)
        with within(minister):
            moves.give_standing(
                by=minister, category=None, words="x", limits="", begins_on=clock.today(), ends_on=clock.today()
            )
        with within(officer):
            moves.decide_delegated(_case(State.ACCEPTED, road=Road.DELEGATED), YES, by=officer)
        _briefed(), _case(State.ACCEPTED, road=Road.DELEGATED)


@pytest.mark.parametrize("name", LISTS)
def test_list_asks_the_database_as_often_for_three_as_for_one(
    client: Client, django_assert_max_num_queries: Any, name: str
) -> None:
    client.force_login(a_staff("minister_office"))
    _rows(1)
    client.get(_at(name))
    with django_assert_max_num_queries(20) as one:
        client.get(_at(name))
    _rows(2)
    with django_assert_max_num_queries(len(one)):
        assert client.get(_at(name)).status_code == 200


def test_folder_asks_the_database_as_often_for_three_as_for_one(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    officer = a_staff("minister_office")
    client.force_login(officer)
    by = viewer_for(officer)
    with within(by):
        one = moves.make_folder([_briefed()], by=by)
        three = moves.make_folder([_briefed(), _briefed(), _briefed()], by=by)
    client.get(_at("folder", one.number))
    with django_assert_max_num_queries(15) as few:
        client.get(_at("folder", one.number))
    with django_assert_max_num_queries(len(few)):
        client.get(_at("folder", three.number))


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"minister_office", "minister"}))
def test_pages_of_the_office_are_shut_to_everyone_else(client: Client, role: str) -> None:
    case, officer = _briefed(State.PRESENTED), a_viewer("minister_office")
    with within(officer):
        folder = moves.make_folder([_briefed()], by=officer)
    client.force_login(a_staff(role, a_centre() if ROLES[role].place == "centre" else None))
    for name in (*LISTS, "page-back"):
        assert client.get(_at(name)).status_code == 403, name
    assert client.get(_at("folder", folder.number)).status_code == 404
    for name in ("brief", "brief-pdf", "directive", "task"):
        assert client.get(_at(name, case.reference)).status_code in (403, 404), name
