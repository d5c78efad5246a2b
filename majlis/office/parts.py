"""What the minister's office shows on the case page and in the rail."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case
from majlis.core.parts import Act, Part, RailLine
from majlis.core.viewer import Viewer
from majlis.office import queries, rules

_READERS = ("minister_office", "minister", "followup_officer", "programme_director")


def on_case(case: Case, viewer: Viewer) -> Part | None:
    """Show the directives and tasks of a case to those who carry them out."""
    if not viewer.holds(*_READERS):
        return None
    found, tasks = queries.directives(case), queries.tasks_of(case)
    if not (found or tasks):
        return None
    may = viewer.holds("minister_office", "minister")
    shown = {"directives": found, "tasks": tasks, "may": may, "case": case}
    return Part("office", _("Directive"), "office/parts/directives.html", shown, place=450)


def brief_of(case: Case, viewer: Viewer) -> Part | None:
    """Show the brief of a case to the officer beside the minister, None to whoever may not read it.

    A line "who: what" of the opinions, or "option: consequence", stands in two columns.
    """
    if not rules.may_read_brief(viewer, case):
        return None
    brief = queries.brief_of(case)
    shown = {
        "case": case,
        "brief": brief,
        "opinions": _pairs(brief.opinions) if brief else [],
        "options": _pairs(brief.options) if brief else [],
    }
    return Part("brief", _("Brief"), "office/parts/sheet.html", shown, place=100)


def _pairs(words: str) -> list[tuple[str, str]]:
    lines = (line.strip() for line in words.splitlines() if line.strip())
    return [(first.strip(), rest.strip()) for first, _colon, rest in (line.partition(":") for line in lines)]


def acts_on_case(case: Case, viewer: Viewer) -> list[Act]:
    """Offer the brief, a task and the directive."""
    acts = []
    if rules.may_brief(viewer, case) and case.state in ("to_present", "accepted", "scheduled", "waiting"):
        first = case.state == "to_present"
        address = reverse("office:brief", args=[case.reference])
        acts.append(Act("brief", _("Write the brief"), address, rank=20 if first else 300, icon="file"))
    if rules.may_set_task(viewer, case):
        address = reverse("office:task", args=[case.reference])
        acts.append(Act("task", _("Set the office a task"), address, rank=330, icon="clock"))
    if rules.may_decide(viewer, case):
        address = reverse("office:directive", args=[case.reference])
        acts.append(Act("directive", _("Take down the directive"), address, rank=15, icon="check"))
    return acts


def rail(viewer: Viewer) -> list[RailLine]:
    """Offer the lists of the office and the minister; the director finds his on the workbench."""
    lines = []
    if viewer.holds("minister_office", "minister"):
        lines = [
            RailLine("to_present", _("To be presented"), reverse("office:list"), place=400, icon="file"),
            RailLine("delegated", _("Decided by the office"), reverse("office:delegated"), place=410, icon="check"),
            RailLine("confirm", _("To be confirmed"), reverse("office:confirmations"), place=420, icon="clock"),
            RailLine("tasks", _("Tasks of the office"), reverse("office:tasks"), place=425, icon="flag"),
            RailLine("standing", _("Standing directives"), reverse("office:standing"), place=430, icon="list"),
        ]
    return lines
