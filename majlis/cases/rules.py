"""Who may do what to a case: questions over the table of moves, without a query."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from majlis.cases.states import CAN_BE_OBJECTED, CAN_BE_REOPENED, DESK_SECTIONS, MOVES
from majlis.core import clock
from majlis.core.viewer import Kind, Viewer

if TYPE_CHECKING:
    from majlis.cases.models import Case

REOPEN_DAYS = 30
CLAIM_HOLDS = dt.timedelta(minutes=20)
WOMEN = "women"
_OWNERS = frozenset({Kind.BENEFICIARY, Kind.REPRESENTATIVE, Kind.LINK})


def may(viewer: Viewer, name: str, case: Case, *, shared: bool = False) -> bool:
    """Tell whether `viewer` may make the move `name` on a case that he can see, in its present state.

    `shared`: the case was opened to him for a visit; he may then do what the person before him could do himself.
    """
    return MOVES[name].allows(case.state) and holds_power(viewer, name, case, shared=shared) and _fits(name, case)


def holds_power(viewer: Viewer, name: str, case: Case, *, shared: bool = False) -> bool:
    """Tell whether the viewer's roles, or his being the person served, give him the move, whatever the state."""
    move = MOVES[name]
    if viewer.kind is Kind.SYSTEM:
        return True
    if viewer.kind in _OWNERS:
        return move.public and owns(viewer, case)
    if not viewer.is_staff or is_barred(viewer, case):
        return False
    if shared and move.public and viewer.holds(*move.roles):
        return True
    if not _holds_here(viewer, move.roles, case):
        return False
    return viewer.women or not (case.women_only and case.section in DESK_SECTIONS)


def _holds_here(viewer: Viewer, roles: frozenset[str], case: Case) -> bool:
    """Tell whether a role is held where the case lies; a centre's women's section holds all of its desk services."""
    if viewer.holds(*roles, centre=case.centre_id, section=case.section):
        return True
    return case.section in DESK_SECTIONS and viewer.holds(*roles, centre=case.centre_id, section=WOMEN)


def owns(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer is the person served, or came in with the case's own number and PIN."""
    if viewer.kind is Kind.LINK:
        return viewer.id == case.pk
    return viewer.kind is Kind.BENEFICIARY and viewer.id == case.beneficiary_id


def is_barred(viewer: Viewer, case: Case) -> bool:
    """Tell whether the case names this viewer, his section or his body as one who must not read it."""
    return bool(set(case.barred) & (viewer.marks | {viewer.token}))


def is_taken_up(case: Case) -> bool:
    """Tell whether somebody works on a case now: a claim that is twenty minutes old holds nobody back."""
    return case.claimed_at is not None and clock.now() - case.claimed_at < CLAIM_HOLDS


def is_held_from(viewer: Viewer, case: Case) -> bool:
    """Tell whether another than the viewer works on a case now."""
    return case.claimed_by_id not in (None, viewer.id) and is_taken_up(case)


def within_reopening(case: Case, today: dt.date | None = None) -> bool:
    """Tell whether a closed case is still within the thirty days in which it can be reopened or objected to."""
    if case.closed_at is None:
        return False
    return ((today or clock.today()) - clock.day_of(case.closed_at)).days <= REOPEN_DAYS


def _fits(name: str, case: Case) -> bool:
    if name == "object":
        return case.outcome in CAN_BE_OBJECTED and within_reopening(case)
    if name == "reopen":
        return case.outcome in CAN_BE_REOPENED and within_reopening(case)
    if name == "unjoin":
        return case.outcome == "joined"
    return True


def allowed(viewer: Viewer, case: Case, *, shared: bool = False) -> list[str]:
    """Return the names of all moves that the viewer may make now, in the table's order."""
    return [name for name in MOVES if may(viewer, name, case, shared=shared)]


def may_keep_synonyms(viewer: Viewer) -> bool:
    """Tell whether the viewer keeps the list of words that search takes for one another."""
    return viewer.holds("section_head", "centre_manager", "programme_director")
