"""What the level above decides on a complaint about a centre, or on a suggestion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.core.ui.forms import HouseForm, WordsField
from majlis.office.states import Decision

OFFERED = {
    Decision.THANK: _("Thank the person"),
    Decision.APPROVE: _("Accept it, and have it carried out"),
    Decision.DECLINE: _("Decline it, with the reason"),
}


class DecisionForm(HouseForm):
    """The decision, its words for the staff, and what the person will read."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"), choices=list(OFFERED.items()), widget=forms.RadioSelect
    )
    words = WordsField(
        label=_("The directive, for the staff"), rows=3, required=False, max_length=4000,
        help_text=_("The person never reads these words."),
    )  # fmt: skip
    result = WordsField(
        label=_("What the person will read"), rows=5, max_length=4000,
        help_text=_("Somebody else approves the wording before the person reads it."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for the words of a directive that is more than thanks."""
        data = super().clean() or self.cleaned_data
        if data.get("decision") != Decision.THANK and not data.get("words"):
            self.add_error("words", _("Write what is to be done, or why it is declined."))
        return data
