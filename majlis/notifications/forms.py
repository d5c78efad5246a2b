"""The words of a message, as the ministry edits them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.core.ui.forms import HouseForm, TextField, WordsField
from majlis.notifications.values import RTL


class RulingForm(HouseForm):
    """What a second person says of new words."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    native = forms.BooleanField(
        label=_("A person whose language this is has read these words"),
        required=False,
        help_text=_("Without it they go out all the same, and stay marked as awaiting a native reader."),
    )
    why = TextField(label=_("What should be different?"), max_length=250, required=False)

    def __init__(self, *args: object, asks_native: bool, **options: object) -> None:
        """Ask for a native reader only where the house does not write the language itself."""
        super().__init__(*args, **options)
        if not asks_native:
            del self.fields["native"]


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
