"""What is owed to whom, by which ways it went, in which words, and the calls that a person makes."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from majlis.core import clock
from majlis.core.constraints import explain
from majlis.core.viewer import Kind as Looking
from majlis.core.viewer import Viewer
from majlis.notifications import addressees, kinds
from majlis.notifications.states import OPEN_CALLS, CallNote, CallResult, CallState, DeliveryState
from majlis.people.models import Beneficiary


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices, as far as somebody may look at them."""

    def visible_to(self, viewer: Viewer) -> NoticeQuerySet:
        """Return all to the house, his own to a person, those of his case to a link, all but barred ones to staff.

        Which cases somebody may read is not known here: the net below shows the notices of those only.
        """
        if viewer.kind is Looking.SYSTEM:
            return self.all()
        if viewer.kind is Looking.STAFF:
            return self.exclude(barred__overlap=sorted(viewer.marks | {viewer.token}))
        if viewer.kind is Looking.LINK:
            return self.filter(case_id=viewer.id, to_kind=addressees.AddresseeKind.BENEFICIARY)
        own = Q(to_id=viewer.id)
        if viewer.kind is Looking.BENEFICIARY:  # a record that was merged into his was told under its own number
            own |= Q(to_id__in=Beneficiary.objects.filter(merged_into=viewer.id).values("pk"))
        return self.filter(own, to_kind=str(viewer.kind))

    def owed(self) -> NoticeQuerySet:
        """Return those that nobody has been told of and that still matter."""
        return self.filter(told_at=None, recalled_at=None).filter(Q(not_after=None) | Q(not_after__gt=clock.now()))


class Notice(models.Model):
    """One message owed to one person. It is never sent as such: its deliveries are.

    `to` and `facts` are frozen as they were when it was owed. `about_kind` and `about_id` name the thing it tells
    of, `case_id` the case on whose page it stands; none is a foreign key, for those rooms lie above. `version` rises
    when the same thing must be told anew. `barred` are marks of staff who must not read it.

    `begun_at` is when its plan began; `until` the instant to which the present step is given, empty when the plan
    has ended. `kept_at` says that the person wants no contact, so that it only waits to be read; `unreached_at` that
    no way is left.
    """

    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=160, unique=True)
    version = models.PositiveIntegerField(default=1)
    to_kind = models.CharField(max_length=12)
    to_id = models.BigIntegerField()
    to = models.JSONField()
    facts = models.JSONField(default=dict)
    about_kind = models.CharField(max_length=32)
    about_id = models.BigIntegerField()
    case_id = models.BigIntegerField(null=True)
    urgent = models.BooleanField(default=False)
    women_only = models.BooleanField(default=False)
    barred = ArrayField(models.CharField(max_length=40), default=list)
    not_after = models.DateTimeField(null=True)
    event_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    begun_at = models.DateTimeField(null=True)
    step = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=16, blank=True)
    recalled_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)
    unreached_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_kind__in=[str(kind) for kind in addressees.AddresseeKind]),
                name="notices_known_addressee",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None, told_how="") | (Q(told_at__isnull=False) & ~Q(told_how="")),
                name="notices_told_somehow",
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="notices_about"),
            models.Index(fields=["case_id", "-created_at"], name="notices_of_a_case"),
            models.Index(fields=["to_kind", "to_id", "-created_at"], name="notices_to"),
            models.Index(fields=["created_at"], name="notices_not_begun", condition=Q(begun_at=None)),
            models.Index(
                fields=["until"],
                name="notices_climbing",
                condition=Q(until__isnull=False, told_at=None, recalled_at=None),
            ),
            models.Index(
                fields=["unreached_at"],
                name="notices_unreached",
                condition=Q(unreached_at__isnull=False, told_at=None, recalled_at=None),
            ),
        ]

    def __str__(self) -> str:
        """Return the key: kind, thing, version and addressee, without a name."""
        return self.key

    @property
    def says(self) -> kinds.KindOfNotice:
        """Return the declared kind."""
        return kinds.known(self.kind)

    @property
    def addressee(self) -> addressees.Addressee:
        """Return the addressee as he was when the notice was owed."""
        return addressees.thawed(self.to)

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing more will be tried."""
        return any((self.told_at, self.recalled_at, self.kept_at, self.unreached_at))

    def is_over(self, now: dt.datetime) -> bool:
        """Tell whether it is too late for it to be of use."""
        return self.not_after is not None and self.not_after <= now


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries."""

    def visible_to(self, viewer: Viewer) -> DeliveryQuerySet:
        """Return those of notices that the viewer may read."""
        return self.filter(notice__in=Notice.objects.visible_to(viewer))


class Delivery(models.Model):
    """One sending of a notice through one channel to one address, tried until it leaves or cannot.

    `alone` tells that the address is the person's alone; elsewhere neutral words go. `reference` is the provider's,
    unique in its channel. `words_version` is the version of the words that left; 0 for the shipped ones.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=16)
    address = models.CharField(max_length=320)
    alone = models.BooleanField(default=True)
    state = models.CharField(max_length=16, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    step = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    sending_since = models.DateTimeField(null=True)
    reference = models.CharField(max_length=200, null=True)
    receipt = models.JSONField(default=dict)
    failure = models.CharField(max_length=200, blank=True)
    words_version = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel", "address"], name="deliveries_once_an_address"),
            models.UniqueConstraint(
                fields=["channel", "reference"], condition=Q(reference__isnull=False), name="deliveries_one_reference"
            ),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="deliveries_known_state"),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="deliveries_due", condition=Q(state__in=["waiting", "failed_temporary"])
            ),
            models.Index(fields=["sending_since"], name="deliveries_sending", condition=Q(state="sending")),
        ]

    def __str__(self) -> str:
        """Return channel and number: an address has no place in a log."""
        return f"{self.channel} {self.pk}"


class Template(models.Model):
    """The ministry's own words for a kind of notice, a channel and a language. A new version is a new row.

    Facts are written `{name}`. An SMS has no subject. Nothing here is changed or deleted. A version is in force once a
    second person has approved it (see `Ruling`).
    """

    kind = models.CharField(max_length=64)
    channel = models.CharField(max_length=16)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=6000)
    version = models.PositiveIntegerField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "channel", "language", "version"], name="templates_one_of_each_version"
            ),
        ]

    def __str__(self) -> str:
        """Return what it is the words of."""
        return f"{self.kind} {self.channel} {self.language} {self.version}"


class Ruling(models.Model):
    """What a second person said of new words: in force from `at` on, or not, with the reason. Never changed.

    `native` tells that somebody whose language it is has read them; words approved without it go out all the same and
    are marked as awaiting a native reader.
    """

    template = models.OneToOneField(Template, models.PROTECT, related_name="ruling")
    approved = models.BooleanField()
    native = models.BooleanField(default=False)
    why = models.CharField(max_length=250, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(approved=True) | ~Q(why=""), name="templates_refused_with_a_reason"),
        ]

    def __str__(self) -> str:
        """Return the number of the words, and what was said of them."""
        return f"{self.template_id} {'approved' if self.approved else 'sent back'}"


class CallTaskQuerySet(models.QuerySet["CallTask"]):
    """Calls that a person makes, as far as somebody may look at them."""

    def visible_to(self, viewer: Viewer) -> CallTaskQuerySet:
        """Return all to the house; to staff those they may make: no man rings where women only were asked for."""
        if viewer.kind is Looking.SYSTEM:
            return self.all()
        if viewer.kind is not Looking.STAFF:
            return self.none()
        mine = self.exclude(barred__overlap=sorted(viewer.marks | {viewer.token}))
        return mine if viewer.women else mine.filter(women_only=False)

    def open(self) -> CallTaskQuerySet:
        """Return those that are still to be made."""
        return self.filter(state__in=sorted(OPEN_CALLS))

    def due(self) -> CallTaskQuerySet:
        """Return those that may be made now, the most pressing first."""
        return self.filter(state=CallState.OPEN, not_before__lte=clock.now()).order_by(
            "-urgent", F("not_after").asc(nulls_last=True), "id"
        )


class CallTask(models.Model):
    """A person must ring somebody and say this. Made for one delivery, done once, by one member of the staff.

    `script` is in the person's language. `neutral` tells that others may answer: nothing is said to them.
    """

    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="call")
    case_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=16)
    language = models.CharField(max_length=10)
    script = models.TextField()
    neutral = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    women_only = models.BooleanField(default=False)
    barred = ArrayField(models.CharField(max_length=40), default=list)
    state = models.CharField(max_length=8, choices=CallState.choices, default=CallState.OPEN)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=clock.now)
    not_after = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, choices=CallResult.choices, blank=True)
    note = models.CharField(max_length=16, choices=CallNote.choices, blank=True)
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = CallTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CallState.values) & Q(result__in=["", *CallResult.values]),
                name="calls_known_words",
            ),
            models.CheckConstraint(
                condition=Q(state="claimed", claimed_by__isnull=False) | ~Q(state="claimed"),
                name="calls_claimed_by_one",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], name="calls_open", condition=Q(state__in=["open", "claimed"])),
        ]

    def __str__(self) -> str:
        """Return the number: a name has no place in a log."""
        return f"call {self.pk}"


explain(
    "templates_one_of_each_version",
    "words_edited",
    _("Someone else has just changed these words. Look at the new version, then decide."),
)
