"""One person acting for another."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from majlis.core import clock
from majlis.core.constraints import explain
from majlis.core.viewer import Kind as Looking
from majlis.core.viewer import Viewer
from majlis.people.models.beneficiary import Beneficiary, MayMeet
from majlis.people.states import Act, Proof, Standing


class RepresentationQuerySet(models.QuerySet["Representation"]):
    """Representations, as far as somebody may look at them."""

    def visible_to(self, viewer: Viewer) -> RepresentationQuerySet:
        """Return his own to a beneficiary, those of persons they may see to staff, all to the house."""
        if viewer.kind is Looking.SYSTEM:
            return self.all()
        if viewer.kind is Looking.BENEFICIARY:
            return self.filter(Q(principal=viewer.id) | Q(representative=viewer.id))
        if viewer.is_staff:
            return self.filter(Q(MayMeet("principal_id")) | Q(MayMeet("representative_id")))
        return self.none()

    def in_force(self) -> RepresentationQuerySet:
        """Return those that hold today (a Riyadh day)."""
        today = clock.today()
        return self.filter(Q(until__isnull=True) | Q(until__gte=today), ended_at__isnull=True, since__lte=today)


class Representation(models.Model):
    """`representative` acts for `principal` with a standing, within `acts` (empty: all that the standing covers).

    `since` and `until` are Gregorian days in Riyadh, both included. `proof_note` says where the proof is found, in
    an officer's words. A helper who only carries or translates has no standing and no row.
    """

    representative = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="represents")
    principal = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="represented_by")
    standing = models.CharField(_("Standing"), max_length=22, choices=Standing.choices)
    acts = ArrayField(models.CharField(max_length=12, choices=Act.choices), default=list, blank=True)
    proof_kind = models.CharField(_("Proof"), max_length=18, choices=Proof.choices, blank=True)
    proof_note = models.CharField(_("Where the proof is found"), max_length=200, blank=True)
    proof_seen_at = models.DateTimeField(null=True, blank=True)
    since = models.DateField(_("From"), default=clock.today)
    until = models.DateField(_("Until"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["representative", "principal", "standing"],
                condition=Q(ended_at__isnull=True),
                name="people_one_standing_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(representative=F("principal")), name="people_acts_for_another"),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values) & Q(proof_kind__in=Proof.values),
                name="people_standing_known_words",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="people_standing_ends_later"
            ),
        ]

    def __str__(self) -> str:
        """Return the standing and the number of the row."""
        return f"{self.standing} {self.pk}"


explain(
    "people_one_standing_at_a_time", "standing_known", _("This person already acts for the other with this standing.")
)
explain("people_acts_for_another", "acts_for_himself", _("Nobody needs a standing to act for himself."))
explain("people_standing_ends_later", "ends_first", _("The last day must not come before the first."))
