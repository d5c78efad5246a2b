"""Something that must end before a case can be finished."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from majlis.cases.models.case import Case
from majlis.cases.states import Awaited
from majlis.core import clock


class Pending(models.Model):
    """An open thing in a case: a request for papers, an appointment, a task, a referral, an unconfirmed directive.

    Placed by whoever opens the thing and ended by him. `kind` (of states.Awaited) and `key` name it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pending")
    kind = models.CharField(max_length=32, choices=Awaited.choices)
    key = models.CharField(max_length=64)
    due_at = models.DateTimeField(null=True)
    since = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "key"], condition=Q(ended_at__isnull=True), name="cases_pending_once"
            )
        ]
        indexes = [
            models.Index(fields=["kind", "due_at"], name="cases_pending_due", condition=Q(ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        """Return what must end."""
        return f"{self.kind}:{self.key}"
