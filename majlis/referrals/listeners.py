"""What referrals must hear at once."""

from __future__ import annotations

from majlis.cases.models import Case
from majlis.core.viewer import system
from majlis.referrals import moves
from majlis.referrals.moves import ordered
from majlis.trail.models import Entry
from majlis.trail.moves import on

_BY = system("majlis.referrals.listeners")


@on("case.withdraw")
@on("case.seal")
def end_with_case(entry: Entry) -> None:
    """End the referrals of a case that was withdrawn or sealed; of a sealed one nothing that they say is left."""
    case = Case.objects.get(pk=entry.case_id or 0)
    moves.end_all(case, by=_BY)
    ordered.end_of_case(case, by=_BY, wipe=entry.kind == "case.seal")
    if entry.kind == "case.seal":
        moves.wipe(case)


@on("office.directive_carried")
def carry_out(entry: Entry) -> None:
    """Send to bodies what a directive orders of them."""
    ordered.carry_out(Case.objects.get(pk=entry.case_id or 0), entry.subject_id, by=_BY)


@on("case.add_party")
def shut_out(entry: Entry) -> None:
    """Shut a respondent who became known later out of what was sent."""
    if entry.facts.get("role") == "respondent":
        moves.bar(Case.objects.get(pk=entry.case_id or 0), by=_BY)
