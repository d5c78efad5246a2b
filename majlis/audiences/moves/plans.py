"""A plan: asked for, reckoned by the worker, approved by the office, laid out as places. People decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.audiences import changes, feeding, queries, reckoning, rules
from majlis.audiences.models import Line, Overtaking, Plan, Sitting
from majlis.audiences.moves import appointments, placing
from majlis.audiences.states import PLAN_MOVES, Change, Mode, PlanKind, PlanState, Source
from majlis.core import arabic, clock, jobs
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house, within
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail

LONGEST = 120


def ask(
    sittings: Iterable[Sitting],
    *,
    by: Viewer,
    weights: dict[str, float] | None = None,
    limit: int = 30,
    kind: PlanKind = PlanKind.WEEKS,
    cause: str = "",
    base: Plan | None = None,
    summary: dict[str, Any] | None = None,
) -> Plan:
    """Ask for a plan of some sittings ahead; the worker reckons it within `limit` seconds.

    `weights` overrule settings of the planner by name. Refuses (403) who does not place, no sitting, names that are no
    setting.
    """
    if not rules.may_plan(by):
        raise PermissionDenied
    chosen = list(sittings)
    if not chosen:
        raise Refused("no_sittings", _("Choose at least one session that is still to come."))
    words = reckoning.checked(weights or {})
    with house():
        plan = Plan.objects.create(
            kind=kind,
            cause=cause,
            base=base,
            summary=summary or {},
            weights=words,
            limit=min(limit, LONGEST),
            asked_by=by.token,
            asked_label=by.label[:120],
        )
        plan.sittings.set(chosen)
        trail.record("plan.asked", by=by, subject=("plan", plan.pk))
        jobs.enqueue("majlis.audiences.tasks.reckon", plan=plan.pk)
    return plan


def reckon(plan: int, *, by: Viewer) -> None:
    """Reckon a plan that was asked for. The solver runs with no transaction open; a second run begins anew."""
    with within(by):
        held = _step(plan, "begin")
        change = held.kind == PlanKind.CHANGE
        problem = changes.problem(held) if change else feeding.problem(held.sittings.select_related("place"))
    try:
        found = reckoning.solve(problem, held)
    except Exception:
        with within(by):
            _step(plan, "fail", ready_at=clock.now())
        raise
    with within(by):
        if change:
            figures = changes.outcome(held, problem, found)
        else:
            Line.objects.filter(plan=plan).delete()
            Line.objects.bulk_create(reckoning.lines(held, problem, found))
            figures = reckoning.figures(held, problem, found)
        _step(plan, "propose", ready_at=clock.now(), **figures)
        trail.record("plan.proposed", by=by, subject=("plan", plan))


def approve(plan: Plan, *, by: Viewer, reasons: dict[str, str] | None = None) -> Plan:
    """Approve a plan: the worker lays it out as places, not told yet. Other proposed plans for its sittings go.

    `reasons` are the written reasons for those overtaken past their twenty-ninth day, by what the planner found
    ("promise", "price", "time"); without one for each of these it is refused. They are kept for each person.
    """
    if not rules.has_power_over_plan(by, "approve"):
        raise PermissionDenied
    if plan.kind == PlanKind.CHANGE:
        raise Refused("change", _("Choose it on the page of the change."))
    written = {name: arabic.clean(words)[:400] for name, words in (reasons or {}).items()}
    passed = plan.summary.get("overtaken", [])
    if any(not written.get(one["reason"]) for one in passed):
        raise Refused("overtaken", _("Write first why somebody past his twenty-ninth day is overtaken."))
    with house():
        decide(plan, by=by)
        Overtaking.objects.bulk_create(
            (_overtaking(one, written[one["reason"]], by) for one in passed), ignore_conflicts=True
        )
        jobs.enqueue("majlis.audiences.tasks.lay_out", plan=plan.pk)
    plan.refresh_from_db()
    return plan


def decide(plan: Plan, *, by: Viewer) -> None:
    """Note that a plan is what holds; other proposed plans for its sessions go. Refuses (403) who may not approve."""
    if not rules.has_power_over_plan(by, "approve"):
        raise PermissionDenied
    signed = {"decided_by": by.token, "decided_label": by.label[:120], "decided_at": clock.now()}
    with house():
        _step(plan.pk, "approve", **signed)
        for other in _rivals(plan):
            _step(other, "drop", **signed)
            trail.record("plan.dropped", by=by, subject=("plan", other))
        trail.record("plan.approved", by=by, subject=("plan", plan.pk))


def _overtaking(one: dict[str, Any], reason: str, by: Viewer) -> Overtaking:
    return Overtaking(
        case_id=one["case"],
        by_case_id=one["by"],
        sitting_id=one["sitting"],
        reason=reason,
        by=by.token,
        by_label=by.label[:120],
    )


def _rivals(plan: Plan) -> list[int]:
    """Return the other proposed plans that speak of one of its sittings."""
    others = Plan.objects.filter(state=PlanState.PROPOSED, sittings__in=plan.sittings.all()).exclude(pk=plan.pk)
    return list(others.order_by("pk").distinct().values_list("pk", flat=True))


def drop(plan: Plan, *, by: Viewer) -> Plan:
    """Put a plan aside; nothing of it holds."""
    if not rules.has_power_over_plan(by, "drop"):
        raise PermissionDenied
    with house():
        _step(plan.pk, "drop", decided_by=by.token, decided_label=by.label[:120], decided_at=clock.now())
        trail.record("plan.dropped", by=by, subject=("plan", plan.pk))
    plan.refresh_from_db()
    return plan


def _step(plan: int, name: str, **changes: Any) -> Plan:
    with house():
        held: Plan = Plan.objects.select_for_update(no_key=True).get(pk=plan)
        if not PLAN_MOVES[name].allows(held.state):
            raise Busy()
        for field, value in {**changes, "state": PLAN_MOVES[name].after(held.state)}.items():
            setattr(held, field, value)
        held.version += 1
        held.save()
    return held


def lay_out(plan: int, *, by: Viewer) -> None:
    """Make the places of an approved plan, one transaction each; whoever has his already is passed over.

    What can no longer be made (the time was taken since, the case moved on) is kept in the plan's summary under
    "refused", for people to look at; nobody else waits for it.
    """
    with within(by):
        ids = list(Line.objects.filter(plan=plan, sitting__isnull=False).order_by("rank").values_list("pk", flat=True))
    refused = []
    for count, pk in enumerate(ids, 1):
        try:
            with within(by):
                _lay(pk, by)
        except Refused as no:
            refused.append([pk, str(no)])
        if count % 10 == 0 or count == len(ids):
            _note_progress(plan, 100 * count // len(ids), refused, by)


def _note_progress(plan: int, part: int, refused: list[list[Any]], by: Viewer) -> None:
    with within(by):
        held = Plan.objects.get(pk=plan)
        Plan.objects.filter(pk=plan).update(done_part=part, summary={**held.summary, "refused": refused})


def _lay(line: int, by: Viewer) -> None:
    one = Line.objects.select_related("sitting", "centre", "hall", "case", "appointment").get(pk=line)
    if one.change == Change.KEPT or one.sitting is None or one.centre is None or one.starts_at is None:
        return
    slot = placing.Slot(one.sitting, one.starts_at, one.minutes, Mode(one.mode), one.centre, one.hall)
    held = queries.current(one.case)
    if held is not None:
        if held.starts_at != one.starts_at or held.hall_id != one.hall_id:
            placing.move(held, slot, consented=held.consented, by=by)
        return
    made = appointments.propose(
        one.case,
        one.sitting,
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        mode=slot.mode,
        centre=slot.centre,
        hall=slot.hall,
        by=by,
        source=Source.PLAN,
        host=one.host,
        interpreter=one.interpreter,
    )
    Line.objects.filter(pk=one.pk).update(appointment=made)
