"""Where a person can be reached, and how carefully."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.core import clock, phones
from majlis.core.constraints import explain
from majlis.core.viewer import Kind as Looking
from majlis.core.viewer import Viewer
from majlis.people import rules
from majlis.people.models.beneficiary import Beneficiary, MayMeet
from majlis.people.states import TOLD, BadContact, Channel, Level, Style, Whose


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    """Contact points, as far as somebody may look at them."""

    def visible_to(self, viewer: Viewer) -> ContactPointQuerySet:
        """Return his own to a beneficiary, those of persons they may see to staff, all to the house."""
        if viewer.kind is Looking.SYSTEM:
            return self.all()
        if viewer.kind is Looking.BENEFICIARY:
            return self.filter(Q(beneficiary=viewer.id) | Q(beneficiary__merged_into=viewer.id))
        if viewer.is_staff:
            return self.filter(MayMeet("beneficiary_id"))
        return self.none()

    def in_use(self) -> ContactPointQuerySet:
        """Return those that are not retired."""
        return self.filter(retired_at__isnull=True)


class ContactPoint(models.Model):
    """A telephone, a mailbox, an address. `value` is E.164 for numbers, folded for mail, as written for letters.

    `hours_from` and `hours_until` are hours of a Riyadh day in which it may be used (both empty: the house's own).
    `never` keeps a point on record that must not be used. `rank` orders a person's points, the first being his wish.
    """

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="points")
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel.choices)
    value = models.CharField(_("Number or address"), max_length=320)
    whose = models.CharField(_("Whose it is"), max_length=8, choices=Whose.choices)
    hours_from = models.TimeField(_("From"), null=True, blank=True)
    hours_until = models.TimeField(_("Until"), null=True, blank=True)
    language = models.CharField(_("Language"), max_length=5, blank=True)
    never = models.BooleanField(_("Never use it"), default=False)
    rank = models.PositiveSmallIntegerField(default=0)
    verified_level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.NONE)
    verified_at = models.DateTimeField(null=True, blank=True)
    bad_since = models.DateTimeField(null=True, blank=True)
    bad_reason = models.CharField(max_length=12, choices=BadContact.choices, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["beneficiary", "channel", "value"],
                condition=Q(retired_at__isnull=True),
                name="people_point_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values) & Q(whose__in=Whose.values), name="people_point_known_words"
            ),
            models.CheckConstraint(
                condition=Q(hours_from__isnull=True, hours_until__isnull=True)
                | Q(hours_from__isnull=False, hours_until__gt=models.F("hours_from")),
                name="people_point_hours",
            ),
        ]
        indexes = [models.Index(fields=["value"], name="people_point_value", condition=Q(retired_at__isnull=True))]

    def __str__(self) -> str:
        """Return the channel and the number of the row, not the address itself."""
        return f"{self.channel} {self.pk}"

    @property
    def style(self) -> Style:
        """Return how much a message to this point may say."""
        return rules.notice_style(self)

    @property
    def masked(self) -> str:
        """Return it with its middle hidden: its owner knows it again, and who looks over his shoulder does not."""
        if self.value.startswith("+"):
            return phones.mask(self.value)
        name, at, host = self.value.partition("@")
        return f"{name[:1]}{phones.DOT * 3}{at}{host}" if at else f"{self.value[:4]}{phones.DOT * 3}"

    @property
    def whose_told(self) -> str | Promise:
        """Return whose it is, as it is told of the person, not by him."""
        return TOLD[Whose(self.whose)]


explain("people_point_once_a_person", "point_known", _("This number or address is already on record for this person."))
explain("people_point_hours", "hours", _("The first hour must come before the last one."))
