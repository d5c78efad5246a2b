"""Fields that take files: photographs, scans, recordings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

ACCEPTED = "image/*,audio/*,application/pdf"
"""What a phone offers first. What may really come in is judged by content (cases.papers)."""


class Files(forms.FileInput):
    """A control that takes several files; on a phone also the camera and the recorder."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Say which kinds are welcome."""
        super().__init__({"accept": ACCEPTED, "multiple": True} | (attrs or {}))


class FilesField(forms.FileField):
    """Any number of files, as a list. None is required here: the form judges what else was said."""

    widget = Files

    def __init__(self, **options: Any) -> None:
        """Never be required by itself."""
        super().__init__(**(options | {"required": False}))

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return the files that were chosen."""
        return [one for one in (data or []) if one]
