"""The acts of the desk that are no plain act of `cases`: sealing, and deciding above a centre."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.cases import rules as cases
from majlis.cases.models import Case
from majlis.cases.states import Road, State
from majlis.core.parts import Act
from majlis.core.viewer import Viewer
from majlis.office import rules as office


def acts_on_case(case: Case, viewer: Viewer) -> list[Act]:
    """Offer the decision to the level above, the sealing to who works on the case."""
    found = []
    above = case.road == Road.SERVICE and case.state == State.ACCEPTED and office.may_decide_service(viewer)
    if above and not cases.is_barred(viewer, case):
        found.append(
            Act("decision", _("Decide and answer"), reverse("desk:decision", args=[case.reference]), 10, icon="scale")
        )
    if cases.may(viewer, "seal", case):
        address = reverse("desk:sealing", args=[case.reference])
        found.append(Act("sealing", _("A security matter"), address, 900, icon="lock", danger=True))
    return found
