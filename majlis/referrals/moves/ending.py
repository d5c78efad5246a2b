"""A referral that is no longer needed: withdrawn by an officer, with its case, or because its body is complained of."""

from __future__ import annotations

from majlis.bodies.queries import may_receive
from majlis.cases.models import Case
from majlis.cases.queries_withheld import respondents
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.referrals.models import Enclosure, Question, Referral, Reply
from majlis.referrals.moves.answering import go_on
from majlis.referrals.moves.door import act
from majlis.referrals.moves.telling import tell
from majlis.referrals.states import OPEN


def withdraw(referral: Referral, *, by: Viewer, version: int | None = None) -> Referral:
    """Withdraw a referral: the body is told, and sees it no more. The case goes on when no other body is awaited."""
    act(referral, "withdraw", by=by, version=version, promised_on=None)
    with house():
        tell(referral, "ended")
        go_on(Case.objects.get(pk=referral.case_id), referral, by)
    return referral


def end_all(case: Case, *, by: Viewer) -> int:
    """Withdraw all open referrals of a case that has ended; returns how many."""
    with house():
        rows = list(Referral.objects.filter(case=case, state__in=sorted(OPEN)).select_related("body"))
    for referral in rows:
        withdraw(referral, by=by)
    return len(rows)


def bar(case: Case, *, by: Viewer) -> None:
    """Shut out of the referrals of a case who is now complained of; withdraw those sent to a body that is."""
    with house():
        accused = respondents(case)
        Referral.objects.filter(case=case).update(barred=case.barred)
        rows = list(Referral.objects.filter(case=case, state__in=sorted(OPEN)).select_related("body"))
    for referral in rows:
        if not may_receive(referral.body, accused):
            withdraw(referral, by=by)


def wipe(case: Case) -> None:
    """Destroy what the referrals of a sealed case say; that there were some stays."""
    with house():
        rows = Referral.objects.filter(case=case)
        Enclosure.objects.filter(referral__in=rows).delete()
        Question.objects.filter(referral__in=rows).update(words="", told="")
        Reply.objects.filter(referral__in=rows).update(words="", back_why="", paper=None)
        rows.update(subject="", words="", said="", person_name="", person_number="", letter_paper=None)
