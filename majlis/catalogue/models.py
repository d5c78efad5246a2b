"""The service catalogue: what can be asked for, and what it is about."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from majlis.catalogue.questions import AskedPaper, Question
from majlis.core.languages import pick


class Category(models.Model):
    """What a case is about (تصنيف): a tree that the ministry edits.

    `names` holds the name by language. `priority` and `sensitivity` are what a case of this category starts with.
    """

    code = models.SlugField(max_length=40, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    names = models.JSONField(default=dict)
    descriptions = models.JSONField(default=dict, blank=True)
    priority = models.SmallIntegerField(default=2)
    sensitivity = models.PositiveSmallIntegerField(default=0)
    body = models.ForeignKey("bodies.Body", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["place", "code"]

    def __str__(self) -> str:
        """Return the name in the language in use."""
        return pick(self.names)


class Service(models.Model):
    """One line of the catalogue (خدمة): all that a form, a kiosk or a phone menu needs to take a request.

    `names`, `hints` and `next_steps` hold words by language. `days` is the aim for the whole case in working days,
    `audit_minutes` and `desk_minutes` the aims of the sections in working minutes, `minutes` what the person needs.
    """

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=16)
    road = models.CharField(max_length=16)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="services")
    names = models.JSONField(default=dict)
    hints = models.JSONField(default=dict, blank=True)
    next_steps = models.JSONField(default=dict, blank=True)
    icon = models.CharField(max_length=24, blank=True)
    decides = models.CharField(max_length=32, default="minister_office")
    asks_respondent = models.BooleanField(default=False)
    asks_whom_for = models.BooleanField(default=True)
    channels = ArrayField(models.CharField(max_length=16), default=list)
    question_lines = models.JSONField(default=list, blank=True)
    paper_lines = models.JSONField(default=list, blank=True)
    minutes = models.PositiveSmallIntegerField(default=5)
    desk_minutes = models.PositiveIntegerField(default=480)
    audit_minutes = models.PositiveIntegerField(default=960)
    days = models.PositiveSmallIntegerField(default=22)
    paper_days = models.PositiveSmallIntegerField(default=10)
    audience_minutes = models.PositiveSmallIntegerField(default=10)
    place = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "code"]

    def __str__(self) -> str:
        """Return the name in the language in use."""
        return pick(self.names)

    @property
    def hint(self) -> str:
        """Return the line under the name, in the language in use."""
        return pick(self.hints)

    @property
    def questions(self) -> list[Question]:
        """Return what is asked beside the words themselves, in order."""
        return [Question.read(line) for line in self.question_lines]

    @property
    def papers(self) -> list[AskedPaper]:
        """Return the papers that the service asks for."""
        return [AskedPaper.read(line) for line in self.paper_lines]
