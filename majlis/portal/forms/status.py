"""What is asked of somebody who comes back to his request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from majlis.core.secrets import PIN_LENGTH
from majlis.core.ui.forms import DigitsField, HouseForm, ReferenceField, WordsField
from majlis.portal.forms.files import FilesField
from majlis.portal.forms.papers import NONE, PapersForm


class NumberForm(HouseForm):
    """The number of a request."""

    reference = ReferenceField(label=_("Reference number"), help_text=_("Ten digits, in the message we sent you."))


class OpenForm(NumberForm):
    """The number of a request and its PIN."""

    pin = DigitsField(
        label=_("PIN"), length=PIN_LENGTH, help_text=_("The six digits that you wrote down when you sent it.")
    )


class CodeForm(HouseForm):
    """The code that was sent to the person's safe phone or mailbox."""

    code = DigitsField(label=_("The code from the message"), length=PIN_LENGTH)


class AnswerForm(PapersForm):
    """What was asked for: a file, or a word that it cannot be got, for each line; and what else is to be said."""

    words = WordsField(
        label=_("Your words"),
        help_text=_("If a paper cannot be got, say why. Nobody loses a request for want of a paper he cannot get."),
        required=False,
        max_length=2000,
        rows=4,
    )

    def __init__(self, *args: Any, asked_in_words: bool = False, **options: Any) -> None:
        """`asked_in_words` tells that we wrote for something beyond the list: an answer in words is then enough."""
        super().__init__(*args, **options)
        self.asked_in_words = asked_in_words
        for line in self.lines:
            self.fields[NONE + line.code].label = _("I cannot get it")
        self.order_fields([name for name in self.fields if name != "words"] + ["words"])

    def clean(self) -> dict[str, Any]:
        """Ask for words where a paper cannot be got, and where nothing at all was sent."""
        found = super().clean()
        without = any(found.get(NONE + line.code) for line in self.lines)
        if without and not found.get("words"):
            self.add_error("words", ValidationError(_("Say in a few words why you cannot get the paper.")))
        elif self.asked_in_words and not self.lines and not found.get("words"):
            self.add_error("words", ValidationError(_("Write your answer first.")))
        return found


class AddedForm(HouseForm):
    """Something more that the person wants to say or show."""

    judged_whole = ("words",)

    words = WordsField(label=_("What do you want to add?"), required=False, max_length=4000)
    attached = FilesField(
        label=_("Or a paper, a photograph, a recording"), help_text=_("A photograph taken with a phone is enough.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words unless there is something to see or hear."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not (found.get("words") or found.get("attached") or self.errors):
            self.add_error("words", ValidationError(_("Write a few words, or add a file."), code="required"))
        return found


class WishForm(HouseForm):
    """When the person could come instead."""

    wish = WordsField(
        label=_("Which days and hours suit you?"),
        help_text=_("For example: any day after 10 o'clock, or not before the end of the month."),
        max_length=400,
        rows=3,
    )


class WithdrawForm(HouseForm):
    """The PIN once more, so that nobody withdraws another's request from an open screen."""

    pin = DigitsField(label=_("PIN"), length=PIN_LENGTH, help_text=_("Once more, so that nobody does it for you."))


class ObjectForm(HouseForm):
    """What the person objects to."""

    words = WordsField(label=_("What do you object to, and why?"), max_length=4000)


class ScoreForm(HouseForm):
    """How satisfied the person is."""

    score = forms.TypedChoiceField(
        label=_("How satisfied are you with how we served you?"),
        coerce=int,
        choices=[
            (5, _("Very satisfied")),
            (4, _("Satisfied")),
            (3, _("Neither satisfied nor dissatisfied")),
            (2, _("Dissatisfied")),
            (1, _("Very dissatisfied")),
        ],
        widget=forms.RadioSelect,
    )
    words = WordsField(label=_("What should we do better?"), required=False, max_length=2000, rows=4)
