"""The questions about the matter: what it is, whether it is urgent, of whom, for whom, at which centre."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from majlis.catalogue.forms import field_for
from majlis.catalogue.questions import Question
from majlis.core.ui.forms import EitherDateField, HouseForm, NameField, TextField, WordsField
from majlis.people import rules
from majlis.people.states import Standing
from majlis.portal.forms.files import FilesField
from majlis.portal.walk import Choice

SAID = "said"
"""The line that files answer which say the matter itself: a recording, a photographed letter."""

Upload = tuple[str, "UploadedFile[Any]", str]
"""A file of a form: the field it came in, the file, and the line of the list that it answers."""

NO, DANGER, DATE = "no", "danger", "date"
ME, OTHER = "me", "other"


class WordsForm(HouseForm):
    """What is asked, in words, or in a recording or photograph instead of them."""

    words = WordsField(required=False)
    recording = FilesField(
        label=_("Or speak it, or photograph a letter"),
        help_text=_("A recording, photographs or a PDF. What you say we write down."),
    )

    def __init__(self, *args: Any, label: str, help_text: str, has_files: bool, **options: Any) -> None:
        """`has_files` tells that a recording or photograph was sent before."""
        super().__init__(*args, **options)
        self.fields["words"].label, self.fields["words"].help_text = label, help_text
        self.fields["words"].widget.attrs["autocomplete"] = "off"
        self._has_files = has_files

    def clean(self) -> dict[str, Any]:
        """Ask for words unless there is something to hear or see."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not (found.get("words") or found.get("recording") or self._has_files or "words" in self.errors):
            sentence = _("Write a few words, or add a recording or a photograph.")
            self.add_error("words", ValidationError(sentence, code="required"))
        return found

    def uploads(self) -> list[Upload]:
        """Return the files that were chosen."""
        return [("recording", one, SAID) for one in self.cleaned_data.get("recording", [])]


class UrgentForm(HouseForm):
    """Whether someone is in danger, or a date passes."""

    judged_whole = ("passes_on",)

    urgent = forms.ChoiceField(
        label=_("Is it urgent?"),
        choices=[
            (NO, _("No")),
            (DATE, _("A date passes, after which it is too late")),
            (DANGER, _("Someone is in danger")),
        ],
        widget=forms.RadioSelect,
    )
    passes_on = EitherDateField(label=_("Which date?"), required=False, tense="future")

    def __init__(self, *args: Any, emergency: str, **options: Any) -> None:
        """`emergency` is the number to call first."""
        super().__init__(*args, **options)
        self.fields["urgent"].hints = {  # type: ignore[attr-defined]
            DATE: _("Such as an operation, a journey or the end of a time limit."),
            DANGER: _("Call %(number)s first. Then go on here: we ring an officer on duty at any hour.")
            % {"number": emergency},
        }

    def clean(self) -> dict[str, Any]:
        """Ask for the date where one passes."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("urgent") == DATE and not found.get("passes_on") and "passes_on" not in self.errors:
            self.add_error("passes_on", ValidationError(_("Write the date that passes."), code="required"))
        return found


class QuestionForm(HouseForm):
    """One question of the service."""

    def __init__(self, *args: Any, question: Question, **options: Any) -> None:
        """Take the field from the catalogue."""
        super().__init__(*args, **options)
        self.fields["answer"] = field_for(question)


class RespondentForm(HouseForm):
    """Who is complained of: one of ours or of the bodies that the house knows, or in words. He may be unknown."""

    known = forms.ChoiceField(label=_("Which body or section?"), required=False)
    name = TextField(
        label=_("Who, in your words?"),
        required=False,
        max_length=160,
        help_text=_("A name, a post, or where you met him. Leave it empty if you do not know."),
    )

    def __init__(self, *args: Any, offered: Sequence[Choice], **options: Any) -> None:
        """Offer the bodies or sections that can be named."""
        super().__init__(*args, **options)
        field: Any = self.fields["known"]
        field.choices = [("", _("Another one, or I do not know")), *((one.code, one.name) for one in offered)]


class WithholdForm(HouseForm):
    """Asked on every complaint."""

    withhold = forms.ChoiceField(
        label=_("Shall we withhold your name?"),
        choices=[("yes", _("Yes, withhold my name")), ("no", _("No, my name may be told"))],
        widget=forms.RadioSelect,
        help_text=_("Then those you complain of see nothing by which you can be known, unless you tell it yourself."),
    )


class WhomForm(HouseForm):
    """For oneself or for another."""

    whom = forms.ChoiceField(
        label=_("For whom is the request?"),
        choices=[(ME, _("For myself")), (OTHER, _("For someone else"))],
        widget=forms.RadioSelect,
    )


class StandingForm(HouseForm):
    """For whom, and by what right."""

    name = NameField(label=_("The person's name"))
    standing = forms.ChoiceField(
        label=_("By what right do you act for the person?"), choices=Standing.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say under each standing whether a paper is asked for."""
        super().__init__(*args, **options)
        self.fields["standing"].hints = {  # type: ignore[attr-defined]
            one: _("We ask for the paper that shows it.") if rules.proofs_for(one) else _("No paper is asked for.")
            for one in Standing.values
        }


class CentreForm(HouseForm):
    """The centre that takes care of the request."""

    centre = forms.ChoiceField(
        label=_("Which centre is nearest to you?"),
        widget=forms.RadioSelect,
        help_text=_("You can go on in any other centre later."),
    )

    def __init__(self, *args: Any, offered: Sequence[Choice], **options: Any) -> None:
        """Offer the centres that receive people."""
        super().__init__(*args, **options)
        field: Any = self.fields["centre"]
        field.choices = [(one.code, one.name) for one in offered]
        field.hints = {one.code: one.hint for one in offered if one.hint}
