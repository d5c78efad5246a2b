"""What this room puts beside a case: who acts for its person, and the way to his record."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from majlis.core.parts import Part
from majlis.core.viewer import Viewer
from majlis.people import rules
from majlis.people.models import Beneficiary
from majlis.people.queries.record import standings


def on_case(case: Any, viewer: Viewer) -> Part | None:
    """Return the part for those whose work it is to keep the records; `case` has a `beneficiary`."""
    person: Beneficiary = case.beneficiary
    if not viewer.is_staff or not rules.may_look_up(viewer):
        return None
    shown = {"standings": standings(viewer, person), "person_id": person.merged_into_id or person.pk}
    return Part("person", _("Record of the person"), "people/part.html", shown, place=100, side=True)
