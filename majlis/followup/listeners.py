"""What follow-up must hear at once."""

from __future__ import annotations

from majlis.cases.models import Case
from majlis.core.viewer import system
from majlis.followup import moves
from majlis.referrals.models import Referral
from majlis.trail.models import Entry
from majlis.trail.moves import on

_BY = system("majlis.followup.listeners")


@on("case.seal")
def forget(entry: Entry) -> None:
    """Destroy what was noted of a sealed case."""
    moves.forget(Case.objects.get(pk=entry.case_id or 0))


@on("referral.answer")
@on("referral.record_answer")
@on("referral.withdraw")
def end_line(entry: Entry) -> None:
    """Take an answered or withdrawn referral off today's list."""
    moves.settle(Referral.objects.get(pk=entry.subject_id), by=_BY, again=False)


@on("referral.tell")
@on("referral.send_back")
@on("referral.ask")
def begin_again(entry: Entry) -> None:
    """Let the timetable begin anew when the turn has changed."""
    moves.settle(Referral.objects.get(pk=entry.subject_id), by=_BY, again=True)
