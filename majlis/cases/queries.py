"""What other rooms ask about cases."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case, Closure, PaperRequest, Pending
from majlis.cases.states import AWAITED_PUBLIC, MOVES, Turn
from majlis.core import secrets
from majlis.core.errors import Busy
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import kinds
from majlis.trail import queries as trail
from majlis.trail.models import Entry

FASTER = _("%(who)s has just worked on this case: %(what)s. Nothing of yours was saved: look again, then decide.")
YOURSELF = _("You have just worked on this case yourself: %(what)s. Look again, then decide.")
MOVED_ON = _("This request has just gone on. Nothing of yours was lost: look again where it stands, then decide.")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands: the one answer that portal, SMS, phone and API give.

    `awaited` are the public sentences of what must come before it can go on; what the house awaits of itself is not
    told. `next_at` is the next instant (UTC) of these, None when there is none. `lines` are the public sentences of
    its history, oldest first.
    """

    case: Case
    turn: Turn
    awaited: list[str]
    next_at: dt.datetime | None
    lines: list[trail.Line]
    closure: Closure | None
    paper_request: PaperRequest | None

    @property
    def is_yours(self) -> bool:
        """Tell whether the beneficiary must act now."""
        return self.turn is Turn.BENEFICIARY


def standing(case: Case) -> Standing:
    """Return where a case stands, for whoever may read it."""
    pending = list(Pending.objects.filter(case=case, ended_at__isnull=True, kind__in=list(AWAITED_PUBLIC)))
    dates = [row.due_at for row in pending if row.due_at]
    closure = (
        Closure.objects.filter(case=case, undone_at__isnull=True, approved_at__isnull=False).order_by("-id").first()
    )
    return Standing(
        case=case,
        turn=Turn(case.turn),
        awaited=[str(words) for kind, words in AWAITED_PUBLIC.items() if any(row.kind == kind for row in pending)],
        next_at=min(dates) if dates else None,
        lines=trail.timeline(case.pk, public=True),
        closure=closure,
        paper_request=PaperRequest.objects.filter(case=case, ended_at__isnull=True).first(),
    )


def by_pin(reference: str, pin: str) -> Case | None:
    """Return the case that a reference and a PIN open, or None. The caller limits the attempts first."""
    with house():
        case = Case.objects.select_related("service", "centre").filter(reference=reference).first()
    if case is None or not secrets.check_pin(pin, case.pin_hash):
        return None
    return case


def of_person(viewer: Viewer, beneficiary: int) -> list[Case]:
    """Return a person's cases that the viewer may read, newest first, at most fifty."""
    cases = Case.objects.visible_to(viewer).filter(beneficiary=beneficiary)
    return list(cases.select_related("service").order_by("-id")[:50])


def busy(case_id: int, by: Viewer, code: str = "moved_on") -> Busy:
    """Return the kind word for whoever lost a race in a case: the staff read who did what, others no officer's name."""
    if not by.is_staff or not by.roles - {"body_liaison"}:
        return Busy(code, MOVED_ON)
    last = _last_act(case_id)
    if last is None:
        return Busy(code)
    what = strip_tags(kinds.known(last.kind).sentence(last.facts, public=False) or "")
    if (last.actor_kind, last.actor_id) == (str(by.kind), by.id):
        return Busy(code, YOURSELF, what=what)
    return Busy(code, FASTER, who=last.who or _("The house"), what=what)


def _last_act(case_id: int) -> Entry | None:
    """Return the newest entry of a case: of those that its actor wrote last, the one that moved the case."""
    with house():
        newest = list(Entry.objects.filter(case_id=case_id).order_by("-seq")[:5])
    if not newest:
        return None
    actor = (newest[0].actor_kind, newest[0].actor_id)
    his = itertools.takewhile(lambda entry: (entry.actor_kind, entry.actor_id) == actor, newest)
    return next((entry for entry in his if entry.kind.removeprefix("case.") in MOVES), newest[0])
