"""The minister's file for a whole sitting, as it was last put together."""

from __future__ import annotations

from django.db import models

from majlis.audiences.models.sitting import Sitting
from majlis.core import clock


class SittingFile(models.Model):
    """All briefs of a sitting as one PDF with a contents page (ملف الجلسة), for one set of readers and one language.

    `digest` names what it was made of: another brief, order or reader gives another one. `content` is empty while
    it is being made. It goes when the sitting is over.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="files")
    digest = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    pages = models.PositiveSmallIntegerField(default=0)
    content = models.BinaryField(null=True)
    asked_at = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "digest"], name="audiences_one_file_a_state")]

    def __str__(self) -> str:
        """Return how many pages it has."""
        return str(self.pages)
