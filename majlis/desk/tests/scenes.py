"""Each act of the case page with the scene that it needs."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from majlis.accounts.models import Staff
from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_staff
from majlis.cases.models import Case, Closure
from majlis.cases.states import State
from majlis.cases.tests.builders import HOUSE, in_state, the_service
from majlis.cases.tests.files import picture
from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.scope import within
from majlis.desk.tests.builders import a_case_of
from majlis.people.tests.builders import a_beneficiary


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
