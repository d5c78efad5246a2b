"""The compartment's nouns. Everything that a person said is a ciphertext here, and no instant is kept, only days.

Keys of rows are random: a serial would tell in which order people came. There is no search column and no counter.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from majlis.bodies.models import Body
from majlis.core import clock
from majlis.core.viewer import Viewer
from majlis.sealed import rules
from majlis.sealed.crypto.pairs import PUBLIC_BYTES, SIGNATURE_BYTES, Publics, Vouched
from majlis.sealed.states import PUBLIC_WORDS, STAFF_WORDS, State


def random_id() -> int:
    """Return an id of 52 random bits: it tells no order, fits the trail's column, and a browser holds it exactly."""
    return secrets.randbits(52) + 1


Row = TypeVar("Row", bound=models.Model, covariant=True)


class Sealed(models.QuerySet[Row]):
    """Rows of the compartment: its officers see them all, nobody else sees one."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the rows for an officer of the compartment, none for anyone else."""
        return self.all() if rules.is_officer(viewer) else self.none()


class Compartment(models.Model):
    """The compartment's public keys. Their private halves exist only in three shares, two of which open them."""

    box = models.BinaryField(max_length=PUBLIC_BYTES)
    verify = models.BinaryField(max_length=PUBLIC_BYTES)
    made_on = models.DateField(default=clock.today)
    retired_on = models.DateField(null=True)

    objects = Sealed.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["retired_on"], nulls_distinct=False, condition=Q(retired_on=None), name="sealed_one_open"
            ),
        )

    def __str__(self) -> str:
        """Return the fingerprint as people compare it."""
        return self.publics.spoken

    @property
    def publics(self) -> Publics:
        """Return the public halves."""
        return Publics(bytes(self.box), bytes(self.verify))


class OfficerKey(models.Model):
    """The public key of an officer; the private half is in his key file. It counts once it is signed.

    `voucher` is the officer's key that signed it, None when two holders of shares did.
    """

    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="officer_keys")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    box = models.BinaryField(max_length=PUBLIC_BYTES)
    verify = models.BinaryField(max_length=PUBLIC_BYTES)
    made_on = models.DateField(default=clock.today)
    voucher = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    signature = models.BinaryField(max_length=SIGNATURE_BYTES, null=True)
    retired_on = models.DateField(null=True)

    objects = Sealed.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["compartment", "box"], name="sealed_officerkey_once"),
            models.UniqueConstraint(
                fields=["compartment", "staff"], condition=Q(retired_on=None), name="sealed_officerkey_one_each"
            ),
        )

    def __str__(self) -> str:
        """Return the fingerprint as people compare it."""
        return self.publics.spoken

    @property
    def publics(self) -> Publics:
        """Return the public halves."""
        return Publics(bytes(self.box), bytes(self.verify))

    @property
    def box_text(self) -> str:
        """Return the key to seal to, in base64."""
        return b64encode(bytes(self.box)).decode()

    @property
    def verify_text(self) -> str:
        """Return the key to verify by, in base64."""
        return b64encode(bytes(self.verify)).decode()

    @property
    def vouched(self) -> Vouched:
        """Return the key as a link of the chain of signatures."""
        return Vouched(self.staff_id, self.publics, self.voucher_id, bytes(self.signature or b""))


class Report(models.Model):
    """A security report: ciphertext, the day it came (in Riyadh), and what brings its reporter back.

    `code` is the digest of his seven words, `salt` and `answer_lock` the public half of the key that follows from
    them, `mark` tells the same form sent twice without telling what was in it.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id)
    day = models.DateField(default=clock.today)
    state = models.CharField(max_length=12, default=State.RECEIVED.value)
    version = models.PositiveIntegerField(default=1)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    words = models.BinaryField()
    code = models.CharField(max_length=64, unique=True)
    salt = models.BinaryField(max_length=16)
    answer_lock = models.BinaryField(max_length=PUBLIC_BYTES)
    mark = models.BinaryField(max_length=32)

    objects = Sealed.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="sealed_report_state"),
        )
        indexes = (models.Index(fields=["-day", "id"], name="sealed_report_day"),)

    def __str__(self) -> str:
        """Return the name that officers use for it: the random number, in four groups of digits."""
        digits = f"{self.pk:016d}"
        return " ".join(digits[at : at + 4] for at in range(0, 16, 4))

    @property
    def state_words(self) -> str:
        """Return the state as officers read it."""
        return str(STAFF_WORDS[State(self.state)])

    @property
    def public_words(self) -> str:
        """Return the state as its reporter reads it."""
        return str(PUBLIC_WORDS[State(self.state)])


class Wrap(models.Model):
    """A report's key, sealed to one holder: an officer, or the compartment when `officer` is None."""

    id = models.BigIntegerField(primary_key=True, default=random_id)
    report = models.ForeignKey(Report, models.CASCADE, related_name="wraps")
    officer = models.ForeignKey(OfficerKey, models.CASCADE, null=True, related_name="wraps")
    sealed = models.BinaryField()

    objects = Sealed.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "officer"], name="sealed_wrap_once", nulls_distinct=False),
        )

    def __str__(self) -> str:
        """Return the holder."""
        return str(self.officer_id or "compartment")


class Paper(models.Model):
    """A closed paper of a report; its name and type lie inside the ciphertext. `number` counts from 1."""

    id = models.BigIntegerField(primary_key=True, default=random_id)
    report = models.ForeignKey(Report, models.CASCADE, related_name="papers")
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    objects = Sealed.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="sealed_paper_once"),)

    def __str__(self) -> str:
        """Return its number."""
        return str(self.number)


class Answer(models.Model):
    """An officer's answer: sealed once to the reporter's lock, once kept under the report's own key for officers."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    day = models.DateField(default=clock.today)
    to_reporter = models.BinaryField()
    to_officers = models.BinaryField()

    objects = Sealed.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="sealed_answer_once"),)

    def __str__(self) -> str:
        """Return its number."""
        return str(self.number)


class PassedOn(models.Model):
    """To whom a report was passed on (a security body, or the minister when `body` is None), how, and on which day."""

    PRINTED, RESEALED = "printed", "resealed"

    report = models.ForeignKey(Report, models.CASCADE, related_name="passed_on")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=8)
    day = models.DateField(default=clock.today)

    objects = Sealed.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(how__in=["printed", "resealed"]), name="sealed_passedon_how"),
        )

    def __str__(self) -> str:
        """Return the way."""
        return self.how


class Allowance(models.Model):
    """How many bytes the compartment took on a day, so that nobody fills the disk. Earlier days are forgotten."""

    day = models.DateField(primary_key=True, default=clock.today)
    used = models.BigIntegerField(default=0)

    objects = Sealed.as_manager()

    def __str__(self) -> str:
        """Return the day."""
        return self.day.isoformat()
