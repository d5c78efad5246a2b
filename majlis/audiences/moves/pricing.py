"""The exact price of another session for somebody: asked for, reckoned by the worker, kept on his line of the plan."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.audiences import feeding, queries, reckoning, rules
from majlis.audiences.models import Line, Plan
from majlis.audiences.planner import plans, replan
from majlis.audiences.planner.problem import Problem
from majlis.audiences.planner.weights import Settings
from majlis.core import jobs
from majlis.core.errors import Refused
from majlis.core.scope import house, within
from majlis.core.viewer import Viewer


def ask(plan: Plan, case: int, *, by: Viewer) -> Line:
    """Ask for the exact price of each other session for a case. Refuses (403) who does not plan.

    Asked again while it is being reckoned, it is reckoned once.
    """
    if not rules.may_plan(by):
        raise PermissionDenied
    with house():
        line = Line.objects.filter(plan=plan, case=case).first()
        if line is None:
            raise Refused("no_line", _("This plan says nothing of the case. Ask for a plan anew."))
        asked = max(0, plan.sittings.count() - (line.sitting_id is not None))
        if jobs.enqueue("majlis.audiences.tasks.price", once=f"price:{line.pk}", line=line.pk):
            line.prices = {"asked": asked, "rows": []}
            line.save(update_fields=["prices"])
    return line


def reckon(line: int, *, by: Viewer) -> None:
    """Reckon the price of each other session and keep it as it is found; the solver runs with no transaction open."""
    with within(by):
        held = Line.objects.select_related("plan").get(pk=line)
        ahead = queries.of_plan(held.plan)
        problem = feeding.problem(ahead)
        made = reckoning.as_made(held.plan, problem)
    settings, rows = Settings(**held.plan.weights), []
    others = [one for one in ahead if one.pk != held.sitting_id]
    for sitting in others:
        found = _price(problem, made, str(held.case_id), str(sitting.pk), settings)
        rows.append(reckoning.priced(found, sitting.pk))
        with within(by):
            Line.objects.filter(pk=line).update(prices={"asked": len(others), "rows": rows})


def _price(problem: Problem, made: plans.Plan, case: str, sitting: str, settings: Settings) -> replan.Price:
    if all(one.id != case for one in problem.requests):
        return replan.Price(0.0, barred="gone")
    return replan.price(problem, made, case, sitting, settings, seed=made.seed)
