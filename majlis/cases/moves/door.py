"""The one door through which a case changes its state: guard, write, entry and notice happen together."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.cases import deadlines, queries, rules
from majlis.cases.models import Case, PaperRequest, Pending, Share
from majlis.cases.moves.telling import stop_asking, tell
from majlis.cases.states import MOVES, OUTCOME_OF, State
from majlis.core import clock, jobs
from majlis.core.errors import Busy, Refused
from majlis.core.moves import Move
from majlis.core.scope import house
from majlis.core.viewer import Kind, Viewer
from majlis.trail import moves as trail


def lock(case_id: int) -> Case:
    """Return the case, held against every other act until this transaction ends."""
    return Case.objects.select_for_update(no_key=True).get(pk=case_id)


def is_shared(viewer: Viewer, case: Case) -> bool:
    """Tell whether the case was opened to this viewer for a while."""
    return Share.objects.filter(case=case, viewer=viewer.token, until__gt=clock.now()).exists()


def require(viewer: Viewer, name: str, case: Case) -> None:
    """Refuse with 403 when the viewer may not make the move at all, whatever the state of the case."""
    if rules.holds_power(viewer, name, case):
        return
    if viewer.is_staff and MOVES[name].public and rules.holds_power(viewer, name, case, shared=is_shared(viewer, case)):
        return
    raise PermissionDenied


def act(
    case: Case,
    name: str,
    *,
    by: Viewer,
    version: int | None = None,
    trusted: bool = False,
    facts: dict[str, Any] | None = None,
    notice: dict[str, Any] | None = None,
    **changes: Any,
) -> Case:
    """Make the move `name`: ask the rule, lock, compare, write, tell the book, owe the notice, wake the search.

    `version` is the one that the page showed; another one in the row means that somebody was faster (`Busy`).
    `trusted` is for the acts of rooms above, which asked their own rule. `changes` are further fields of the case, each
    its value or a function of the locked row; `facts` go to the trail, `notice` to the message. Returns the case as it
    now stands.
    """
    if not trusted:
        require(by, name, case)
    with house():
        held = lock(case.pk)
        _compare(held, name, version, by)
        before = held.state
        _write(held, name, changes)
        trail.record(f"case.{name}", by=by, subject=("case", held.pk), case=held.pk, **(facts or {}))
        if held.state == State.CLOSED:
            _end_all_pending(held)
        if before == State.WAITING_PAPERS and held.state != before:
            PaperRequest.objects.filter(case=held, ended_at__isnull=True).update(ended_at=clock.now())
            stop_asking(held)
        tell(held, name, notice or {})
    for field in Case._meta.concrete_fields:
        setattr(case, field.attname, getattr(held, field.attname))
    return case


def _compare(held: Case, name: str, version: int | None, by: Viewer) -> None:
    if version is not None and held.version != version:
        raise queries.busy(held.pk, by, "changed")
    if not MOVES[name].allows(held.state):
        raise queries.busy(held.pk, by)
    if not rules.may(Viewer(kind=Kind.SYSTEM), name, held):
        raise Refused("too_late", _("The time for this has passed. Ask us, and we will tell you what can be done."))


def _write(held: Case, name: str, changes: dict[str, Any]) -> None:
    move, before = MOVES[name], held.state
    known, clock_before = held.version, _clock(held)
    for field, value in changes.items():
        setattr(held, field, value(held) if callable(value) else value)
    held.state = move.after(before)
    held.turn = move.turn or held.turn
    entered = bool(move.section) and move.section != held.section
    held.section = move.section or held.section
    held.version = known + 1
    held.moved_at = clock.now()
    if held.state == State.CLOSED and before != State.CLOSED:
        held.outcome, held.closed_at, held.due_at, held.clock_left = OUTCOME_OF[name], clock.now(), None, None
    elif before == State.CLOSED and held.state != State.CLOSED:
        held.outcome, held.closed_at = "", None
    _wind(held, move, entered)
    if not entered and held.state == before:
        _stretch(held, *clock_before)
    if held.state == State.CLOSED or entered:
        held.claimed_by_id, held.claimed_at = None, None
    fields = [field for field in Case._meta.concrete_fields if not field.primary_key]
    values = {field.attname: getattr(held, field.attname) for field in fields}
    if not Case.objects.filter(pk=held.pk, state=before, version=known).update(**values):
        raise Busy()


def _wind(held: Case, move: Move, entered: bool) -> None:
    if held.state == State.CLOSED:
        return
    if move.clock == "stop" and held.clock_left is None:
        held.clock_left, held.due_at = max(0, deadlines.left(held) or 0), None
    elif move.clock == "start" and held.clock_left is not None and not entered:
        held.due_at, held.clock_left = deadlines.add(held, clock.now(), held.clock_left), None
    elif entered:
        held.due_at, held.clock_left = deadlines.due_for(held, held.section), None


def _clock(held: Case) -> tuple[int | None, int | None]:
    """Return the minutes that are left of the step, and those that the step has, by the class of the case."""
    return deadlines.left(held), deadlines.minutes_for(held, held.section)


def _stretch(held: Case, left: int | None, whole: int | None) -> None:
    """Give the rest of the step the length that another class gives it; what is late already stays late."""
    fresh = deadlines.minutes_for(held, held.section)
    if fresh == whole or not whole or not fresh or left is None or left <= 0:
        return
    rest = left * fresh // whole
    if held.clock_left is not None:
        held.clock_left = rest
    else:
        held.due_at = deadlines.add(held, clock.now(), rest)


def _end_all_pending(held: Case) -> None:
    Pending.objects.filter(case=held, ended_at__isnull=True).update(ended_at=clock.now())


def wake_search(case: Case, *, new: bool = False) -> None:
    """Ask the worker to write the case's search line anew; for a `new` case nobody can have asked before."""
    jobs.enqueue("majlis.cases.tasks.index", once="" if new else f"index:{case.pk}", case=case.pk)
