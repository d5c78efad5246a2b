"""What inquiries and operations do: decide the service, answer at once, register, hand on."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case, Closure
from majlis.cases.moves.door import act, wake_search
from majlis.cases.moves.opening import renew_checklist
from majlis.cases.states import Outcome, Priority
from majlis.catalogue.models import Category, Service
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail.models import Entry


def sort(case: Case, *, by: Viewer, service: Service, category: Category | None, version: int | None = None) -> Case:
    """Decide what kind of case it is, and hand it to operations. Road and checklist follow the service."""
    category = category or service.category
    act(
        case,
        "sort",
        by=by,
        version=version,
        facts={"service": service.names},
        service=service,
        kind=service.kind,
        road=service.road,
        category=category,
        sensitivity=max(case.sensitivity, category.sensitivity if category else 0),
    )
    with house():
        renew_checklist(case, service)
    return case


UNDO_WITHIN = dt.timedelta(minutes=10)


def take_back(case: Case, *, by: Viewer) -> Case:
    """Undo one's own sorting within ten minutes, while nobody else has touched the case since.

    It lies at inquiries again with the service that was chosen; the next sorting may choose another.
    """
    with house():
        last = Entry.objects.filter(case_id=case.pk).order_by("-seq").first()
    mine = last is not None and (last.kind, last.actor_kind, last.actor_id) == ("case.sort", str(by.kind), by.id)
    if last is None or not mine or last.at < clock.now() - UNDO_WITHIN:
        raise Refused("too_late_to_undo", _("This can no longer be undone: the case has gone on."))
    return act(case, "take_back", by=by, trusted=True)


def answer_at_once(case: Case, *, by: Viewer, words: str, version: int | None = None) -> Case:
    """Answer an inquiry at first contact and close it. `words` are what the beneficiary reads."""
    if case.kind != "inquiry":
        raise Refused("not_an_inquiry", _("Only an inquiry is answered at once. Decide its service instead."))
    return _close_with_words(case, "answer_at_once", Outcome.ANSWERED, words, by=by, version=version)


def _close_with_words(case: Case, name: str, outcome: Outcome, words: str, *, by: Viewer, version: int | None) -> Case:
    act(case, name, by=by, version=version)
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


def register(case: Case, *, by: Viewer, subject: str = "", version: int | None = None) -> Case:
    """Register a case whose service is decided; operations may put its subject into clearer words."""
    act(case, "register", by=by, version=version, subject=subject[:160] or case.subject)
    if subject:
        wake_search(case)
    return case


def register_and_hand_on(case: Case, *, by: Viewer, subject: str = "", version: int | None = None) -> Case:
    """Register a case and hand it to audit: the usual single act of an operations officer."""
    register(case, by=by, subject=subject, version=version)
    return hand_to_audit(case, by=by)


def return_to_inquiries(case: Case, *, by: Viewer, reason: str, version: int | None = None) -> Case:
    """Send a case back to inquiries; `reason` is a code of reasons.RETURNED."""
    return act(case, "return_to_inquiries", by=by, version=version, facts={"reason": reason})


def hand_to_audit(case: Case, *, by: Viewer, version: int | None = None) -> Case:
    """Hand a registered case to audit."""
    return act(case, "hand_to_audit", by=by, version=version)


def reclassify(case: Case, *, by: Viewer, category: Category, version: int | None = None) -> Case:
    """Change what a case is about. Its deadline and sensitivity follow; its class may only rise by this."""
    return act(
        case,
        "reclassify",
        by=by,
        version=version,
        facts={"category": category.names},
        category=category,
        sensitivity=category.sensitivity,
        priority=min(case.priority, category.priority),
    )


def set_priority(case: Case, *, by: Viewer, to: Priority, reason: str, version: int | None = None) -> Case:
    """Raise or lower the class of a case; `reason` is a code of reasons.PRIORITY."""
    act(
        case,
        "set_priority",
        by=by,
        version=version,
        facts={"priority": str(int(to)), "reason": reason},
        priority=to,
        priority_why=reason,
    )
    return case
