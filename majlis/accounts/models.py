"""The staff: who they are, what they were granted, who is on duty, and the buckets that slow down guessing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from majlis.accounts.roles import ROLES
from majlis.bodies.models import Body
from majlis.centres.models import Centre, in_language
from majlis.core import clock
from majlis.core.viewer import Viewer

LONGEST_LOAN_HOURS = 4


class StaffQuerySet(models.QuerySet["Staff"]):
    """Members of the staff, as far as somebody may look at them."""

    def visible_to(self, viewer: Viewer) -> StaffQuerySet:
        """Return all to those who keep or grant everywhere, to a manager his centre's, to others himself."""
        if not viewer.is_staff:
            return self.none()
        if viewer.holds("system_administrator", "programme_director", "minister", "security_reports_officer"):
            return self.all()
        centres = {grant.centre for grant in viewer.grants if grant.role == "centre_manager"}
        return self.filter(Q(pk=viewer.id) | Q(home__in=centres))

    def active(self) -> StaffQuerySet:
        """Return those who may sign in."""
        return self.filter(active=True)


class StaffManager(BaseUserManager["Staff"].from_queryset(StaffQuerySet)):  # type: ignore[misc]
    """Finds staff by mail without regard to the case of letters, as sign-in does."""

    def get_by_natural_key(self, username: str | None) -> Staff:
        """Return the member of the staff with this mail; raises Staff.DoesNotExist."""
        found: Staff = self.get(email__iexact=username)
        return found


class Staff(AbstractBaseUser):
    """A member of the staff, who signs in by mail. `home` is the centre where he works, None for the ministry.

    `woman` is what she said herself; it is never guessed. `speaks` are the codes of languages that he interprets.
    With `password_until` the password was given by somebody else: it ends then, and must be changed at first use.
    """

    email = models.EmailField(_("E-mail"), unique=True)
    name_ar = models.CharField(_("Name in Arabic"), max_length=120)
    name_en = models.CharField(_("Name in English"), max_length=120, blank=True)
    woman = models.BooleanField(_("Woman"), default=False)
    language = models.CharField(_("Language"), max_length=10, default="ar")
    phone = models.CharField(_("Mobile"), max_length=16, blank=True)
    speaks = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    home = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="staff")
    active = models.BooleanField(_("May sign in"), default=True)
    password_until = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name_ar"]

    objects: ClassVar = StaffManager()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(Lower("email"), name="accounts_staff_one_mail"),)

    def __str__(self) -> str:
        """Return the name in the language of the page."""
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        return in_language(self.name_ar, self.name_en)

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Tell whether he may sign in, by the name that Django and allauth ask for."""
        return self.active

    def get_full_name(self) -> str:
        """Return the name in the language of the page."""
        return self.name


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants."""

    def in_force(self, at: Any) -> GrantQuerySet:
        """Return those that hold at an instant."""
        return self.filter(Q(until=None) | Q(until__gt=at), begins__lte=at, ended_at=None)


class Grant(models.Model):
    """One power of one member of the staff: a role in a centre, section or body, from `begins` to `until` (or open).

    `granted_by` is None for what the house itself set up at the start. A `borrowed` power says why, was approved
    where somebody is named, and lasts four hours at the most.
    """

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="grants")
    role = models.CharField(_("Role"), max_length=30)
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="grants")
    section = models.SlugField(_("Section"), max_length=20, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="grants")
    begins = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    borrowed = models.BooleanField(default=False)
    why = models.CharField(max_length=250, blank=True)
    approved_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar = GrantQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(role__in=sorted(ROLES)), name="accounts_grant_known_role"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("begins")), name="accounts_grant_forwards"),
            models.CheckConstraint(
                condition=Q(borrowed=False) | (Q(until__isnull=False) & ~Q(why="")),
                name="accounts_grant_loan_explained",
            ),
            models.CheckConstraint(
                condition=~Q(granted_by=F("staff")) | Q(borrowed=True), name="accounts_grant_not_to_himself"
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("staff")), name="accounts_grant_not_own_approval"),
            models.UniqueConstraint(
                fields=["staff", "role", "centre", "section", "body"],
                condition=Q(ended_at=None, until=None),
                name="accounts_grant_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        """Return the name of the role."""
        return str(ROLES[self.role].name)


class Duty(models.Model):
    """A turn of duty: from `begins` to `until`, `rank` 1 is rung first, the next one when he does not answer."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="duties")
    begins = models.DateTimeField(_("From"))
    until = models.DateTimeField(_("To"))
    rank = models.PositiveSmallIntegerField(_("Order"), default=1)

    class Meta:
        ordering = ("begins", "rank")
        constraints = (
            models.CheckConstraint(condition=Q(until__gt=F("begins")), name="accounts_duty_forwards"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=9), name="accounts_duty_rank"),
            ExclusionConstraint(
                name="accounts_duty_one_turn",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    (
                        Func(
                            "begins", "until", RangeBoundary(), function="TSTZRANGE", output_field=DateTimeRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            ExclusionConstraint(
                name="accounts_duty_one_a_rank",
                expressions=[
                    ("rank", RangeOperators.EQUAL),
                    (
                        Func(
                            "begins", "until", RangeBoundary(), function="TSTZRANGE", output_field=DateTimeRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )

    def __str__(self) -> str:
        """Return the place in the order of calling."""
        return str(self.rank)


class Bucket(models.Model):
    """A token bucket: how many tokens were left at an instant. The table is not logged: a crash fills all buckets."""

    key = models.CharField(max_length=120, primary_key=True)
    tokens = models.FloatField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        """Return the key."""
        return self.key
