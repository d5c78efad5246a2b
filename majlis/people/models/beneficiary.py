"""The person served."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from majlis.core import arabic, clock, identity_numbers, names
from majlis.core.constraints import explain
from majlis.core.ui.either_date import CALENDARS, GivenDate
from majlis.core.viewer import Kind as Looking
from majlis.core.viewer import Viewer
from majlis.people.states import Kind, Level, Need, ServedBy, Sex

IDENTITIES = [(str(kind), label) for kind, label in identity_numbers.LABELS.items()]
# Folding opens ligatures, so that a key may be longer than its name; beyond this it tells nothing more.
_LONGEST_KEY = 300


class MayMeet(models.Func):
    """Whether the staff member in scope may see the person, as the row-level policy asks: by a case he may read."""

    function = "majlis_may_meet"
    output_field = models.BooleanField()


class BeneficiaryQuerySet(models.QuerySet["Beneficiary"]):
    """Beneficiaries, as far as somebody may look at them."""

    def visible_to(self, viewer: Viewer) -> BeneficiaryQuerySet:
        """Return himself to a beneficiary, those of their cases to staff, all to the house, none to others.

        A liaison reads what his referral's package holds; a case's number and PIN open no person's record.
        """
        if viewer.kind is Looking.SYSTEM:
            return self.all()
        if viewer.kind is Looking.BENEFICIARY:
            return self.filter(Q(pk=viewer.id) | Q(merged_into=viewer.id))
        if viewer.is_staff:
            return self.filter(MayMeet("pk"))
        return self.none()

    def standing_alone(self) -> BeneficiaryQuerySet:
        """Return those that were not merged into another."""
        return self.filter(merged_into__isnull=True)


class Beneficiary(models.Model):
    """A person served: citizen, resident, GCC national, visitor, or one of whom that is not known.

    A name has four parts or one free line; `name_key` and `latin_key` are what it is matched by, `name_sorted` what
    lists are sorted by. `identity_level` says how sure the house is that the number is his (states.Level); two
    persons hold one number only as long as it is not verified. A birth date is kept as given; `born_from` and
    `born_until` are the first and last Gregorian day that it can mean.

    `merged_into` names the record that stands for this one now; queries follow it.
    """

    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.UNKNOWN)
    given = models.CharField(_("Given name"), max_length=150, blank=True)
    father = models.CharField(_("Father's name"), max_length=150, blank=True)
    grandfather = models.CharField(_("Grandfather's name"), max_length=150, blank=True)
    family = models.CharField(_("Family name"), max_length=150, blank=True)
    free_name = models.CharField(_("Whole name"), max_length=150, blank=True)
    latin_name = models.CharField(_("Name in Latin letters"), max_length=150, blank=True)
    name_key = models.CharField(max_length=300, editable=False)
    latin_key = models.CharField(max_length=300, blank=True, editable=False)
    name_sorted = models.CharField(max_length=300, editable=False)

    identity_kind = models.CharField(_("Identity paper"), max_length=10, choices=IDENTITIES, default="none")
    identity_number = models.CharField(_("Its number"), max_length=20, blank=True)
    identity_country = models.CharField(_("Country that issued it"), max_length=2, blank=True)
    identity_level = models.PositiveSmallIntegerField(_("Verified"), choices=Level.choices, default=Level.NONE)
    identity_at = models.DateTimeField(null=True, blank=True)
    nationality = models.CharField(_("Nationality"), max_length=2, blank=True)

    birth_calendar = models.CharField(_("Calendar"), max_length=9, choices=CALENDARS, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("Year of birth"), null=True, blank=True)
    birth_month = models.PositiveSmallIntegerField(_("Month of birth"), null=True, blank=True)
    birth_day = models.PositiveSmallIntegerField(_("Day of birth"), null=True, blank=True)
    born_from = models.DateField(null=True, editable=False)
    born_until = models.DateField(null=True, editable=False)

    sex = models.CharField(_("Woman or man, as stated"), max_length=5, choices=Sex.choices, blank=True)
    served_by = models.CharField(_("Served by"), max_length=10, choices=ServedBy.choices, blank=True)
    language = models.CharField(_("Language"), max_length=5, default="ar")
    interpreter = models.BooleanField(_("Needs an interpreter"), default=False)
    needs = ArrayField(models.CharField(max_length=12, choices=Need.choices), default=list, blank=True)
    never_contact = models.BooleanField(_("Never contact me: I will ask"), default=False)

    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = BeneficiaryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity_kind", "identity_country", "identity_number"],
                condition=Q(identity_level__gte=Level.ATTESTED, merged_into__isnull=True) & ~Q(identity_kind="none"),
                name="people_one_holder_of_a_verified_identity",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values) & Q(served_by__in=ServedBy.values) & Q(sex__in=Sex.values),
                name="people_known_words",
            ),
            models.CheckConstraint(
                condition=Q(identity_kind="none", identity_number="", identity_level=Level.NONE)
                | (~Q(identity_kind="none") & ~Q(identity_number="")),
                name="people_identity_whole_or_none",
            ),
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True, birth_calendar="")
                | Q(birth_year__isnull=False, birth_month__isnull=False, birth_calendar__in=["hijri", "gregorian"]),
                name="people_birth_whole_or_none",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="people_not_merged_into_himself"),
            models.CheckConstraint(condition=~Q(name_key=""), name="people_has_a_name"),
        ]
        indexes = [
            models.Index(fields=["identity_number"], name="people_identity", condition=~Q(identity_number="")),
            models.Index(fields=["name_sorted", "id"], name="people_sorted"),
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="people_name_like"),
            GinIndex(
                fields=["latin_key"], opclasses=["gin_trgm_ops"], name="people_latin_like", condition=~Q(latin_key="")
            ),
        ]

    def __str__(self) -> str:
        """Return the number of the record: a person's name has no place in a log."""
        return f"beneficiary {self.pk}"

    @property
    def name(self) -> names.FourNames:
        """Return the name in its parts."""
        return names.FourNames(self.given, self.father, self.grandfather, self.family, self.free_name)

    @property
    def birth(self) -> GivenDate | None:
        """Return the birth date as it was given, or None."""
        if self.birth_year is None or self.birth_month is None:
            return None
        return GivenDate(self.birth_calendar, self.birth_year, self.birth_month, self.birth_day)

    @property
    def birth_date(self) -> dt.date | None:
        """Return the Gregorian day of birth, or None when the day, or all of it, is not known."""
        return self.born_from if self.born_from == self.born_until else None

    @property
    def masked_number(self) -> str:
        """Return the identity number with its middle hidden."""
        return identity_numbers.mask(self.identity_number)

    def keys(self) -> dict[str, str]:
        """Return the folded columns that follow from the names."""
        return {
            "name_key": (self.name.match_key or names.match_key(self.latin_name))[:_LONGEST_KEY],
            "latin_key": names.match_key(self.latin_name)[:_LONGEST_KEY],
            "name_sorted": arabic.fold(self.name.display or self.latin_name)[:_LONGEST_KEY],
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded columns true to the name, however it was changed."""
        for field, value in self.keys().items():
            setattr(self, field, value)
        super().save(*args, **kwargs)


explain(
    "people_one_holder_of_a_verified_identity",
    "identity_held",
    _("Another record holds this number. Look the person up by it; if the two are one, merge them."),
)
explain("people_has_a_name", "no_name", _("Enter the name."))
