"""The words of a message, as the ministry edits them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.core.ui.forms import HouseForm, TextField, WordsField
from majlis.notifications.values import RTL


class WordsForm(HouseForm):
    """Subject and words for one kind, channel and language; an SMS has no subject, a call none that is said."""

    subject = TextField(label=_("Subject"), max_length=200, required=False)
    body = WordsField(label=_("Words"), rows=8)
    shown = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: object, channel: str, language: str, **options: object) -> None:
        """Leave the subject out where the channel has none; the fields read as their language does."""
        super().__init__(*args, **options)
        for name in ("subject", "body"):
            self.fields[name].widget.attrs |= {"lang": language, "dir": "rtl" if language in RTL else "ltr"}
        if channel != "email":
            del self.fields["subject"]
