"""What follow-up shows on the case page and in the rail."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case
from majlis.core.parts import Act, Part, RailLine
from majlis.core.viewer import Viewer
from majlis.followup import queries, rules

_READERS = ("followup_officer", "minister_office", "minister", "programme_director")


def on_case(case: Case, viewer: Viewer) -> Part | None:
    """Show how often the bodies of a case were asked, and what came of it."""
    if not viewer.holds(*_READERS):
        return None
    lines, chases = queries.of_case(case, viewer), queries.chases_of(case, viewer)
    if not lines and not chases:
        return None
    may = viewer.holds("followup_officer")
    shown = {"lines": lines, "chases": chases, "may": may}
    return Part("followup", _("Follow-up"), "followup/parts/case.html", shown, place=510)


def acts_on_case(case: Case, viewer: Viewer) -> list[Act]:
    """Offer to note a chase of each open referral; what the rule asks for today comes first."""
    if case.state != "referred" or not viewer.holds("followup_officer"):
        return []
    acts = []
    for line in queries.of_case(case, viewer):
        if rules.may_chase(viewer, line.referral) and line.why != "question":
            address = reverse("followup:chase", args=[line.referral.pk])
            words = _("Ask %(body)s") % {"body": line.referral.addressee}
            acts.append(Act(f"chase-{line.referral.pk}", words, address, rank=30 if line.why else 200, icon="phone"))
    return acts


def rail(viewer: Viewer) -> list[RailLine]:
    """Offer today's list."""
    if not viewer.holds(*_READERS):
        return []
    return [RailLine("followup", _("Today's follow-up"), reverse("followup:list"), place=500, icon="phone")]
