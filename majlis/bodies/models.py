"""The bodies that must act: departments inside the ministry, bodies outside it, and whom to reach there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from majlis.centres.models import Named, in_language
from majlis.core.viewer import Viewer

LIAISON, HEAD_OFFICE = 1, 2
"""Levels at which a contact is reached: the liaison first, then the office of the body's head."""


class BodyQuerySet(models.QuerySet["Body"]):
    """Bodies, as far as somebody may look at them."""

    def visible_to(self, viewer: Viewer) -> BodyQuerySet:
        """Return all bodies to staff, to a liaison without another role only his own, to others none."""
        if not viewer.is_staff:
            return self.none()
        if viewer.roles - {"body_liaison"}:
            return self.all()
        return self.filter(pk__in=[int(mark[5:]) for mark in viewer.marks if mark.startswith("body:")])


class Body(Named):
    """A body. Its inspecting body looks into complaints about it; a security body is never named to the public."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    inside = models.BooleanField(_("Inside the ministry"), default=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    inspecting = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="inspected")
    head_office_ar = models.CharField(_("Office of its head, in Arabic"), max_length=120, blank=True)
    head_office_en = models.CharField(_("Office of its head, in English"), max_length=120, blank=True)
    security = models.BooleanField(_("Security body"), default=False)
    active = models.BooleanField(_("Receives referrals"), default=True)

    objects: ClassVar = BodyQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(condition=~Q(parent=F("id")), name="bodies_body_not_its_parent"),
            models.CheckConstraint(condition=~Q(inspecting=F("id")), name="bodies_body_not_its_inspector"),
        )

    @property
    def head_office(self) -> str:
        """Return the name of the office of the body's head in the language of the page."""
        return in_language(self.head_office_ar, self.head_office_en)


class Handles(models.Model):
    """A body is competent in a category, named by its code; the lower the rank, the sooner it is proposed."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="handles")
    category = models.SlugField(_("Category"), max_length=60, db_index=True)
    rank = models.PositiveSmallIntegerField(_("Rank"), default=1)

    class Meta:
        ordering = ("category", "rank")
        constraints = (models.UniqueConstraint(fields=["body", "category"], name="bodies_handles_once"),)

    def __str__(self) -> str:
        """Return the category."""
        return self.category


class Contact(models.Model):
    """Whom to reach in a body. `phone` is in E.164, `language` a language code, `level` LIAISON or HEAD_OFFICE."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="contacts")
    name = models.CharField(_("Name"), max_length=120)
    post = models.CharField(_("Post"), max_length=120, blank=True)
    mail = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Phone"), max_length=16, blank=True)
    language = models.CharField(_("Language"), max_length=10, default="ar")
    level = models.PositiveSmallIntegerField(_("Level"), default=LIAISON)
    active = models.BooleanField(_("In use"), default=True)

    class Meta:
        ordering = ("level", "id")
        constraints = (
            models.CheckConstraint(condition=Q(level__in=(LIAISON, HEAD_OFFICE)), name="bodies_contact_level"),
            models.CheckConstraint(condition=~Q(mail="") | ~Q(phone=""), name="bodies_contact_reachable"),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name
