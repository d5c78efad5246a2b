"""Directives: written, known to be the minister's, carried onto the case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.bodies.models import Body
from majlis.cases import moves as cases
from majlis.cases import rules as case_rules
from majlis.cases.models import Case, Paper
from majlis.cases.moves.door import lock
from majlis.cases.states import Road
from majlis.cases.states import State as CaseState
from majlis.centres.queries import calendar_for
from majlis.core import arabic, clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.office import queries, rules
from majlis.office.models import Brief, Directive, Item
from majlis.office.moves.standing import keep_task
from majlis.office.states import EFFECTS, MOVES, Decision, Effect, KnownBy, State, What
from majlis.trail import moves as trail

CONFIRM_DAYS = 2
LONGEST_TASK = 400
WRONG_PAGE = _("This page belongs to another case. Look at its code again.")
_SETTLED = {
    "confirm": "office.directive_confirmed",
    "confirm_by_page": "office.directive_paged",
    "disown": "office.directive_disowned",
}
NO_STANDING = _("No standing directive covers this case today. Put it before the minister instead.")


@dataclass(frozen=True, slots=True)
class Ordered:
    """One thing that is ordered: a body is asked `words` (`body` given), or the office does it; due on a Riyadh day."""

    words: str
    due_on: dt.date
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What was decided: the decision, its words, the Riyadh day for one that is kept, and what is ordered by it."""

    decision: Decision
    words: str = ""
    until: dt.date | None = None
    items: tuple[Ordered, ...] = ()


def _check(said: Said) -> Said:
    effect, text = EFFECTS[said.decision], arabic.clean(said.words)
    _check_items(said, effect)
    if effect.needs_words and not text:
        raise Refused("no_words", _("Write the directive's words first."))
    if effect.needs_day and (said.until is None or said.until <= clock.today()):
        raise Refused("no_day", _("Say until which day it is kept; the day must be still to come."))
    return replace(said, words=text)


def _check_items(said: Said, effect: Effect) -> None:
    if said.items and not effect.directs:
        raise Refused("no_items", _("What is kept, or heard first, orders nothing yet. Leave the orders out."))
    for one in said.items:
        if not arabic.clean(one.words):
            raise Refused("empty_item", _("Write what each body, or the office, is asked to do."))
        if one.body is None and len(one.words) > LONGEST_TASK:
            raise Refused("long_task", _("Write the office's task in fewer words: 400 letters at the most."))
        if one.due_on <= clock.today():
            raise Refused("item_past", _("The day by which something is done must be still to come."))
    asked = [one.body.pk for one in said.items if one.body]
    if len(asked) != len(set(asked)):
        raise Refused("body_twice", _("One body stands there twice. Write all that it is asked in one place."))


def give(case: Case, said: Said, *, by: Viewer, brief: Brief | None = None) -> Directive:
    """The minister himself decides, by his own sign-in. It moves the case at once."""
    if not rules.is_minister(by):
        raise PermissionDenied
    return _keep_and_carry(case, _check(said), by=by, known_by=KnownBy.SIGN_IN, brief=brief)


def give_by_page(case: Case, said: Said, *, by: Viewer, scan: Paper, brief: Brief) -> Directive:
    """The minister's handwritten page was scanned back by the brief's code. It moves the case at once."""
    if not rules.is_office(by):
        raise PermissionDenied
    if brief.case_id != case.pk or scan.case_id != case.pk:
        raise Refused("wrong_page", WRONG_PAGE)
    return _keep_and_carry(case, _check(said), by=by, known_by=KnownBy.SCAN, brief=brief, scan=scan)


def note(case: Case, said: Said, *, by: Viewer, brief: Brief | None = None) -> Directive:
    """An officer notes what the minister said. Nothing moves until the minister confirms it (in two working days)."""
    if not rules.is_office(by):
        raise PermissionDenied
    checked = _check(said)
    with house():
        held = lock(case.pk)
        _refuse_wrong_state(held)
        due = calendar_for(held.centre).add_days(clock.now(), CONFIRM_DAYS)
        kept = _row(held, checked, by, KnownBy.NOTE, State.UNCONFIRMED, brief=brief, confirm_by=due)
        trail.record(
            "office.directive_noted", by=by, subject=("directive", kept.pk), case=held.pk, decision=checked.decision
        )
        cases.await_(held, "directive", str(kept.pk), by=by, due_at=due)
    return kept


def confirm(directive: Directive, *, by: Viewer) -> Directive:
    """The minister confirms what an officer noted; now it moves the case, and what it orders is handed on."""
    if not rules.is_minister(by):
        raise PermissionDenied
    return _confirmed(directive, "confirm", by)


def confirm_by_page(directive: Directive, *, by: Viewer, scan: Paper, brief: Brief) -> Directive:
    """What an officer noted came back on the minister's handwritten page: it needs no other confirmation."""
    if not rules.is_office(by):
        raise PermissionDenied
    if brief.case_id != directive.case_id or scan.case_id != directive.case_id:
        raise Refused("wrong_page", WRONG_PAGE)
    return _confirmed(directive, "confirm_by_page", by, known_by=KnownBy.SCAN, scan=scan, brief=brief)


def _confirmed(directive: Directive, name: str, by: Viewer, **more: object) -> Directive:
    _settle(directive, name, by, **more)
    cases.end_pending(directive.case, "directive", str(directive.pk), by=by)
    _carry(directive.case, Said(Decision(directive.decision), directive.words, directive.until), by)
    _hand_on(directive, by)
    return directive


def disown(directive: Directive, *, by: Viewer) -> Directive:
    """The minister does not confirm: nothing has moved, and nothing does."""
    if not rules.is_minister(by):
        raise PermissionDenied
    _settle(directive, "disown", by)
    cases.end_pending(directive.case, "directive", str(directive.pk), by=by)
    return directive


def _settle(directive: Directive, name: str, by: Viewer, **more: object) -> None:
    with house():
        lock(directive.case_id)
        state = MOVES[name].ends
        rows = Directive.objects.filter(pk=directive.pk, state=State.UNCONFIRMED)
        if not rows.update(state=state, confirmed_at=clock.now(), **more):
            raise Busy()
        directive.state = state
        trail.record(_SETTLED[name], by=by, subject=("directive", directive.pk), case=directive.case_id)


def decide_delegated(case: Case, said: Said, *, by: Viewer) -> Directive:
    """The office decides under a standing directive of the minister that covers the case today; he gets the list."""
    if not rules.is_office(by):
        raise PermissionDenied
    standing = queries.standing_for(case)
    if standing is None:
        raise Refused("no_standing", NO_STANDING)
    return _keep_and_carry(case, _check(said), by=by, known_by=KnownBy.STANDING, standing=standing)


def decide_service(case: Case, said: Said, *, by: Viewer) -> Directive:
    """The level above the section meant decides on a complaint about a centre, or on a suggestion."""
    if case.road != Road.SERVICE or not rules.may_decide_service(by) or case_rules.is_barred(by, case):
        raise PermissionDenied
    return _keep_and_carry(case, _check(said), by=by, known_by=KnownBy.LEVEL)


def _refuse_wrong_state(case: Case) -> None:
    if case.state not in (CaseState.ACCEPTED, CaseState.SCHEDULED, CaseState.PRESENTED):
        raise Busy("moved_on")


def _keep_and_carry(case: Case, said: Said, *, by: Viewer, known_by: KnownBy, **more: object) -> Directive:
    with house():
        held = lock(case.pk)
        _refuse_wrong_state(held)
        if Directive.objects.filter(case=held, state=State.UNCONFIRMED).exists():
            raise Refused("unconfirmed", _("A directive on this case waits for the minister's confirmation."))
        kept = _row(held, said, by, known_by, State.GIVEN, confirmed_at=clock.now(), **more)
        trail.record(
            "office.directive_given",
            by=by,
            subject=("directive", kept.pk),
            case=held.pk,
            decision=said.decision,
            known=known_by,
        )
    _carry(case, said, by)
    _hand_on(kept, by)
    return kept


def _row(case: Case, said: Said, by: Viewer, known_by: KnownBy, state: State, **more: object) -> Directive:
    kept = Directive.objects.create(
        case=case,
        decision=said.decision,
        words=said.words,
        until=said.until,
        known_by=known_by,
        state=state,
        written_by=by.token,
        written_label=by.label[:120],
        **more,
    )
    Item.objects.bulk_create(
        Item(
            directive=kept,
            rank=rank,
            what=What.REFER if one.body else What.TASK,
            body=one.body,
            words=arabic.clean(one.words),
            due_on=one.due_on,
        )
        for rank, one in enumerate(said.items, start=1)
    )
    return kept


def _hand_on(directive: Directive, by: Viewer) -> None:
    """Make what was ordered happen: tasks of the office at once; referrals are sent by who hears of it."""
    with house():
        items = list(Item.objects.filter(directive=directive, carried_at=None))
        if not items:
            return
        case = Case.objects.get(pk=directive.case_id)
        for one in items:
            if one.what == What.TASK:
                keep_task(case, by=by, words=one.words, due_on=one.due_on)
        Item.objects.filter(pk__in=[one.pk for one in items]).update(carried_at=clock.now())
        lock(case.pk)
        bodies = sum(one.what == What.REFER for one in items)
        trail.record(
            "office.directive_carried",
            by=by,
            subject=("directive", directive.pk),
            case=case.pk,
            bodies=bodies,
            tasks=len(items) - bodies,
        )


def _carry(case: Case, said: Said, by: Viewer) -> None:
    with house():
        case.refresh_from_db()
    if said.decision == Decision.KEEP and said.until:
        if case.state == CaseState.PRESENTED:
            cases.keep(case, by=by, until=said.until)
        return
    if said.decision == Decision.LET_COME:
        cases.let_him_come(case, by=by)
        return
    cases.direct(case, by=by)
