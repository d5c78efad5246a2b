"""Carry out, finish, tell, close; and what can happen afterwards."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case, Closure, Pending
from majlis.cases.moves.checking import undo_closing
from majlis.cases.moves.door import act
from majlis.cases.moves.margin import added
from majlis.cases.states import Outcome
from majlis.core import arabic, clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.notifications import queries as notices
from majlis.trail import moves as trail

TELLING_DAYS = 5


def refer(case: Case, *, by: Viewer, body: dict[str, str], due_on: dt.date) -> Case:
    """Note that the case, or a part of it, went to a body (name by language). Called by referrals."""
    return act(case, "refer", by=by, trusted=True, facts={"body": body, "due_on": due_on})


def take_answer(case: Case, *, by: Viewer) -> Case:
    """Note that every body has answered. Called by referrals."""
    return act(case, "take_answer", by=by, trusted=True)


def bring_to_minister(case: Case, *, by: Viewer, version: int | None = None) -> Case:
    """Put the result into the minister's file before the person is told."""
    return act(case, "bring_to_minister", by=by, version=version)


def _refuse_while_awaited(case: Case) -> None:
    open_ones = Pending.objects.filter(case=case, ended_at__isnull=True).order_by("due_at", "id")
    named = dict.fromkeys(str(one.get_kind_display()) for one in open_ones)
    if named:
        raise Refused(
            "still_awaited",
            _("Something is still awaited in this case: %(what)s. End it first."),
            what=gettext(", ").join(named),
        )


def _refuse_untold(closure: Closure) -> None:
    """Refuse to close before the person was told, for as long as the ways of telling him are being tried."""
    tried_until = clock.now() - dt.timedelta(days=TELLING_DAYS)
    if (closure.approved_at or clock.now()) > tried_until and not notices.is_told("case", closure.case_id):
        raise Refused(
            "not_told",
            _("Nothing shows yet that the person knows the result. Ring him, or wait: once told, it closes itself."),
        )


def finish(case: Case, *, by: Viewer, words: str, version: int | None = None, trusted: bool = False) -> Closure:
    """Note that all is done and propose the words of the result. They are shown to nobody until approved.

    `trusted` is for who decided the case above the desks and asked his own rule.
    """
    _refuse_while_awaited(case)
    text = arabic.clean(words)
    if not text:
        raise Refused("empty", _("Write the result for the person first."))
    act(case, "finish", by=by, version=version, trusted=trusted)
    with house():
        return Closure.objects.create(case=case, outcome=Outcome.DONE, words=text, proposed_by=by.token)


def proposed(case: Case) -> Closure | None:
    """Return the result that waits for approval or was approved last, or None."""
    return Closure.objects.filter(case=case, undone_at__isnull=True).order_by("-id").first()


def approve_result(case: Case, *, by: Viewer, version: int | None = None) -> Case:
    """Approve the words of the result: they are shown, and the person is told. Nobody approves his own words."""
    closure = proposed(case)
    if closure is None or closure.approved_at:
        raise Refused("nothing_to_approve", _("No result waits for approval."))
    if closure.proposed_by == by.token:
        raise Refused("own_words", _("Somebody other than the writer approves the wording."))
    act(case, "approve_result", by=by, version=version)
    with house():
        Closure.objects.filter(pk=closure.pk).update(approved_by=by.token, approved_at=clock.now())
    return case


def reject_result(case: Case, *, by: Viewer, reason: str, version: int | None = None) -> Case:
    """Send the wording back to follow-up; `reason` is a code of reasons.RESULT."""
    closure = proposed(case)
    act(case, "reject_result", by=by, version=version, facts={"reason": reason})
    if closure:
        with house():
            Closure.objects.filter(pk=closure.pk).update(rejected_why=reason, undone_at=clock.now())
    return case


def close(case: Case, *, by: Viewer, version: int | None = None) -> Case:
    """Close a case whose approved result was told, or has been owed for five days while every way was tried."""
    closure = proposed(case)
    if closure is None or not closure.approved_at:
        raise Refused("not_approved", _("The wording of the result must be approved before the case is closed."))
    _refuse_while_awaited(case)
    _refuse_untold(closure)
    act(case, "close", by=by, version=version)
    with house():
        Closure.objects.filter(pk=closure.pk).update(closed_at=clock.now())
    return case


def reopen(case: Case, *, by: Viewer, reason: str, version: int | None = None) -> Case:
    """Open a closed case again within thirty days; `reason` is a code of reasons.REOPENED."""
    act(case, "reopen", by=by, version=version, facts={"reason": reason})
    return undo_closing(case)


def object_(case: Case, *, by: Viewer, words: str, version: int | None = None) -> Case:
    """Object to how a case ended, within thirty days. An officer with no earlier act in it looks at it."""
    text = arabic.clean(words)
    if not text:
        raise Refused("empty", _("Say what you object to, in a few words."))
    act(case, "object", by=by, version=version, objected=True, words=added(text))
    return undo_closing(case)


def withdraw(case: Case, *, by: Viewer, phone: str, version: int | None = None) -> Case:
    """Withdraw an open case at the person's wish; all that was awaited ends. `phone` is told, in case it was not he."""
    act(case, "withdraw", by=by, version=version, notice={"phone": phone})
    with house():
        Closure.objects.create(
            case=case, outcome=Outcome.WITHDRAWN, proposed_by=by.token, approved_at=clock.now(), closed_at=clock.now()
        )
    return case


def say_score(closure: Closure, *, by: Viewer, score: int, opinion: str) -> Closure:
    """Keep how satisfied the person is (1 to 5, and words), once for each closing."""
    if not 1 <= score <= 5:
        raise Refused("score", _("Choose a number from 1 to 5."))
    with house():
        kept = Closure.objects.filter(pk=closure.pk, score__isnull=True).update(
            score=score, opinion=arabic.clean(opinion)[:2000], scored_at=clock.now()
        )
        if not kept:
            raise Refused("scored", _("You have already answered. Thank you."))
        trail.record("case.scored", by=by, subject=("closure", closure.pk), case=closure.case_id, score=score)
    closure.refresh_from_db()
    return closure
