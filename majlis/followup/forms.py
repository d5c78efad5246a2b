"""What is written after asking a body."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.core.ui.forms import EitherDateField, HouseForm, TextField
from majlis.followup.states import LEFT, RAISED, How, Result


class ChaseForm(HouseForm):
    """One contact. What came of it is the button that sends the form."""

    how = forms.ChoiceField(label=_("How"), choices=How.choices)
    who = TextField(label=_("With whom"), max_length=120, required=False)
    note = TextField(label=_("What they said, in a line"), max_length=400, required=False)
    promised_on = EitherDateField(label=_("Promised for"), required=False, tense="future")
    result = forms.ChoiceField(label=_("What came of it"), choices=Result.choices)

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a promise."""
        data = super().clean() or self.cleaned_data
        if data.get("result") == Result.PROMISED and not self.promised(data) and "promised_on" not in self.errors:
            self.add_error("promised_on", _("Say for which day they promise it."))
        return data

    @staticmethod
    def promised(data: dict[str, Any]) -> dt.date | None:
        """Return the day of the promise, or None."""
        day: dt.date | None = data["promised_on"].gregorian if data.get("promised_on") else None
        return day


class RaiseForm(HouseForm):
    """Why it goes a rung up."""

    why = forms.ChoiceField(label=_("Why it goes higher"), choices=list(RAISED.items()))


class LeaveForm(HouseForm):
    """Why nothing is to be done today."""

    why = forms.ChoiceField(label=_("Why nothing is to be done today"), choices=list(LEFT.items()))
