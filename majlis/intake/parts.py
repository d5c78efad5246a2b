"""What taking in shows on the case page and in the rail: whom the house has rung."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case
from majlis.core.parts import Act, RailLine
from majlis.core.viewer import Viewer
from majlis.intake import queries, rules


def acts_on_case(case: Case, viewer: Viewer) -> list[Act]:
    """Ask whoever was rung to say that he has it in hand, before anything else."""
    if not rules.may_be_rung(viewer) or not queries.is_rung(case, viewer):
        return []
    return [Act("duty", _("I have it in hand"), reverse("intake:duty", args=[case.reference]), rank=1, icon="phone")]


def rail(viewer: Viewer) -> list[RailLine]:
    """Offer the calls to whoever is rung."""
    if not rules.may_be_rung(viewer):
        return []
    return [RailLine("duty", _("Rung for you"), reverse("intake:calls"), place=5, icon="phone")]
