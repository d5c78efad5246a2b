"""What others ask about referrals: who may receive a case, what it was sent for, what its person must not show."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from majlis.bodies import queries as bodies
from majlis.bodies.models import Body
from majlis.cases.models import Case, Paper
from majlis.cases.queries_papers import of_case as papers_of
from majlis.cases.queries_withheld import respondents
from majlis.centres.queries import ministry_calendar
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.referrals import rules
from majlis.referrals.models import Prepared, Question, Referral
from majlis.referrals.states import OPEN


def may_receive(case: Case, *, busy_too: bool = False) -> list[Body]:
    """Return the bodies to which a case may be sent, those competent in its category first.

    None of them is complained of, or below one that is; who has not answered yet is left out too, unless `busy_too`.
    """
    accused = respondents(case)
    chosen = bodies.competent_first(case.category.code if case.category else "")
    busy = (
        set()
        if busy_too
        else set(Referral.objects.filter(case=case, state__in=sorted(OPEN)).values_list("body_id", flat=True))
    )
    return [body for body in chosen if body.pk not in busy and bodies.may_receive(body, accused)]


def suggested(case: Case) -> Body | None:
    """Return the body to propose: the competent one, or who stands above it when it is complained of; else None."""
    accused = respondents(case)
    for body in bodies.who_handles(case.category.code) if case.category else []:
        found = instead_of(body, accused)
        if found:
            return found
    return None


def instead_of(body: Body, accused: set[int]) -> Body | None:
    """Return the body itself, or who may receive in its place: its inspecting body, else one above it, else None."""
    for one in (body, body.inspecting, *bodies.line_of(body)[1:]):
        if one is not None and bodies.may_receive(one, accused):
            return one
    return None


def of_case(case: Case, viewer: Viewer) -> list[Referral]:
    """Return the referrals of a case that the viewer may see, the oldest first, with what hangs on them."""
    rows = Referral.objects.visible_to(viewer).filter(case=case).select_related("body")
    return list(rows.prefetch_related("promises", "replies", "replies__paper", "questions").order_by("id"))


def open_in(case: Case) -> bool:
    """Tell whether an answer is still awaited in a case. Asked by acts, as the house."""
    return Referral.objects.filter(case=case, state__in=sorted(OPEN)).exists()


def of_body(viewer: Viewer) -> QuerySet[Referral]:
    """Return what was sent to the bodies for which the viewer speaks."""
    marks = [int(mark[5:]) for mark in viewer.marks if mark.startswith("body:")]
    return Referral.objects.visible_to(viewer).filter(body__in=marks).select_related("body")


def question_open(referral: Referral) -> Question | None:
    """Return the question of the body that waits for an answer, or None."""
    return referral.questions.filter(told_at__isnull=True).order_by("-id").first()


def due_by_rule(case: Case, today: dt.date | None = None) -> dt.date:
    """Return the Riyadh day by which a body should answer: working days of the ministry by the case's class."""
    start = clock.start_of(today or clock.today())
    return clock.day_of(ministry_calendar().add_days(start, rules.DAYS[case.priority]))


def may_enclose(case: Case, viewer: Viewer, *, withheld: bool) -> list[Paper]:
    """Return the papers of a case that may go along with a referral."""
    return [paper for paper in papers_of(case, viewer) if rules.may_go_along(paper, withheld=withheld)]


def papers_of_list(case: Case) -> list[Paper]:
    """Return the papers that answer the request's own list. Asked by acts, as the house."""
    return list(Paper.objects.filter(case=case, item__isnull=False).order_by("at", "id"))


def prepared(viewer: Viewer) -> QuerySet[Prepared]:
    """Return the referrals that wait to be looked over."""
    rows = Prepared.objects.visible_to(viewer).filter(ended_at__isnull=True)
    return rows.select_related("case", "body")


def prepared_in(case: Case, viewer: Viewer) -> list[Prepared]:
    """Return what waits to be looked over in a case, the nearest day first."""
    return list(prepared(viewer).filter(case=case).order_by("due_on", "id"))


def names_of(found: Iterable[Body]) -> dict[str, str]:
    """Return the names of bodies by language, joined."""
    found = list(found)
    return {
        "ar": "، ".join(body.name_ar for body in found),
        "en": ", ".join(body.name_en or body.name_ar for body in found),
    }


def enclosed(referral: Referral) -> list[Paper]:
    """Return the papers that went along with a referral; the caller has seen that the viewer may read it."""
    with house():
        return list(referral.papers.filter(scan="clean").select_related("item").order_by("at", "id"))


def letter_of(referral: Referral) -> Paper | None:
    """Return the letter of a referral as a paper, or None."""
    with house():
        return Paper.objects.filter(pk=referral.letter_paper).first() if referral.letter_paper else None


def in_package(referral: Referral, paper: uuid.UUID) -> Paper | None:
    """Return a paper of the package by its id, the letter among them, or None when it is not in it."""
    letter = letter_of(referral)
    found = [*enclosed(referral), *([letter] if letter else [])]
    return next((one for one in found if one.pk == paper), None)
