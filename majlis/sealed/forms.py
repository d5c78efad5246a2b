"""The forms of the compartment: what a reporter writes, his seven words, and what an officer's browser sends back."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from majlis.bodies.models import Body
from majlis.core.ui.forms import HouseForm, TextField, WordsField
from majlis.sealed.crypto import codes
from majlis.sealed.crypto.parts import Given
from majlis.sealed.models import PassedOn
from majlis.sealed.moves.taking_in import MOST_WORDS
from majlis.sealed.photos import without_hidden


class Papers(forms.FileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Several files, as papers in memory."""

    widget = Papers

    def clean(self, data: Any, initial: Any = None) -> list[Given]:
        """Return the papers; an empty file is no paper."""
        chosen: list[UploadedFile[Any]] = [one for one in (data or []) if one]
        return [Given(str(one.name), one.content_type or "", one.read()) for one in chosen if one.size]


class SafeForm(HouseForm):
    """What a reporter writes. Only words or papers are asked; a name is never needed."""

    judged_whole = ("words",)

    words = WordsField(label=_("What do you know?"), max_length=MOST_WORDS, rows=10, required=False)
    papers = PapersField(
        label=_("Papers or photographs"),
        required=False,
        help_text=_("At most five files, each up to 10 megabytes. They are encrypted like your words."),
    )
    clean_photos = forms.BooleanField(
        label=_("Take the hidden place, time and camera out of photographs"), required=False, initial=True
    )
    name = TextField(label=_("Your name, only if you want to give it"), max_length=150, required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def clean_form_key(self) -> str:
        """Return the key that was minted when the form was shown."""
        key: str = self.cleaned_data["form_key"]
        if not codes.is_form_key(key):
            raise ValidationError(_("Open this page again and write once more."), code="form_key")
        return key

    def clean(self) -> dict[str, Any]:
        """Draw photographs anew when that was asked."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("clean_photos"):
            found["papers"] = [without_hidden(paper) for paper in found.get("papers", [])]
        return found


class CodeForm(HouseForm):
    """The seven words of a reporter who comes back."""

    code = TextField(
        label=_("Your seven words"),
        max_length=300,
        help_text=_("In their order, with a space between them. Vowel marks and capitals make no difference."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class SealedField(forms.CharField):
    """Bytes that a browser sealed, in base64."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Return the bytes; refuse what is not base64."""
        try:
            return b64decode(str(value or ""), validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValidationError(_("This did not arrive whole. Try once more."), code="base64") from error

    def validate(self, value: Any) -> None:
        """Refuse nothing at all."""
        if not value:
            raise ValidationError(_("This did not arrive whole. Try once more."), code="empty")

    def run_validators(self, value: Any) -> None:
        """Check no characters: these are bytes."""


class VersionForm(HouseForm):
    """An act on the version of a report that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(VersionForm):
    """An answer that the officer's browser sealed twice. Its words are no field: they never travel."""

    to_reporter = SealedField()
    to_officers = SealedField()


class PassOnForm(VersionForm):
    """To whom a report was handed."""

    body = forms.ModelChoiceField(
        label=_("Handed to"), queryset=Body.objects.none(), required=False, empty_label=_("The minister")
    )
    how = forms.ChoiceField(
        label=_("In which way"),
        choices=[
            (PassedOn.PRINTED, _("On paper printed here")),
            (PassedOn.RESEALED, _("In a file sealed to their key")),
        ],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the security bodies."""
        super().__init__(*args, **options)
        field: Any = self.fields["body"]
        field.queryset = Body.objects.filter(security=True, active=True)


class KeyForm(HouseForm):
    """The public half of a key that a browser made."""

    box = SealedField()
    verify = SealedField()


class AdmissionForm(HouseForm):
    """A signature on a key, made with the officer's own key, or with the compartment's by two holders of shares."""

    signature = SealedField()
    shares = forms.BooleanField(required=False, widget=forms.HiddenInput)
