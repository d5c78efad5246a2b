"""The address under which a calendar program reads the sessions."""

from __future__ import annotations

from django.db import models

from majlis.core import clock


class Feed(models.Model):
    """One officer's calendar feed. Only the digest of its key is kept; `ended_at` is when he took it back."""

    staff = models.ForeignKey("accounts.Staff", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff"], condition=models.Q(ended_at=None), name="audiences_one_feed_an_officer"
            )
        ]

    def __str__(self) -> str:
        """Return when it was made."""
        return f"{self.made_at:%Y-%m-%d}"
