"""The words of a message, as the ministry edits them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.core.ui.forms import HouseForm, TextField, WordsField


class WordsForm(HouseForm):
    """Subject and words for one kind, channel and language; an SMS has no subject, a call none that is said."""

    subject = TextField(label=_("Subject"), max_length=200, required=False)
    body = WordsField(label=_("Words"), rows=8)
    shown = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: object, channel: str, **options: object) -> None:
        """Leave the subject out where the channel has none."""
        super().__init__(*args, **options)
        if channel != "email":
            del self.fields["subject"]
