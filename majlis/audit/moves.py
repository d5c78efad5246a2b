"""What audit decides: each decision keeps its check in the same transaction."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.audit import queries
from majlis.audit.checks import Answered, wants_second_look
from majlis.audit.models import Check, HandoverLine, HandoverList, ListCounter
from majlis.cases import moves as cases
from majlis.cases.models import Case, ChecklistItem
from majlis.cases.queries_papers import missing
from majlis.core import clock, hijri
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail


def _keep(case: Case, answered: Answered, decision: str, by: Viewer) -> Check:
    with house():
        second = wants_second_look(case.pk, case.priority)
        check = Check.objects.create(
            case=case, by=by.token, by_label=by.label[:120], answers=answered.answers, decision=decision, second=second
        )
        if answered.faults:
            trail.record("audit.checked", by=by, subject=("check", check.pk), case=case.pk, faults=answered.faults)
        else:
            trail.record("audit.passed", by=by, subject=("check", check.pk), case=case.pk)
    return check


def accept(case: Case, *, by: Viewer, answered: Answered, road: str = "", version: int | None = None) -> Case:
    """Accept a case whose every question was answered, none with no."""
    if not answered.is_whole:
        raise Refused("unanswered", _("Answer every question of the check first."))
    if answered.faults:
        raise Refused("not_in_order", _("A question was answered with no. Ask for what is missing, or send it back."))
    with house():
        lacking = missing(case)
    if lacking:
        raise Refused("papers_missing", _("A required paper is missing. Ask for it, or waive it with a reason."))
    cases.accept(case, by=by, road=road, version=version)
    _keep(case, answered, "accept", by)
    return case


def ask_for_papers(
    case: Case,
    *,
    by: Viewer,
    answered: Answered,
    codes: list[str],
    words: str,
    due_on: dt.date,
    version: int | None = None,
) -> Case:
    """Ask the person once for everything that is missing, to come by a Riyadh day."""
    if due_on <= clock.today():
        raise Refused("due_past", _("Give the person a day that is still to come."))
    cases.ask_for_papers(case, by=by, codes=codes, words=words, due_on=due_on, version=version)
    _keep(case, answered, "ask_for_papers", by)
    return case


def send_back(case: Case, *, by: Viewer, answered: Answered, reason: str, version: int | None = None) -> Case:
    """Send our own slip back to operations; `reason` is a code of cases.reasons.SENT_BACK."""
    cases.send_back_to_operations(case, by=by, reason=reason, version=version)
    _keep(case, answered, "send_back", by)
    return case


def refuse(case: Case, *, by: Viewer, answered: Answered, reason: str, words: str, version: int | None = None) -> Case:
    """Refuse a case: a reason of cases.reasons.REFUSED, and words for the person."""
    if not words.strip():
        raise Refused("no_words", _("Write to the person, in plain words, why it was not accepted and what is left."))
    cases.refuse(case, by=by, reason=reason, words=words, version=version)
    _keep(case, answered, "refuse", by)
    return case


def hand_over_outside(
    case: Case, *, by: Viewer, answered: Answered, body: dict[str, str], version: int | None = None
) -> Case:
    """Hand over a case that is not ours; `body` is the name of whom it belongs to, by language."""
    cases.hand_over_outside(case, by=by, body=body, version=version)
    _keep(case, answered, "not_ours", by)
    return case


def waive_paper(case: Case, *, by: Viewer, code: str, why: str) -> ChecklistItem:
    """Do without a required paper, for a reason that is kept."""
    return cases.waive_paper(case, by=by, code=code, why=why)


def make_list(chosen: list[Case], *, by: Viewer) -> HandoverList:
    """Put accepted cases on a new numbered list that goes to the ministry with both signatures."""
    if not by.holds("audit_officer"):
        raise PermissionDenied
    year = hijri.from_gregorian(clock.today()).year
    with house():
        ListCounter.objects.get_or_create(year=year)
        counter = ListCounter.objects.select_for_update().get(year=year)
        wanted = {case.pk for case in chosen}
        ready = [check.case for check in queries.unlisted() if check.case_id in wanted]
        if not ready:
            raise Refused("empty_list", _("Choose the accepted cases that go on the list."))
        ListCounter.objects.filter(year=year).update(last=counter.last + 1)
        made = HandoverList.objects.create(
            year=year, number=counter.last + 1, made_by=by.token, made_label=by.label[:120]
        )
        HandoverLine.objects.bulk_create([HandoverLine(list=made, case=case) for case in ready])
        trail.record("audit.listed", by=by, subject=("handover", made.pk), number=made.number, year=year)
    return made


def sign_list(made: HandoverList, *, by: Viewer) -> HandoverList:
    """The ministry's side signs for a list. Nobody signs for his own."""
    if not by.holds("minister_office"):
        raise PermissionDenied
    with house():
        rows = HandoverList.objects.filter(pk=made.pk, signed_by="").exclude(made_by=by.token)
        if not rows.update(signed_by=by.token, signed_label=by.label[:120], signed_at=clock.now()):
            raise Refused("signed", _("This list is signed already, or it is your own."))
        trail.record("audit.signed", by=by, subject=("handover", made.pk), number=made.number, year=made.year)
    made.refresh_from_db()
    return made
