"""Directives: written, known to be the minister's, carried onto the case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.bodies.models import Body
from majlis.cases import moves as cases
from majlis.cases import queries as case_queries
from majlis.cases import rules as case_rules
from majlis.cases.models import Case, Paper
from majlis.cases.moves.door import lock
from majlis.cases.states import Road
from majlis.cases.states import State as CaseState
from majlis.centres.queries import calendar_for
from majlis.core import arabic, clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Kind, Viewer
from majlis.notifications import moves as notifications
from majlis.office import queries, rules
from majlis.office.models import Brief, Directive, Item, Task
from majlis.office.moves.folders import FIELDS as BRIEF_PARTS
from majlis.office.moves.folders import keep
from majlis.office.moves.standing import keep_task
from majlis.office.moves.telling import ask_to_confirm
from majlis.office.states import EFFECTS, MOVES, Decision, Effect, KnownBy, State, What
from majlis.trail import moves as trail

CONFIRM_DAYS = 2
LONGEST_TASK = 400
WRONG_PAGE = _("This page belongs to another case. Look at its code again.")
_SETTLED = {
    "confirm": "office.directive_confirmed",
    "confirm_by_page": "office.directive_paged",
    "disown": "office.directive_disowned",
    "take_back": "office.directive_taken_back",
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


def _require(by: Viewer, case: Case, *, holds: bool) -> None:
    if not holds or case_rules.is_barred(by, case):
        raise PermissionDenied


def give(case: Case, said: Said, *, by: Viewer, brief: Brief | None = None) -> Directive:
    """The minister himself decides, by his own sign-in. It moves the case at once."""
    _require(by, case, holds=rules.is_minister(by))
    return _keep_and_carry(case, _check(said), by=by, known_by=KnownBy.SIGN_IN, brief=brief)


def give_by_page(case: Case, said: Said, *, by: Viewer, scan: Paper, brief: Brief) -> Directive:
    """The minister's handwritten page was scanned back by the brief's code. It moves the case at once."""
    _require(by, case, holds=rules.is_office(by))
    if brief.case_id != case.pk or scan.case_id != case.pk:
        raise Refused("wrong_page", WRONG_PAGE)
    return _keep_and_carry(case, _check(said), by=by, known_by=KnownBy.SCAN, brief=brief, scan=scan)


def note(case: Case, said: Said, *, by: Viewer, brief: Brief | None = None) -> Directive:
    """An officer notes what the minister said. Nothing moves until the minister confirms it (in two working days)."""
    _require(by, case, holds=rules.is_office(by))
    checked = _check(said)
    with house():
        held = lock(case.pk)
        _refuse_unfit(held, checked, by)
        due = calendar_for(held.centre).add_days(clock.now(), CONFIRM_DAYS)
        kept = _row(held, checked, by, KnownBy.NOTE, State.UNCONFIRMED, brief=brief, confirm_by=due)
        trail.record(
            "office.directive_noted", by=by, subject=("directive", kept.pk), case=held.pk, decision=checked.decision
        )
        cases.await_(held, "directive", str(kept.pk), by=by, due_at=due)
        ask_to_confirm(kept)
    return kept


def confirm(directive: Directive, *, by: Viewer) -> Directive:
    """The minister confirms what an officer noted; now it moves the case, and what it orders is handed on."""
    return _confirmed(directive, "confirm", by)


def confirm_by_page(directive: Directive, *, by: Viewer, scan: Paper, brief: Brief) -> Directive:
    """What an officer noted came back on the minister's handwritten page: it needs no other confirmation."""
    _require(by, directive.case, holds=rules.is_office(by))
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
    _settle(directive, "disown", by)
    cases.end_pending(directive.case, "directive", str(directive.pk), by=by)
    return directive


def take_back(directive: Directive, *, by: Viewer) -> Directive:
    """The office takes back what it noted, by mistake or because the minister's own page came; nothing has moved."""
    _settle(directive, "take_back", by)
    cases.end_pending(directive.case, "directive", str(directive.pk), by=by)
    return directive


def drop_all(case: Case, *, by: Viewer, wipe: bool) -> None:
    """Let what still waits in a case that has ended be; with `wipe`, destroy every word that the office wrote of it."""
    with house():
        for directive in Directive.objects.filter(case=case, state=State.UNCONFIRMED):
            take_back(directive, by=by)
        Task.objects.filter(case=case, done_at__isnull=True).update(done_at=clock.now(), done_by=by.token)
        if wipe:
            Directive.objects.filter(case=case).update(words="", scan=None)
            Task.objects.filter(case=case).update(words="")
            Item.objects.filter(directive__case=case).update(words="")
            Brief.objects.filter(case=case).update(**dict.fromkeys(BRIEF_PARTS, ""))


def _settle(directive: Directive, name: str, by: Viewer, **more: object) -> None:
    holds = by.holds(*MOVES[name].roles) or (MOVES[name].system and by.kind is Kind.SYSTEM)
    _require(by, directive.case, holds=holds)
    with house():
        lock(directive.case_id)
        state = MOVES[name].ends
        rows = Directive.objects.filter(pk=directive.pk, state=State.UNCONFIRMED)
        if not rows.update(state=state, confirmed_at=clock.now(), **more):
            raise case_queries.busy(directive.case_id, by)
        directive.state = state
        notifications.recall(about=("directive", directive.pk))
        trail.record(_SETTLED[name], by=by, subject=("directive", directive.pk), case=directive.case_id)


def decide_delegated(case: Case, said: Said, *, by: Viewer) -> Directive:
    """The office decides under a standing directive of the minister that covers the case today; he gets the list."""
    _require(by, case, holds=rules.is_office(by))
    standing = queries.standing_for(case)
    if standing is None:
        raise Refused("no_standing", NO_STANDING)
    return _keep_and_carry(case, _check(said), by=by, known_by=KnownBy.STANDING, standing=standing)


def decide_service(case: Case, said: Said, *, by: Viewer) -> Directive:
    """The level above the section meant decides on a complaint about a centre, or on a suggestion."""
    if case.road != Road.SERVICE or not rules.may_decide_service(by) or case_rules.is_barred(by, case):
        raise PermissionDenied
    return _keep_and_carry(case, _check(said), by=by, known_by=KnownBy.LEVEL)


def _refuse_unfit(case: Case, said: Said, by: Viewer) -> None:
    if case.state not in (CaseState.ACCEPTED, CaseState.SCHEDULED, CaseState.PRESENTED):
        raise case_queries.busy(case.pk, by)
    if said.decision not in rules.decisions(case):
        raise Refused("unfit", _("This cannot be decided where the case stands now. Choose another decision."))


def _keep_and_carry(case: Case, said: Said, *, by: Viewer, known_by: KnownBy, **more: object) -> Directive:
    with house():
        held = lock(case.pk)
        _refuse_unfit(held, said, by)
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
        keep(case, by=by, until=said.until)
    elif said.decision == Decision.LET_COME:
        cases.let_him_come(case, by=by)
    else:
        cases.direct(case, by=by)
