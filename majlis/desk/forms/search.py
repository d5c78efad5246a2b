"""A pair of words for the search."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.core.ui.forms import HouseForm, TextField


class SynonymForm(HouseForm):
    """Two words that mean the same."""

    word = TextField(label=_("Word"), max_length=60, help_text=_("As people type it: dialect, or a broken plural."))
    same_as = TextField(label=_("Means the same as"), max_length=60)
