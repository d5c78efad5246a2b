"""Open a case: from what was taken in to a row with a reference, its checklist, its parties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from majlis.cases import deadlines, priority
from majlis.cases.models import Case, ChecklistItem, Paper, Party
from majlis.cases.models.about import Role
from majlis.cases.moves.door import wake_search
from majlis.cases.moves.telling import tell
from majlis.cases.states import Section, State, Turn
from majlis.catalogue.models import Category, Service
from majlis.centres.queries import centre
from majlis.core import clock, references, rows, secrets
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.notifications.addressees import Addressee
from majlis.trail import moves as trail


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party of a new case; `mark` such as "staff:7" when the house knows who it is."""

    role: Role
    mark: str = ""
    name: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a new case is made of. `subject` is one short line, `words` what was said, `pin` the secret in clear.

    `passes_on` is a Gregorian day after which the matter is pointless. `ready` tells that an officer has already
    decided the service, so that inquiries need not. `addressee` is the beneficiary, where he was read in this very act.
    """

    service: Service
    centre_id: int
    beneficiary_id: int
    subject: str
    words: str
    channel: str
    pin: str
    language: str = "ar"
    category: Category | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    danger: bool = False
    passes_on: dt.date | None = None
    women_only: bool = False
    women_readers: bool = False
    withhold_name: bool = False
    parties: Sequence[PartyLine] = ()
    ready: bool = False
    opened_at: dt.datetime | None = None
    addressee: Addressee | None = None


def open_case(asked: Asked, *, by: Viewer) -> Case:
    """Open a case, in the transaction of the taking-in. The caller has asked whether `by` may, and claimed the key.

    Returns the case; its beneficiary is owed the notice that it was received.
    """
    category = asked.category or asked.service.category
    grave, why = priority.first_class(
        category_priority=category.priority if category else 2, danger=asked.danger, passes_on=asked.passes_on
    )
    case = Case(
        kind=asked.service.kind,
        service=asked.service,
        category=category,
        road=asked.service.road,
        priority=grave,
        priority_why=why,
        state=State.SUBMITTED,
        turn=Turn.OPERATIONS if asked.ready else Turn.INQUIRIES,
        section=Section.OPERATIONS if asked.ready else Section.INQUIRIES,
        centre=centre(asked.centre_id),
        beneficiary_id=asked.beneficiary_id,
        women_only=asked.women_only,
        women_readers=asked.women_readers,
        withhold_name=asked.withhold_name,
        sensitivity=category.sensitivity if category else 0,
        barred=[party.mark for party in asked.parties if party.role is Role.RESPONDENT and party.mark],
        subject=asked.subject[:160],
        words=asked.words,
        answers=asked.answers,
        language=asked.language,
        channel=asked.channel,
        danger=asked.danger,
        passes_on=asked.passes_on,
        pin_hash=secrets.hash_pin(asked.pin),
        opened_at=asked.opened_at or clock.now(),
        complete_at=asked.opened_at or clock.now(),
    )
    case.points = priority.points(case)
    case.due_at = deadlines.due_for(case, case.section)
    with house():
        _insert(case)
        _bring_along(case, asked)
        trail.record("case.opened", by=by, subject=("case", case.pk), case=case.pk, opens=True, channel=asked.channel)
        wake_search(case, new=True)
        tell(case, "open", {}, to=asked.addressee)
    return case


_DRAW = """
SELECT nextval(pg_get_serial_sequence('cases_case', 'id')), EXISTS (SELECT FROM cases_case WHERE reference = %s)
"""


def _insert(case: Case) -> None:
    # Two cases may draw the same number once in a billion; the second then draws again.
    with connection.cursor() as cursor:
        for _try in range(20):
            case.reference = references.draw()
            cursor.execute(_DRAW, [case.reference])
            case.pk, taken = cursor.fetchone()
            if not taken:
                break
    rows.put(case)


def _bring_along(case: Case, asked: Asked) -> None:
    for paper in asked.service.papers:
        names = {"name_ar": paper.names.get("ar", ""), "name_en": paper.names.get("en", "")}
        rows.put(ChecklistItem(case=case, code=paper.code, required=paper.required, **names))
    for one in asked.parties:
        rows.put(Party(case=case, role=one.role, mark=one.mark, name=one.name[:160], standing=one.standing))


def renew_checklist(case: Case, service: Service) -> None:
    """Copy the papers that a service asks for onto the case's checklist; lines of another service go.

    A line that a paper answers, or that was waived, stays. The caller works as the house.
    """
    wanted = {paper.code: paper for paper in service.papers}
    answered = Exists(Paper.objects.filter(item=OuterRef("pk")))
    ChecklistItem.objects.filter(~answered, case=case, waived_why="").exclude(code__in=wanted).delete()
    there = set(ChecklistItem.objects.filter(case=case).values_list("code", flat=True))
    ChecklistItem.objects.bulk_create(
        [
            ChecklistItem(
                case=case,
                code=code,
                name_ar=paper.names.get("ar", ""),
                name_en=paper.names.get("en", ""),
                required=paper.required,
            )
            for code, paper in wanted.items()
            if code not in there
        ]
    )
