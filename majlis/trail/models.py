"""The append-only book: entries, looks and the keys of acts that happen once.

No foreign keys: the trail lies below every room and outlives what it tells of.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from majlis.core import clock
from majlis.core.viewer import Kind


class Entry(models.Model):
    """One line of the book: what happened, who did it, when, on what. Never changed, never deleted.

    Entries of one case are chained: `hash` covers the entry and the hash before it; `seq` counts from 1.
    `facts` hold codes and ids, never free words.
    """

    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.BigIntegerField()
    actor_label = models.CharField(max_length=120)
    on_behalf_of = models.CharField(max_length=120, blank=True)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    case_id = models.BigIntegerField(null=True)
    seq = models.PositiveIntegerField(null=True)
    facts = models.JSONField(default=dict)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_id", "seq"], name="trail_entry_one_per_place"),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="trail_entry_subject"),
            models.Index(fields=["kind", "at"], name="trail_entry_kind_at"),
        ]

    def __str__(self) -> str:
        """Return the kind and the place in the chain."""
        return f"{self.kind} #{self.seq}"

    @property
    def who(self) -> str:
        """Return who acted as the staff read it: the name of the code that did what nobody did says nothing to them."""
        return _("The house by itself") if self.actor_kind == Kind.SYSTEM else self.actor_label


class Look(models.Model):
    """Somebody read a case: one line a person, case and day (in Riyadh)."""

    viewer = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    case_id = models.BigIntegerField()
    day = models.DateField(default=clock.today)
    at = models.DateTimeField(default=clock.now)
    why = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["viewer", "case_id", "day"], name="trail_look_once_a_day"),
        ]
        indexes = [models.Index(fields=["case_id", "-at"], name="trail_look_case")]

    def __str__(self) -> str:
        """Return who looked and when."""
        return f"{self.viewer} {self.day}"


class Once(models.Model):
    """The key of an act that a person may send twice and that must happen once."""

    key = models.CharField(max_length=80, primary_key=True)
    viewer = models.CharField(max_length=40)
    act = models.CharField(max_length=64)
    body_hash = models.BinaryField(max_length=32)
    result = models.JSONField(null=True)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        db_table = "trail_once"

    def __str__(self) -> str:
        """Return the act."""
        return self.act


class What(models.TextChoices):
    """What a seal covers."""

    ENTRIES = "entries", "entries"
    LOOKS = "looks", "looks"


class Seal(models.Model):
    """What a stretch of the book held: the rows with a number above `after` up to `upto`. Never changed.

    `lines` names each row and the beginning of its hash (see `seals`). `noted` is the highest number when the seal
    was made: the next seal reaches to there, for by then whatever was being written under such a number has ended.
    """

    what = models.CharField(max_length=8, choices=What.choices)
    number = models.PositiveIntegerField()
    after = models.BigIntegerField()
    upto = models.BigIntegerField()
    noted = models.BigIntegerField()
    lines = models.BinaryField()
    before = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "number"], name="trail_seal_one_a_number")]

    def __str__(self) -> str:
        """Return what it seals, and its number."""
        return f"{self.what} {self.number}"
