"""The answer of a body: by its liaison, or taken down from paper; and sent back when it does not settle the matter."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from majlis.cases import moves as cases
from majlis.cases.models import Case, Paper, Source
from majlis.cases.moves.papers import take_paper
from majlis.cases.queries_withheld import shows_person
from majlis.cases.states import State as CaseState
from majlis.core import arabic, clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.referrals import queries, rules
from majlis.referrals.models import Referral, Reply
from majlis.referrals.moves.door import act
from majlis.referrals.moves.liaison import settle
from majlis.referrals.moves.telling import tell
from majlis.referrals.states import Heard

NO_WORDS = _("Write the answer, or what the letter says.")


def answer(
    referral: Referral, *, by: Viewer, words: str, upload: UploadedFile[Any] | None = None, version: int | None = None
) -> Reply:
    """The liaison answers for his body, perhaps with a paper. When all bodies have answered, the case goes on."""
    if not rules.speaks_for(by, referral):
        raise PermissionDenied
    return _take(referral, "answer", Heard.LIAISON, by=by, words=words, upload=upload, version=version)


def record_answer(
    referral: Referral,
    *,
    by: Viewer,
    words: str,
    number: str = "",
    day: dt.date | None = None,
    upload: UploadedFile[Any] | None = None,
    version: int | None = None,
) -> Reply:
    """A follow-up officer takes down an answer from paper; `number` and `day` are those of the body's letter."""
    if day and day > clock.today():
        raise Refused("future", _("The body's letter cannot be of a day to come."))
    return _take(
        referral, "record_answer", Heard.PAPER, by=by, words=words, number=number, day=day, upload=upload,
        version=version,
    )  # fmt: skip


def _take(
    referral: Referral,
    name: str,
    heard: Heard,
    *,
    by: Viewer,
    words: str,
    number: str = "",
    day: dt.date | None = None,
    upload: UploadedFile[Any] | None = None,
    version: int | None = None,
) -> Reply:
    text = arabic.clean(words)
    if not text:
        raise Refused("empty", NO_WORDS)
    own: dict[str, Any] = {"body_number": number[:40], "body_day": day} if number else {}
    act(referral, name, by=by, version=version, promised_on=None, **own)
    with house():
        case = Case.objects.get(pk=referral.case_id)
        paper = _file(case, upload, by)
        reply = Reply.objects.create(
            referral=referral,
            words=text[:8000],
            heard=heard,
            number=number[:40],
            day=day,
            paper=paper,
            by=by.token,
            by_label=by.label[:120],
        )
        if number:
            cases.know_by(case, by=by, number=number, source=Source.BODY, day=day)
        settle(referral, answered=True)
        go_on(case, referral, by)
    return reply


def _file(case: Case, upload: UploadedFile[Any] | None, by: Viewer) -> Paper | None:
    return take_paper(upload, by=by, case=case, staff_only=True, trusted=True) if upload else None


def go_on(case: Case, referral: Referral, by: Viewer) -> None:
    """End what was awaited of one body; move the case on when no other is awaited. The caller works as the house."""
    cases.end_pending(case, "referral", str(referral.pk), by=by)
    if case.state == CaseState.REFERRED and not queries.open_in(case):
        cases.take_answer(case, by=by)


def send_back(referral: Referral, *, by: Viewer, words: str, due_on: dt.date, version: int | None = None) -> Referral:
    """Send an answer back that does not settle the matter: the body is told what is still needed, and by which day."""
    text = arabic.clean(words)
    if not text:
        raise Refused("empty", _("Write what is still needed from the body."))
    if due_on <= clock.today():
        raise Refused("past", _("The day by which the body answers must be still to come."))
    if referral.withheld and shows_person(referral.case, text):
        raise Refused(
            "names_person",
            _("The person's name is withheld from the body, and the text shows it. Write it without name and numbers."),
        )
    act(referral, "send_back", by=by, version=version, due_on=due_on)
    with house():
        case = Case.objects.get(pk=referral.case_id)
        last = Reply.objects.filter(referral=referral).order_by("-id").first()
        if last:
            Reply.objects.filter(pk=last.pk).update(back_why=text[:2000], back_at=clock.now())
        cases.refer(case, by=by, body=queries.names_of([referral.body]), due_on=due_on)
        due = clock.start_of(due_on + dt.timedelta(days=1))
        cases.await_(case, "referral", str(referral.pk), by=by, due_at=due)
        tell(referral, "came_back")
    return referral
