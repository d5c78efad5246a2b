"""Who comes with the person to his appointment."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.core.ui.forms import HouseForm, TextField, WordsField


class CompanionsForm(HouseForm):
    """Names, car and what is needed at the gate; all of it may be left empty."""

    names = WordsField(
        label=_("Who comes with you?"),
        help_text=_("One name a line, as it stands on the identity card. Children too."),
        required=False,
        max_length=1400,
        rows=3,
    )
    plate = TextField(label=_("Plate of your car"), required=False, max_length=20)
    wheelchair = forms.BooleanField(label=_("I need a wheelchair at the gate"), required=False)

    def each(self) -> list[str]:
        """Return the names, one by one."""
        return [line for line in self.cleaned_data["names"].splitlines() if line.strip()]
