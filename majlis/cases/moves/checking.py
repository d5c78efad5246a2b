"""What audit decides. The room `audit` asks its own questions first, then calls these."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.cases import reasons, rules
from majlis.cases.models import Case, ChecklistItem, Closure, PaperRequest
from majlis.cases.moves.door import act, lock
from majlis.cases.moves.margin import await_, end_pending
from majlis.cases.states import Outcome, Road
from majlis.catalogue.queries import road_words
from majlis.core import clock, references
from majlis.core.errors import Refused
from majlis.core.languages import pick
from majlis.core.scope import house
from majlis.core.viewer import Kind, Viewer
from majlis.trail import moves as trail
from majlis.trail.queries import acted_on


def refuse_if_acted_before(case: Case, by: Viewer) -> None:
    """Refuse (403) an officer who had a part in a case that was objected to: another must look at it."""
    if case.objected and by.kind is Kind.STAFF and acted_on(case.pk, by.id):
        raise PermissionDenied


def accept(case: Case, *, by: Viewer, road: str = "", version: int | None = None) -> Case:
    """Accept a case and set it on its road, the service's own unless `road` says otherwise."""
    refuse_if_acted_before(case, by)
    road = road or case.road
    words = {"next": road_words(road)}
    act(case, "accept", by=by, version=version, notice=words, road=road)
    return start_road(case, by=by)


def start_road(case: Case, *, by: Viewer) -> Case:
    """Move an accepted case onto its road: the waiting list, the file, or the office's own table."""
    if case.road == Road.AUDIENCE:
        return act(case, "put_on_waiting_list", by=by, trusted=True)
    if case.road == Road.PAPER:
        return act(case, "put_in_file", by=by, trusted=True)
    return case


def ask_for_papers(
    case: Case, *, by: Viewer, codes: list[str], words: str = "", due_on: dt.date, version: int | None = None
) -> PaperRequest:
    """Ask the beneficiary once for everything that is missing. `codes` name papers of the case's checklist.

    `words` is what else is needed, for the person to read. `due_on` is a Gregorian day in Riyadh.
    """
    refuse_if_acted_before(case, by)
    if not codes and not words.strip():
        raise Refused("nothing_asked", _("Say what is missing: choose a paper or write what else you need."))
    items = list(ChecklistItem.objects.filter(case=case, code__in=codes))
    names = {
        "ar": "، ".join([item.name_ar for item in items] + ([words] if words else [])),
        "en": ", ".join([item.name_en or item.name_ar for item in items] + ([words] if words else [])),
    }
    shown = [{"ar": item.name_ar, "en": item.name_en or item.name_ar} for item in items]
    if words:
        shown.append({"ar": "أمر آخر كتبناه لك", "en": "something else we wrote to you"})
    act(
        case,
        "ask_for_papers",
        by=by,
        version=version,
        facts={"items": shown, "due_on": due_on},
        notice={"items": names, "due_on": due_on.isoformat()},
    )
    with house():
        request = PaperRequest.objects.create(
            case=case, items=[item.code for item in items], words=words, asked_by=by.token, due_on=due_on
        )
        await_(case, "papers", str(request.pk), by=by, due_at=clock.start_of(due_on + dt.timedelta(days=1)))
    return request


def complete_papers(case: Case, *, by: Viewer, version: int | None = None) -> Case:
    """Take note that the person sent what was asked; the case goes back to audit and its clock runs again."""
    with house():
        asked = list(PaperRequest.objects.filter(case=case, ended_at__isnull=True))
    act(case, "complete_papers", by=by, version=version, complete_at=clock.now())
    for request in asked:
        end_pending(case, "papers", str(request.pk), by=by)
    return case


def lapse(case: Case, *, by: Viewer) -> Case:
    """Close a case whose papers did not come by the day set, after its reminder."""
    request = PaperRequest.objects.filter(case=case, ended_at__isnull=True).first()
    due_on = request.due_on if request else clock.today()
    act(case, "lapse", by=by, facts={"due_on": due_on})
    return _end(case, Outcome.LAPSED, "", by)


def waive_paper(case: Case, *, by: Viewer, code: str, why: str) -> ChecklistItem:
    """Do without a paper of the checklist, for a reason that is kept with it. Only audit may."""
    if not rules.holds_power(by, "accept", case):
        raise PermissionDenied
    if not why.strip():
        raise Refused("no_reason", _("Write why the paper is not needed."))
    with house():
        lock(case.pk)
        item = ChecklistItem.objects.get(case=case, code=code)
        ChecklistItem.objects.filter(pk=item.pk).update(waived_why=why.strip()[:200])
        names = {"ar": item.name_ar, "en": item.name_en}
        trail.record("case.paper_waived", by=by, subject=("case", case.pk), case=case.pk, item=names)
    item.refresh_from_db()
    return item


def send_back_to_operations(case: Case, *, by: Viewer, reason: str, version: int | None = None) -> Case:
    """Send our own slip back to operations; the person is not troubled. `reason` is a code of reasons.SENT_BACK."""
    refuse_if_acted_before(case, by)
    return act(case, "send_back_to_operations", by=by, version=version, facts={"reason": reason})


def refuse(case: Case, *, by: Viewer, reason: str, words: str, version: int | None = None) -> Case:
    """Refuse a case. `reason` is a code of reasons.REFUSED, `words` what the person reads beside it."""
    refuse_if_acted_before(case, by)
    act(
        case,
        "refuse",
        by=by,
        version=version,
        facts={"reason": reason},
        notice={"reason": reasons.REFUSED[reason]},
    )
    return _end(case, Outcome.REFUSED, words, by)


def hand_over_outside(case: Case, *, by: Viewer, body: dict[str, str], version: int | None = None) -> Case:
    """Hand a case that is not ours to the body it belongs to; `body` holds that body's name by language."""
    refuse_if_acted_before(case, by)
    act(case, "hand_over_outside", by=by, version=version, facts={"body": body}, notice={"body": body})
    return _end(case, Outcome.NOT_OURS, pick(body, case.language), by)


def join(case: Case, *, by: Viewer, main: Case, version: int | None = None) -> Case:
    """Join a duplicate to the case that goes on. Both are of the same person, and the main one is open."""
    if main.pk == case.pk or main.beneficiary_id != case.beneficiary_id or not main.is_open:
        raise Refused("not_a_duplicate", _("A case can be joined to another open case of the same person only."))
    act(
        case,
        "join",
        by=by,
        version=version,
        facts={"main": references.show(main.reference)},
        notice={"main": main.reference},
        joined_to=main,
    )
    return _end(case, Outcome.JOINED, "", by)


def unjoin(case: Case, *, by: Viewer, version: int | None = None) -> Case:
    """Separate a case that was joined by mistake; audit takes it up again."""
    with house():
        main = case.joined_to
    shown = references.show(main.reference) if main else ""
    act(case, "unjoin", by=by, version=version, facts={"main": shown}, joined_to=None)
    return undo_closing(case)


def _end(case: Case, outcome: Outcome, words: str, by: Viewer) -> Case:
    with house():
        Closure.objects.create(
            case=case,
            outcome=outcome,
            words=words,
            proposed_by=by.token,
            approved_by=by.token,
            approved_at=clock.now(),
            closed_at=clock.now(),
        )
    return case


def undo_closing(case: Case) -> Case:
    """Note on the last closing of a case that it was undone."""
    with house():
        Closure.objects.filter(case=case, undone_at__isnull=True).update(undone_at=clock.now())
    return case
