"""What a caller writes down: three buttons and one list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.core.ui.forms import HouseForm
from majlis.notifications.states import CallNote, CallResult


class OutcomeForm(HouseForm):
    """How a call ended, and what else the caller learnt."""

    result = forms.ChoiceField(label=_("How did the call end?"), choices=CallResult.choices)
    note = forms.ChoiceField(label=_("What else did you learn?"), choices=CallNote.choices, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
