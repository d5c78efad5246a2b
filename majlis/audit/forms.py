"""The check, and what may follow from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.audit.checks import ANSWERS, DECISIONS, QUESTIONS, Answered
from majlis.bodies.models import Body
from majlis.cases import reasons
from majlis.cases.models import ChecklistItem
from majlis.cases.states import Road
from majlis.core.ui.forms import EitherDateField, HouseForm, WordsField

KEYS = {
    "accept": ("KeyA", "A"),
    "ask_for_papers": ("KeyP", "P"),
    "send_back": ("KeyB", "B"),
    "refuse": ("KeyR", "R"),
    "not_ours": ("KeyO", "O"),
}


class CheckForm(HouseForm):
    """The questions of the check, the decision, and what each decision needs."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"), choices=list(DECISIONS.items()), widget=forms.RadioSelect
    )
    road = forms.ChoiceField(label=_("Its road"), choices=Road.choices, required=False)
    papers = forms.MultipleChoiceField(
        label=_("Which papers are missing?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    missing = WordsField(label=_("What else is missing, in words for the person"), required=False, rows=3)
    due_on = EitherDateField(label=_("To come by"), required=False)
    sent_back = forms.ChoiceField(label=_("What is to be mended"), required=False)
    refused = forms.ChoiceField(label=_("Why it is not accepted"), required=False)
    words = WordsField(label=_("In plain words for the person"), required=False, rows=4)
    body = forms.ModelChoiceField(label=_("Whose it is"), queryset=Body.objects.none(), required=False)
    to_body = WordsField(label=_("What the letter to the body says beside"), required=False, rows=3)

    def __init__(self, *args: Any, items: list[ChecklistItem], bodies: list[Body], **options: Any) -> None:
        """Take the case's checklist and the bodies to which it may go, and build the questions."""
        super().__init__(*args, **options)
        chosen: Any = self.fields
        chosen["papers"].choices = [(item.code, item) for item in items]
        chosen["sent_back"].choices = list(reasons.SENT_BACK.items())
        chosen["refused"].choices = list(reasons.REFUSED.items())
        chosen["body"].queryset = Body.objects.filter(pk__in=[body.pk for body in bodies])
        for code, words in QUESTIONS.items():
            self.fields[f"q_{code}"] = forms.ChoiceField(
                label=str(words), choices=list(ANSWERS.items()), required=False, widget=forms.RadioSelect
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        """Return the fields of the check's questions."""
        return [self[f"q_{code}"] for code in QUESTIONS]

    @property
    def decisions(self) -> list[tuple[Any, str, str]]:
        """Return each decision with its key and what is printed on it."""
        return [(one, *KEYS[one.data["value"]]) for one in self["decision"].subwidgets]

    @property
    def answered(self) -> Answered:
        """Return the answers that were given."""
        given = {code: self.cleaned_data.get(f"q_{code}", "") for code in QUESTIONS}
        return Answered({code: answer for code, answer in given.items() if answer})

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen decision needs."""
        data = super().clean() or self.cleaned_data
        decision = data.get("decision")
        if decision == "ask_for_papers" and not (data.get("due_on") and data["due_on"].gregorian):
            self.add_error("due_on", _("Say by which day the papers should come."))
        if decision == "refuse" and not data.get("words"):
            self.add_error("words", _("Write to the person, in plain words, why it was not accepted and what is left."))
        if decision == "not_ours" and not data.get("body"):
            self.add_error("body", _("Choose the body that it belongs to."))
        return data
