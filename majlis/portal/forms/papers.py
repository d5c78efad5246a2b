"""The papers that a service asks for: each is sent, or the person says that he does not have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from majlis.core.ui.forms import HouseForm
from majlis.portal.forms.files import FilesField
from majlis.portal.forms.request import Upload
from majlis.portal.walk import Sent

FILE, NONE = "paper_", "none_"


class Line:
    """One asked paper: its code and name, and the files that were sent for it before."""

    def __init__(self, code: str, name: str, hint: str, *, required: bool, sent: Sequence[Sent]) -> None:
        """Keep what the form and its page show."""
        self.code, self.name, self.hint, self.required, self.sent = code, name, hint, required, sent


class PapersForm(HouseForm):
    """All asked papers on one page. Who does not have a required one says so, and the request goes on."""

    def __init__(self, *args: Any, lines: Sequence[Line], **options: Any) -> None:
        """Make a pair of fields for each paper."""
        super().__init__(*args, **options)
        self.lines = lines
        self.judged_whole = tuple(FILE + line.code for line in lines if line.required)
        for line in lines:
            self.fields[FILE + line.code] = FilesField(label=line.name, help_text=line.hint)
            self.fields[NONE + line.code] = forms.BooleanField(label=_("I do not have it"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a file or a word on each required paper."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for line in self.lines:
            if line.required and not (found.get(FILE + line.code) or found.get(NONE + line.code) or line.sent):
                sentence = _("Choose a file for “%(paper)s”, or say that you do not have it.")
                self.add_error(FILE + line.code, ValidationError(sentence, params={"paper": line.name}))
        return found

    def uploads(self) -> list[Upload]:
        """Return the files that were chosen."""
        found: list[Upload] = []
        for line in self.lines:
            name = FILE + line.code
            found += [(name, one, line.code) for one in self.cleaned_data.get(name, [])]
        return found

    def rows(self) -> list[tuple[Line, BoundField, BoundField]]:
        """Return what the page shows: each line with its two fields."""
        return [(line, self[FILE + line.code], self[NONE + line.code]) for line in self.lines]
