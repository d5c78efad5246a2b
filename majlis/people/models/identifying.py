"""What the identity port keeps while somebody shows who he is. Rows live minutes; a task sweeps them away.

None of these tables names a case. Secrets are kept as keyed digests only.
"""

from __future__ import annotations

from django.db import models

from majlis.core import clock
from majlis.people.models.beneficiary import IDENTITIES, Beneficiary
from majlis.people.states import Channel


class SignIn(models.Model):
    """A redirect to the national sign-in. Its nonce is used once; the browser that began it ends it."""

    nonce = models.CharField(max_length=64, unique=True)
    onward = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    beneficiary = models.ForeignKey(Beneficiary, null=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        """Return the number of the row."""
        return f"sign-in {self.pk}"


class OneTimeCode(models.Model):
    """A code sent to a contact point. `handle` is the digest of what the asker holds; `tries` counts wrong guesses."""

    handle = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=64)
    digest = models.CharField(max_length=120)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the purpose."""
        return self.purpose


class Approval(models.Model):
    """A number shown to the person, to be picked in the national app. `answer` is empty until he has."""

    handle = models.CharField(max_length=64, unique=True)
    identity_kind = models.CharField(max_length=10, choices=IDENTITIES)
    identity_number = models.CharField(max_length=20, db_index=True)
    shown = models.CharField(max_length=2)
    answer = models.CharField(max_length=8, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the number of the row."""
        return f"approval {self.pk}"


class Outage(models.Model):
    """Somebody declared a provider of identities to be down; until `ended_at` it is not offered. No secret in it."""

    provider = models.CharField(max_length=12, choices=[("national", "national"), ("approval", "approval")])
    began_at = models.DateTimeField(default=clock.now)
    began_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider"], condition=models.Q(ended_at__isnull=True), name="people_one_outage_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        """Return the provider."""
        return self.provider
