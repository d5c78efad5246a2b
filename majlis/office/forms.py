"""What the minister's office writes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.catalogue.models import Category
from majlis.core.ui.forms import EitherDateField, HouseForm, TextField, WordsField


class BriefForm(HouseForm):
    """The parts of a brief; the page has room for just so much."""

    lines = WordsField(label=_("What it is about, in three lines"), max_length=600, rows=4)
    asked = WordsField(label=_("What is asked"), max_length=400, rows=2)
    opinions = WordsField(label=_("What the bodies say, a line each"), max_length=900, rows=3, required=False)
    options = WordsField(label=_("Options and what follows, a line each"), max_length=900, rows=3, required=False)
    proposed = WordsField(label=_("What the office proposes"), max_length=400, rows=2, required=False)


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
