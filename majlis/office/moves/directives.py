"""Directives: written, known to be the minister's, carried onto the case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

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
from majlis.office.moves.telling import ask_to_confirm
from majlis.office.states import EFFECTS, MOVES, Decision, KnownBy, State
from majlis.trail import moves as trail

CONFIRM_DAYS = 2
NO_STANDING = _("No standing directive covers this case today. Put it before the minister instead.")


@dataclass(frozen=True, slots=True)
class Said:
    """What was decided: the decision, its words, and the Riyadh day for one that is kept."""

    decision: Decision
    words: str = ""
    until: dt.date | None = None


def _check(said: Said) -> Said:
    effect, text = EFFECTS[said.decision], arabic.clean(said.words)
    if effect.needs_words and not text:
        raise Refused("no_words", _("Write the directive's words first."))
    if effect.needs_day and (said.until is None or said.until <= clock.today()):
        raise Refused("no_day", _("Say until which day it is kept; the day must be still to come."))
    return Said(said.decision, text, said.until)


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
        raise Refused("wrong_page", _("This page belongs to another case. Look at its code again."))
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
    """The minister confirms what an officer noted; now it moves the case."""
    _settle(directive, "confirm", by)
    cases.end_pending(directive.case, "directive", str(directive.pk), by=by)
    _carry(directive.case, Said(Decision(directive.decision), directive.words, directive.until), by)
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


_KINDS = {
    "confirm": "office.directive_confirmed",
    "disown": "office.directive_disowned",
    "take_back": "office.directive_taken_back",
}


def _settle(directive: Directive, name: str, by: Viewer) -> None:
    holds = by.holds(*MOVES[name].roles) or (MOVES[name].system and by.kind is Kind.SYSTEM)
    _require(by, directive.case, holds=holds)
    with house():
        lock(directive.case_id)
        state = MOVES[name].ends
        rows = Directive.objects.filter(pk=directive.pk, state=State.UNCONFIRMED)
        if not rows.update(state=state, confirmed_at=clock.now()):
            raise case_queries.busy(directive.case_id, by)
        directive.state = state
        notifications.recall(about=("directive", directive.pk))
        trail.record(_KINDS[name], by=by, subject=("directive", directive.pk), case=directive.case_id)


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
    return kept


def _row(case: Case, said: Said, by: Viewer, known_by: KnownBy, state: State, **more: object) -> Directive:
    return Directive.objects.create(
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


def _carry(case: Case, said: Said, by: Viewer) -> None:
    with house():
        case.refresh_from_db()
    if said.decision == Decision.KEEP and said.until:
        keep(case, by=by, until=said.until)
    elif said.decision == Decision.LET_COME:
        cases.let_him_come(case, by=by)
    else:
        cases.direct(case, by=by)
