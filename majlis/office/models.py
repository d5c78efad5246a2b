"""What is put before the minister, and what he decides."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.languages import pick
from majlis.core.viewer import Kind, Viewer
from majlis.office.states import Decision, FolderState, KnownBy, State, What


class FolderQuerySet(models.QuerySet["Folder"]):
    """Folders."""

    def visible_to(self, viewer: Viewer) -> FolderQuerySet:
        """Return all to the minister and his office, none to others."""
        seen = viewer.kind is Kind.SYSTEM or viewer.holds("minister_office", "minister")
        return self.all() if seen else self.none()


class Folder(models.Model):
    """A batch of cases put before the minister together, numbered in the order of making."""

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=FolderState.choices, default=FolderState.OPEN)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=clock.now)
    presented_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    objects: ClassVar = FolderQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="office_folder_state")]

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)


class BriefQuerySet(models.QuerySet["Brief"]):
    """Briefs."""

    def visible_to(self, viewer: Viewer) -> BriefQuerySet:
        """Return those of cases that the minister or his office may read, none to others."""
        seen = viewer.kind is Kind.SYSTEM or viewer.holds("minister_office", "minister")
        return self.filter(case__in=Case.objects.visible_to(viewer)) if seen else self.none()


class Brief(models.Model):
    """One page on a case for the minister (ملف العرض).

    `lines` says what it is about in three lines, `asked` what is asked, `opinions` each body's view in a line,
    `options` what can be decided with its consequence, `proposed` what the office proposes. `code` stands in the
    page's QR, by which a handwritten page finds its way back. `not_before` is the Riyadh day from which it may be put
    before the minister again. A brief that was once presented is not changed any more: the next folder takes a copy.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="briefs")
    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, null=True, related_name="briefs")
    lines = models.TextField(max_length=600, blank=True)
    asked = models.TextField(max_length=400, blank=True)
    opinions = models.TextField(max_length=900, blank=True)
    options = models.TextField(max_length=900, blank=True)
    proposed = models.TextField(max_length=400, blank=True)
    code = models.CharField(max_length=24, unique=True)
    place = models.PositiveSmallIntegerField(default=0)
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    not_before = models.DateField(null=True)

    objects: ClassVar = BriefQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="office_brief_case")]
        constraints = [models.UniqueConstraint(fields=["folder", "case"], name="office_once_in_a_folder")]

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class StandingDirective(models.Model):
    """What the minister lets his office decide by itself: for a category, within limits, until a day."""

    category = models.ForeignKey("catalogue.Category", on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(max_length=2000)
    limits = models.CharField(max_length=400, blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField()
    given_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("begins_on")), name="office_standing_forwards")
        ]

    def __str__(self) -> str:
        """Return what it is about."""
        return str(self.category or "*")


class Directive(models.Model):
    """What was decided on a case (توجيه), by whom, and how that is known. Unconfirmed, it moves nothing."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="directives")
    brief = models.ForeignKey(Brief, on_delete=models.SET_NULL, null=True, related_name="directives")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    words = models.TextField(max_length=2000, blank=True)
    until = models.DateField(null=True)
    known_by = models.CharField(max_length=10, choices=KnownBy.choices)
    standing = models.ForeignKey(StandingDirective, on_delete=models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey("cases.Paper", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices)
    written_by = models.CharField(max_length=40)
    written_label = models.CharField(max_length=120)
    confirm_by = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["case", "-id"], name="office_directive_case"),
            models.Index(fields=["confirm_by"], name="office_unconfirmed", condition=Q(state="unconfirmed")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="unconfirmed"), name="office_one_unconfirmed_a_case"
            )
        ]

    def __str__(self) -> str:
        """Return the decision."""
        return self.decision


class Item(models.Model):
    """One thing that a directive orders (بند): a body is asked something, or the office does it, by a Riyadh day.

    `carried_at` is when it became a referral or a task; before the directive is known to be the minister's, never.
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="items")
    rank = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=8, choices=What.choices)
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(max_length=2000)
    due_on = models.DateField()
    carried_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "rank"], name="office_item_once"),
            models.CheckConstraint(
                condition=Q(what="refer", body__isnull=False) | Q(what="task", body__isnull=True),
                name="office_item_names_body",
            ),
        ]

    def __str__(self) -> str:
        """Return what is ordered."""
        return self.words


class Phrase(models.Model):
    """Ready words for a directive (عبارة جاهزة): its decision, what it orders and within how many working days.

    `what` is empty for a phrase that orders nothing beside the decision.
    """

    code = models.SlugField(max_length=40, unique=True)
    place = models.PositiveSmallIntegerField(default=0)
    decision = models.CharField(max_length=10, choices=Decision.choices)
    name_ar = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    words_ar = models.TextField(max_length=2000)
    words_en = models.TextField(max_length=2000)
    what = models.CharField(max_length=8, choices=What.choices, blank=True)
    days = models.PositiveSmallIntegerField(default=10)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        """Return the name in the language of the page."""
        return pick({"ar": self.name_ar, "en": self.name_en})

    @property
    def words(self) -> str:
        """Return the words in the language of the page."""
        return pick({"ar": self.words_ar, "en": self.words_en})


class Task(models.Model):
    """Something the office must do by a day, which a directive brought."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    words = models.CharField(max_length=400)
    due_on = models.DateField()
    made_by = models.CharField(max_length=40)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["due_on"], name="office_task_due", condition=Q(done_at__isnull=True))]

    def __str__(self) -> str:
        """Return what must be done."""
        return self.words


class FolderCounter(models.Model):
    """The last number given to a folder; one row, locked last."""

    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """Return the last number."""
        return str(self.last)
