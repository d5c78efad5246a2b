"""Every act of the desks by its page: whom it obeys, what it does, whom it refuses, and what happens twice."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from majlis.accounts.queries import viewer_for
from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_staff
from majlis.cases import moves
from majlis.cases.models import Case, Note, Paper
from majlis.cases.states import MOVES, State
from majlis.cases.tests.builders import HOUSE
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import within
from majlis.desk.deeds import DEEDS
from majlis.desk.tests.builders import a_case_of
from majlis.desk.tests.scenes import (
    SCENES,
    _address,
    _now,
    _post,
    _set,
    _staff,
)

pytestmark = pytest.mark.django_db


def test_every_act_has_a_scene() -> None:
    assert set(SCENES) == set(DEEDS)


@pytest.mark.parametrize("noun", SCENES)
def test_act_shows_its_form_and_is_done(client: Client, noun: str) -> None:
    member, case, posted = _set(noun, SCENES[noun])
    client.force_login(member)
    page = client.get(_address(noun, case))
    assert page.status_code == 200, page.content.decode()[:2000]
    assert escape(str(DEEDS[noun].title)) in page.content.decode()
    answer = _post(client, noun, case, posted)
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    now = _now(case)
    assert {name: getattr(now, name) for name in SCENES[noun].then} == SCENES[noun].then
    if not DEEDS[noun].direct and noun not in ("paper", "loan", "number"):
        assert now.version > case.version
    assert client.get(answer["Location"], follow=True).status_code == 200


@pytest.mark.parametrize("noun", SCENES)
def test_act_is_shown_as_a_fragment(client: Client, noun: str) -> None:
    member, case, _posted = _set(noun, SCENES[noun])
    client.force_login(member)
    page = client.get(_address(noun, case), headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "<html" not in page.content.decode()


@pytest.mark.parametrize("noun", SCENES)
def test_act_is_refused_to_every_role_that_has_no_power(client: Client, noun: str) -> None:
    _member, case, posted = _set(noun, SCENES[noun])
    deed = DEEDS[noun]
    allowed = MOVES[deed.move].roles | (MOVES[deed.also].roles if deed.also else frozenset())
    for role in sorted(set(ROLES) - allowed):
        client.force_login(_staff(role, case.centre))
        answers = [client.get(_address(noun, case)), _post(client, noun, case, posted)]
        assert {answer.status_code for answer in answers} <= {403, 404}, role
    assert _now(case).version == case.version


@pytest.mark.parametrize("noun", SCENES)
def test_act_is_refused_to_whom_the_case_bars(client: Client, noun: str) -> None:
    member, case, posted = _set(noun, SCENES[noun])
    with within(HOUSE):
        Case.objects.filter(pk=case.pk).update(barred=[f"staff:{member.pk}"])
    client.force_login(member)
    assert client.get(_address(noun, case)).status_code == 404
    assert _post(client, noun, case, posted).status_code == 404
    assert _now(case).version == case.version


OF_A_CENTRE = [noun for noun, scene in SCENES.items() if ROLES[scene.role].place == "centre"]


@pytest.mark.parametrize("noun", OF_A_CENTRE)
def test_act_is_refused_to_another_centre(client: Client, noun: str) -> None:
    _member, case, posted = _set(noun, SCENES[noun])
    client.force_login(_staff(SCENES[noun].role, a_centre()))
    assert client.get(_address(noun, case)).status_code == 404
    assert _post(client, noun, case, posted).status_code == 404


@pytest.mark.parametrize("noun", [noun for noun in OF_A_CENTRE if SCENES[noun].state != State.CLOSED])
def test_act_on_a_women_only_case_is_a_womans(client: Client, noun: str) -> None:
    _member, case, posted = _set(noun, SCENES[noun], women_only=True)
    client.force_login(_staff(SCENES[noun].role, case.centre))
    assert _post(client, noun, case, posted).status_code == 404
    if "paper" in posted:
        posted["paper"].seek(0)
    client.force_login(_staff(SCENES[noun].role, case.centre, woman=True))
    if noun not in ("claim", "release", "loan", "joining"):
        assert _post(client, noun, case, posted).status_code == 303


@pytest.mark.parametrize("noun", [noun for noun, scene in SCENES.items() if scene.posted])
def test_empty_form_is_shown_again_with_what_is_missing(client: Client, noun: str) -> None:
    member, case, _posted = _set(noun, SCENES[noun])
    client.force_login(member)
    empty = dict.fromkeys(SCENES[noun].posted, "")
    if noun == "sorting":
        empty |= {"category": "", "service": ""}
    answer = _post(client, noun, case, empty)
    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
    assert _now(case).version == case.version


VERSIONED = sorted(set(SCENES) - {"paper", "words", "note", "number", "claim", "release", "loan"})


@pytest.mark.parametrize("noun", VERSIONED)
def test_page_of_an_older_state_is_told_who_was_faster(client: Client, noun: str) -> None:
    member, case, posted = _set(noun, SCENES[noun])
    other = viewer_for(a_staff("minister_office", name_ar="سارة"))
    read = case.version
    with within(HOUSE):
        moves.note(case, by=other, words="نظرت فيها")
    client.force_login(member)
    answer = _post(client, noun, case, posted, version=read)
    assert answer.status_code == 409
    assert "سارة" in answer.content.decode()


def test_two_officers_at_once_and_the_second_is_told_by_whom(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre)
    first = a_staff("inquiries_officer", centre, name_ar="هند الريحان")
    second = a_staff("inquiries_officer", centre)
    client.force_login(second)
    client.get(reverse("desk:home"), {"open": case.reference})
    with within(viewer_for(first)):
        moves.sort(_now(case), by=viewer_for(first), service=case.service, category=None)
    answer = _post(client, "sorting", case, SCENES["sorting"].posted)
    assert answer.status_code == 409
    assert "هند الريحان" in answer.content.decode()
    assert client.get(_address("sorting", case)).status_code == 404


def test_who_never_opened_the_case_learns_nothing_of_it(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre)
    client.force_login(a_staff("inquiries_officer", a_centre()))
    assert _post(client, "sorting", case, SCENES["sorting"].posted).status_code == 404


@pytest.mark.parametrize("noun", ["note", "words", "sorting", "paper", "priority"])
def test_form_sent_twice_acts_once(client: Client, noun: str) -> None:
    member, case, posted = _set(noun, SCENES[noun])
    client.force_login(member)
    client.get(reverse("desk:case", args=[case.reference]))
    key = uuid.uuid4().hex
    first = _post(client, noun, case, posted, once=key)
    after = _now(case).version
    if "paper" in posted:
        posted["paper"].seek(0)
    second = _post(client, noun, case, posted, once=key)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert _now(case).version == after
    with within(HOUSE):
        assert Note.objects.filter(case=case).count() == (noun == "note")
        assert Paper.objects.filter(case=case).count() == (noun == "paper")


def test_form_sent_again_with_other_words_is_refused(client: Client) -> None:
    member, case, posted = _set("note", SCENES["note"])
    client.force_login(member)
    key = uuid.uuid4().hex
    assert _post(client, "note", case, posted, once=key).status_code == 303
    assert _post(client, "note", case, {"words": "غيره"}, once=key).status_code == 422
