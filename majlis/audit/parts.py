"""What audit shows on the case page and in the rail."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.audit import queries, rules
from majlis.cases.models import Case
from majlis.core.parts import Act, Part, RailLine
from majlis.core.viewer import Viewer


def on_case(case: Case, viewer: Viewer) -> Part | None:
    """Show the checks of a case to whoever works on it, when there are some."""
    found = queries.checks(case)
    if not found:
        return None
    return Part("audit", _("Checks"), "audit/parts/checks.html", {"checks": found}, place=350)


def acts_on_case(case: Case, viewer: Viewer) -> list[Act]:
    """Offer the check."""
    if not rules.may_check(viewer, case):
        return []
    return [Act("check", _("Check and decide"), reverse("audit:check", args=[case.reference]), rank=10, icon="check")]


def rail(viewer: Viewer) -> list[RailLine]:
    """Offer the list of what waits for a check."""
    lines = []
    if viewer.holds("audit_officer"):
        lines.append(RailLine("audit", _("Audit"), reverse("audit:list"), place=300, icon="check"))
    if viewer.holds("audit_officer", "minister_office"):
        lines.append(RailLine("handover", _("Handover lists"), reverse("audit:handovers"), place=310, icon="list"))
    return lines
