"""What saving a view asks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.core.ui.forms import HouseForm, TextField


class ViewForm(HouseForm):
    """The name of a view."""

    name = TextField(label=_("Name of the view"), max_length=60)
