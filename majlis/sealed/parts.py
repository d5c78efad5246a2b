"""What the compartment puts on the pages of other rooms: two lines beside its officer's pages, without a number."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from majlis.core.parts import RailLine
from majlis.core.viewer import Viewer
from majlis.sealed import rules


def rail(viewer: Viewer) -> list[RailLine]:
    """Offer an officer of the compartment his reports and the keys; nobody else is told that there are any."""
    if not rules.is_officer(viewer):
        return []
    return [
        RailLine("sealed", _("Security reports"), reverse("sealed:list"), place=10, icon="shield"),
        RailLine("sealed_keys", _("Keys"), reverse("sealed:keys"), place=20, icon="lock"),
    ]
