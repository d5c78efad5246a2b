"""What the acts of this room share."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied

from majlis.centres.models import Centre
from majlis.core.viewer import Kind, Viewer


def allow(yes: bool) -> None:
    """Raise PermissionDenied unless the rule said yes."""
    if not yes:
        raise PermissionDenied


def renew(centre: Centre) -> None:
    """Lock the centre and give its timetable a new value, also on the object that the caller holds."""
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    centre.timetable = uuid.uuid4()
    centre.save(update_fields=["timetable"])


def signed(by: Viewer) -> dict[str, str]:
    """Return the fields of `Declared` that say who; the name of the code that set a day says nothing to anybody."""
    return {"by": by.token, "by_label": "" if by.kind is Kind.SYSTEM else by.label[:120]}
