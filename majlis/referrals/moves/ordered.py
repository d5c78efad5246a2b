"""What a directive orders of bodies: sent at once, or prepared for an officer where a person must look first."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied

from majlis.bodies.models import Body
from majlis.bodies.queries import may_receive
from majlis.cases import moves as cases
from majlis.cases.models import Case
from majlis.cases.moves.door import lock
from majlis.cases.queries_withheld import respondents
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.office import queries as office
from majlis.office.models import Item
from majlis.referrals import queries, rules
from majlis.referrals.models import Prepared, Referral
from majlis.referrals.moves.sending import Ask, end_prepared, send
from majlis.referrals.states import OPEN, Held
from majlis.trail import moves as trail


def carry_out(case: Case, directive: int, *, by: Viewer) -> None:
    """Send what a directive that is known to be the minister's orders of bodies. Done twice, it does nothing more.

    A letter leaves by itself with the papers of the request's own list. It waits for an officer where the name is
    withheld, the case is confidential, the body may not receive it or has not answered yet, or the day is past.
    """
    with house():
        items = office.ordered_of_bodies(directive)
        done = set(Prepared.objects.filter(item__in=[one.pk for one in items]).values_list("item", flat=True))
        waiting = [one for one in items if one.pk not in done]
        accused = respondents(case)
        held = [(one, _hindrance(case, one, accused)) for one in waiting]
    if asks := [_ask(case, one) for one, why in held if not why]:
        send(case, asks, by=by)
    for one, why in held:
        if why:
            prepare(case, one, why, by=by)


def _hindrance(case: Case, item: Item, accused: set[int]) -> Held | None:
    """Return why an officer must look first, None when nothing stands in the way."""
    body = _body(item)
    found = (
        (Held.STATE, case.state not in rules.STARTS),
        (Held.RESPONDENT, not may_receive(body, accused)),
        (Held.ALREADY, Referral.objects.filter(case=case, body=body, state__in=sorted(OPEN)).exists()),
        (Held.WITHHELD, case.withhold_name),
        (Held.SECRET, case.sensitivity > 0),
        (Held.PAST, item.due_on <= clock.today()),
    )
    return next((why for why, holds in found if holds), None)


def _body(item: Item) -> Body:
    assert item.body is not None  # noqa: S101 - a constraint of the table
    return item.body


def _ask(case: Case, item: Item) -> Ask:
    papers = tuple(paper for paper in queries.papers_of_list(case) if rules.may_go_along(paper, withheld=False))
    return Ask(_body(item), item.words, item.due_on, case.subject, rules.urgency_of(case), papers=papers)


def prepare(case: Case, item: Item, why: Held, *, by: Viewer) -> Prepared:
    """Put a referral on the list of follow-up, to be looked over; the case is not finished before it is settled."""
    with house():
        lock(case.pk)
        one = Prepared.objects.create(
            case=case, body=_body(item), item=item.pk, words=item.words, due_on=item.due_on, why=why
        )
        names = queries.names_of([one.body])
        trail.record("referral.prepared", by=by, subject=("prepared", one.pk), case=case.pk, body=names, why=str(why))
        due = clock.start_of(clock.today() + dt.timedelta(days=1))
        cases.await_(case, "prepared", str(one.pk), by=by, due_at=due)
    return one


def drop(one: Prepared, *, by: Viewer, reason: str) -> None:
    """Take a prepared referral off the list without sending it; the reason stays on the margin of the case."""
    if not rules.holds_followup(by, one.case):
        raise PermissionDenied
    if one.ended_at is not None:
        raise Busy()
    if not reason.strip():
        raise Refused("no_reason", rules.WRITE_WHY)
    cases.note(one.case, by=by, words=reason)
    with house():
        end_prepared(one, by)
        trail.record("referral.dropped", by=by, subject=("prepared", one.pk), case=one.case_id)


def end_of_case(case: Case, *, by: Viewer, wipe: bool = False) -> None:
    """Take what was prepared in a case that ended off the list; of a sealed one nothing that it says is left."""
    with house():
        rows = Prepared.objects.filter(case=case)
        rows.filter(ended_at__isnull=True).update(ended_at=clock.now())
        if wipe:
            rows.update(words="")
