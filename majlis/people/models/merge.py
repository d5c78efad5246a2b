"""Two records found to be one person: what was moved, so that it can be taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from majlis.core import clock
from majlis.core.viewer import Kind as Looking
from majlis.core.viewer import Viewer
from majlis.people.models.beneficiary import Beneficiary
from majlis.people.states import MergeReason


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges, as far as somebody may look at them."""

    def visible_to(self, viewer: Viewer) -> MergeQuerySet:
        """Return all to the house; staff read a merge through the moves and the trail."""
        return self.all() if viewer.kind is Looking.SYSTEM else self.none()


class Merge(models.Model):
    """`drop` was made part of `keep`.

    `before` and `after` hold the fields of `keep` that the merge changed; `points` the former `whose` of contact
    points that became stricter; `moved` the rows that went over, by kind. With these the merge is undone exactly.
    """

    keep = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="merges")
    drop = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="merged_by")
    reason = models.CharField(max_length=14, choices=MergeReason.choices)
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=40)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    points = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=40, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["drop"], condition=Q(undone_at__isnull=True), name="people_merged_once"),
            models.CheckConstraint(condition=~Q(keep=F("drop")), name="people_merge_of_two"),
        ]

    def __str__(self) -> str:
        """Return the two numbers."""
        return f"{self.drop_id} into {self.keep_id}"
