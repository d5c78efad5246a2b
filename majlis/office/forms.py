"""What the minister's office writes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.catalogue.models import Category
from majlis.core.ui.forms import EitherDateField, HouseForm, TextField, WordsField
from majlis.office.models import Brief
from majlis.office.queries import PAGE_PREFIX
from majlis.office.states import EFFECTS, Decision


class BriefForm(HouseForm):
    """The parts of a brief; the page has room for just so much."""

    lines = WordsField(label=_("What it is about, in three lines"), max_length=600, rows=4)
    asked = WordsField(label=_("What is asked"), max_length=400, rows=2)
    opinions = WordsField(label=_("What the bodies say, a line each"), max_length=900, rows=3, required=False)
    options = WordsField(label=_("Options and what follows, a line each"), max_length=900, rows=3, required=False)
    proposed = WordsField(label=_("What the office proposes"), max_length=400, rows=2, required=False)


class DirectiveForm(HouseForm):
    """What was decided."""

    decision = forms.ChoiceField(label=_("What was decided?"), choices=Decision.choices, widget=forms.RadioSelect)
    words = WordsField(label=_("The directive's words"), max_length=2000, rows=4, required=False)
    until = EitherDateField(label=_("Kept until"), required=False, tense="future")
    scan = forms.FileField(label=_("The minister's handwritten page, scanned"), required=False)
    code = TextField(label=_("The code at the foot of the page"), max_length=60, required=False)

    def __init__(self, *args: Any, brief: Brief | None, offered: list[str], **options: Any) -> None:
        """Take the brief whose page may come back with the directive, and what may be decided where the case stands.

        Without a brief no page is asked for.
        """
        super().__init__(*args, **options)
        self.brief = brief
        fields: dict[str, Any] = self.fields
        fields["decision"].choices = [(code, words) for code, words in Decision.choices if code in offered]
        if Decision.KEEP not in offered:
            del self.fields["until"]
        if brief is None:
            del self.fields["scan"], self.fields["code"]

    def clean(self) -> dict[str, Any]:
        """Ask for what the decision needs."""
        data = super().clean() or self.cleaned_data
        code = data.get("code", "").removeprefix(PAGE_PREFIX)
        if self.brief and data.get("scan") and code != self.brief.code:
            self.add_error("code", _("This is not the code of this case's page. Scan the code at its foot."))
        effect = EFFECTS.get(data.get("decision", ""))
        if effect and effect.needs_words and not data.get("words"):
            self.add_error("words", _("Write the directive's words first."))
        if effect and effect.needs_day and not (data.get("until") and data["until"].gregorian):
            self.add_error("until", _("Say until which day it is kept; the day must be still to come."))
        return data


class BackForm(HouseForm):
    """From which day a case without a directive is presented again."""

    until = EitherDateField(label=_("To be presented again from"), tense="future")


class StandingForm(HouseForm):
    """A standing directive of the minister."""

    category = forms.ModelChoiceField(
        label=_("For which category"), queryset=Category.objects.none(), required=False, empty_label=_("All categories")
    )
    words = WordsField(label=_("The directive's words"), max_length=2000, rows=4)
    limits = TextField(label=_("Its limits"), max_length=400, required=False)
    begins = EitherDateField(label=_("From"))
    ends = EitherDateField(label=_("Until the end of"), tense="future")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the categories in use."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["category"]
        chosen.queryset = Category.objects.filter(active=True)


class TaskForm(HouseForm):
    """A task of the office."""

    words = TextField(label=_("What must be done"), max_length=400)
    due = EitherDateField(label=_("By"), tense="future")
