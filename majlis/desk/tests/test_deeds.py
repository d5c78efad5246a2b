"""Every act of the desks by its page: whom it obeys, what it does, whom it refuses, and what happens twice."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from majlis.accounts.models import Staff
from majlis.accounts.queries import viewer_for
from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_grant, a_staff
from majlis.cases import moves
from majlis.cases.models import Case, Closure, Note, Paper, Share
from majlis.cases.models.about import Role
from majlis.cases.moves.opening import PartyLine
from majlis.cases.states import MOVES, State
from majlis.cases.tests.builders import HOUSE, a_case, in_state, the_service
from majlis.cases.tests.files import picture
from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.scope import within
from majlis.desk.deeds import DEEDS
from majlis.desk.tests.builders import a_case_of
from majlis.people.tests.builders import a_beneficiary

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Scene:
    """One act that goes well: the role, where the case lies, what is posted, and what it then is."""

    role: str
    state: str = State.SUBMITTED
    fields: dict[str, Any] = field(default_factory=dict)
    posted: dict[str, Any] = field(default_factory=dict)
    then: dict[str, Any] = field(default_factory=dict)
    service: str = "petition"


OPS = {"section": "operations", "turn": "operations"}
AUDIT = {"section": "audit", "turn": "audit"}
FOLLOW = {"section": "followup", "turn": "followup"}
OFFICE = {"section": "office", "turn": "office"}
CLOSED: dict[str, Any] = {"section": "archive", "turn": "nobody", "outcome": "done", "closed_at": clock.now()}
SCENES = {
    "sorting": Scene(
        "inquiries_officer", posted={"category": "medical", "other_service": "audience_person"},
        then={"section": "operations", "kind": "audience"},
    ),
    "answer": Scene(
        "inquiries_officer", service="inquiry", posted={"words": "الدوام من الثامنة"}, then={"state": "closed"}
    ),
    "registration": Scene(
        "operations_officer", fields=OPS, posted={"subject": "زيارة الوالدة"},
        then={"state": "under_audit", "subject": "زيارة الوالدة"},
    ),
    "handover": Scene("operations_officer", State.REGISTERED, OPS, then={"state": "under_audit"}),
    "completion": Scene("audit_officer", State.WAITING_PAPERS, AUDIT, then={"state": "under_audit"}),
    "approval": Scene("minister_office", State.DONE, OFFICE, then={"turn": "followup"}),
    "rejection": Scene("minister_office", State.DONE, OFFICE, {"reason": "unclear"}, {"state": "answered"}),
    "closing": Scene("followup_officer", State.DONE, FOLLOW, then={"state": "closed"}),
    "result": Scene("followup_officer", State.DIRECTED, FOLLOW, {"words": "صدرت التأشيرة"}, {"state": "done"}),
    "minister": Scene("followup_officer", State.ANSWERED, FOLLOW, then={"state": "to_present", "section": "office"}),
    "road": Scene(
        "minister_office", State.TO_PRESENT, OFFICE | {"road": "paper"}, {"road": "audience", "reason": "hear"},
        {"state": "waiting", "road": "audience"},
    ),
    "recheck": Scene(
        "minister_office", State.ACCEPTED, OFFICE, {"reason": "priority"}, {"state": "under_audit", "section": "audit"}
    ),
    "return": Scene("operations_officer", fields=OPS, posted={"reason": "unclear"}, then={"section": "inquiries"}),
    "paper": Scene("inquiries_officer"),
    "joining": Scene("inquiries_officer", then={"outcome": "joined"}),
    "priority": Scene("inquiries_officer", posted={"to": "1", "reason": "medical"}, then={"priority": 1}),
    "category": Scene("operations_officer", fields=OPS, posted={"category": "prisons"}, then={"priority": 1}),
    "party": Scene("inquiries_officer", posted={"role": "respondent", "name": "شركة البناء"}),
    "words": Scene("inquiries_officer", posted={"words": "نسيت أن أقول"}),
    "note": Scene("inquiries_officer", posted={"words": "اتصلت به"}),
    "number": Scene("inquiries_officer", posted={"number": "ق/4512-1439"}),
    "claim": Scene("inquiries_officer"),
    "release": Scene("inquiries_officer", then={"claimed_by_id": None}),
    "centre": Scene("inquiries_officer"),
    "loan": Scene("inquiries_officer"),
    "pause": Scene("audit_officer", State.UNDER_AUDIT, AUDIT, {"reason": "court"}, {"due_at": None}),
    "resumption": Scene(
        "audit_officer", State.UNDER_AUDIT, AUDIT | {"clock_left": 60, "due_at": None}, then={"clock_left": None}
    ),
    "withdrawal": Scene("inquiries_officer", posted={"asked": "on"}, then={"outcome": "withdrawn"}),
    "objection": Scene("inquiries_officer", State.CLOSED, CLOSED, {"words": "لم يُنفذ"}, {"state": "under_audit"}),
    "reopening": Scene("minister_office", State.CLOSED, CLOSED, {"reason": "our_slip"}, {"state": "directed"}),
    "separation": Scene(
        "operations_officer", State.CLOSED, CLOSED | {"outcome": "joined"}, then={"state": "under_audit"}
    ),
}  # fmt: skip


def _staff(role: str, centre: Centre | None, **words: Any) -> Staff:
    own = ROLES[role].place in ("centre", "section")
    return a_staff(role, centre if own else None, "inquiries" if ROLES[role].place == "section" else "", **words)


def _set(noun: str, scene: Scene, **words: Any) -> tuple[Staff, Case, dict[str, Any]]:
    """Return the officer, the case in its place, and what he posts."""
    centre = a_centre()
    the_service(scene.service)
    person = a_beneficiary()
    member = _staff(scene.role, centre)
    case = a_case_of(person, centre=centre, service=scene.service, **words)
    posted = dict(scene.posted)
    if scene.state != State.SUBMITTED or scene.fields:
        in_state(case, scene.state, **scene.fields)
    if noun == "joining":
        posted["main"] = a_case_of(person, centre=centre).reference
    elif noun == "paper":
        posted["paper"] = SimpleUploadedFile("a.png", picture("PNG"), "image/png")
    elif noun == "centre":
        posted["centre"] = str(a_centre().pk)
    elif noun == "loan":
        posted |= {"officer": str(a_staff("inquiries_officer", centre).pk), "minutes": "60"}
    elif noun == "release":
        in_state(case, State.SUBMITTED, claimed_by=member, claimed_at=clock.now())
    elif noun in ("approval", "rejection", "closing"):
        long_ago = clock.now() - dt.timedelta(days=6)
        approved = {"approved_at": long_ago, "approved_by": "staff:1"} if noun == "closing" else {}
        with within(HOUSE):
            Closure.objects.create(case=case, outcome="done", words="صدر", proposed_by="staff:0", **approved)
    return member, case, posted


def _address(noun: str, case: Case) -> str:
    return reverse(f"desk:{noun}", args=[case.reference])


def _post(client: Client, noun: str, case: Case, posted: dict[str, Any], **more: Any) -> HttpResponse:
    sent = {"version": case.version, "once": uuid.uuid4().hex} | posted | more
    return client.post(_address(noun, case), sent)  # type: ignore[return-value]


def _now(case: Case) -> Case:
    with within(HOUSE):
        return Case.objects.get(pk=case.pk)


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


def test_after_an_act_the_next_case_of_the_list_is_open(client: Client) -> None:
    centre = a_centre()
    first, second = a_case_of(centre=centre), a_case_of(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    place = {"from": "list=inquiries"}
    answer = _post(client, "sorting", first, SCENES["sorting"].posted | place)
    assert answer["Location"].endswith(f"?list=inquiries&open={second.reference}")
    page = client.get(answer["Location"]).content.decode()
    assert "Handed to operations." in page
    assert reverse("desk:undo", args=[first.reference]) in page
    last = _post(client, "sorting", second, SCENES["sorting"].posted | place)
    assert last["Location"].endswith("?list=inquiries")


def test_an_act_that_stays_shows_the_same_case(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre)
    a_case_of(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    answer = _post(client, "note", case, {"words": "اتصلت", "from": "list=inquiries"})
    assert answer["Location"].endswith(f"open={case.reference}")
    assert _post(client, "note", case, {"words": "ثانية"})["Location"] == reverse("desk:case", args=[case.reference])


def test_sorting_is_undone_by_whoever_did_it_and_nobody_else(client: Client) -> None:
    member, case, posted = _set("sorting", SCENES["sorting"])
    client.force_login(member)
    _post(client, "sorting", case, posted)
    undo = reverse("desk:undo", args=[case.reference])
    client.force_login(a_staff("inquiries_officer", case.centre))
    assert client.post(undo).status_code == 404
    client.force_login(a_staff("operations_officer", case.centre))
    assert client.post(undo).status_code == 403
    client.force_login(member)
    assert client.post(undo)["Location"].endswith(f"open={case.reference}")
    assert _now(case).section == "inquiries"
    assert client.post(undo).status_code == 404


def test_claimed_case_is_not_taken_from_a_colleague(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre)
    first, second = a_staff("inquiries_officer", centre, name_en="Hind"), a_staff("inquiries_officer", centre)
    client.force_login(first)
    assert _post(client, "claim", case, {}).status_code == 303
    client.force_login(second)
    answer = _post(client, "claim", case, {})
    assert answer.status_code == 409
    assert "Hind" in answer.content.decode()
    assert _post(client, "release", case, {}).status_code == 409


def test_join_takes_a_number_of_the_same_person_only(client: Client) -> None:
    centre = a_centre()
    person = a_beneficiary()
    case, far = a_case_of(person, centre=centre), a_case_of(person, centre=a_centre())
    stranger = a_case_of(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    assert _post(client, "joining", case, {"reference": stranger.reference}).status_code == 422
    assert _post(client, "joining", case, {"reference": far.reference}).status_code == 303
    assert _now(case).joined_to_id == far.pk


def test_loan_opens_the_case_to_a_colleague_but_not_to_whom_it_names(client: Client) -> None:
    centre = a_centre()
    accused, helper = a_staff("inquiries_officer", centre), a_staff("hall_host", centre)
    parties = [PartyLine(Role.RESPONDENT, mark=f"staff:{accused.pk}", name="هو")]
    case = a_case_of(centre=centre, parties=parties)
    client.force_login(a_staff("inquiries_officer", centre))
    assert _post(client, "loan", case, {"officer": str(accused.pk), "minutes": "60"}).status_code == 422
    assert _post(client, "loan", case, {"officer": str(helper.pk), "minutes": "60"}).status_code == 303
    with within(HOUSE):
        assert [share.viewer for share in Share.objects.filter(case=case)] == [f"staff:{helper.pk}"]
    client.force_login(helper)
    assert client.get(reverse("desk:case", args=[case.reference])).status_code == 200


def test_result_is_not_approved_by_its_writer(client: Client) -> None:
    member, case, _posted = _set("approval", SCENES["approval"])
    with within(HOUSE):
        Closure.objects.filter(case=case).update(proposed_by=f"staff:{member.pk}")
    client.force_login(member)
    answer = _post(client, "approval", case, {})
    assert answer.status_code == 422
    assert "other than the writer" in answer.content.decode()


def test_visitor_before_the_officer_is_served_from_any_centre(client: Client) -> None:
    case = a_case_of(centre=a_centre())
    member = a_staff("inquiries_officer", a_centre())
    with within(HOUSE):
        until = clock.now().replace(year=clock.now().year + 1)
        moves.share(case, by=HOUSE, viewer=f"staff:{member.pk}", why="visit", until=until)
    client.force_login(member)
    page = client.get(reverse("desk:case", args=[case.reference])).content.decode()
    assert "Withdraw for the person" in page
    assert "Decide and hand to operations" not in page
    assert _post(client, "sorting", case, SCENES["sorting"].posted).status_code == 403
    upload = SimpleUploadedFile("a.png", picture("PNG"), "image/png")
    assert _post(client, "paper", case, {"paper": upload}).status_code == 303
    assert _post(client, "withdrawal", _now(case), {"asked": "on"}).status_code == 303


def test_both_roles_register_what_they_sorted(client: Client) -> None:
    centre = a_centre()
    member = a_staff("inquiries_officer", centre)
    a_grant(member, "operations_officer", centre)
    case = a_case_of(centre=centre)
    client.force_login(member)
    _post(client, "sorting", case, SCENES["sorting"].posted)
    page = client.get(reverse("desk:home"), {"list": "operations", "open": case.reference}).content.decode()
    assert "Register and hand to audit" in page


def test_act_that_the_state_forbids_is_told_kindly(client: Client) -> None:
    member, case, _posted = _set("handover", SCENES["handover"])
    in_state(case, State.SUBMITTED)
    client.force_login(member)
    assert client.get(_address("handover", case)).status_code == 409


def test_inquiry_alone_is_answered_at_once(client: Client) -> None:
    centre = a_centre()
    case = a_case(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    assert client.get(_address("answer", case)).status_code == 409
    assert _post(client, "answer", case, {"words": "نعم"}).status_code == 409


def test_who_is_complained_of_is_shut_out_by_the_party_form(client: Client) -> None:
    centre = a_centre()
    case, other = a_case_of(centre=centre), a_case_of(centre=centre)
    accused = a_staff("inquiries_officer", centre, email="accused@majlis.example")
    client.force_login(a_staff("inquiries_officer", centre))
    assert _post(client, "party", case, {"role": "respondent", "officer": "nobody@majlis.example"}).status_code == 422
    assert _post(client, "party", case, {"role": "respondent", "officer": "Accused@majlis.example"}).status_code == 303
    sent = {"role": "opposed", "reference": other.reference, "version": _now(case).version}
    assert _post(client, "party", case, sent).status_code == 303
    with within(HOUSE):
        marks = set(case.parties.values_list("role", "mark"))
    assert {("respondent", f"staff:{accused.pk}"), ("opposed", f"beneficiary:{other.beneficiary_id}")} <= marks
    client.force_login(accused)
    assert client.get(reverse("desk:case", args=[case.reference])).status_code == 404


def test_a_person_is_not_his_own_opponent(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    assert _post(client, "party", case, {"role": "opposed", "reference": case.reference}).status_code == 422
