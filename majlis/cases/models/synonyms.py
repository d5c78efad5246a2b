"""Words that mean the same when a case is sought: broken plurals, dialect. The staff keep the list."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from majlis.core.constraints import explain
from majlis.core.viewer import Viewer


class SynonymQuerySet(models.QuerySet["Synonym"]):
    """The list of words, which names nobody."""

    def visible_to(self, viewer: Viewer) -> SynonymQuerySet:
        """Return all of them to staff and the house, none to others."""
        return self.all() if viewer.is_staff or viewer.kind == "system" else self.none()


class Synonym(models.Model):
    """`word` is sought as `same_as` too, and the other way round. Both are folded; either may be up to three words.

    Words with one `same_as` are all the same word.
    """

    word = models.CharField(max_length=60)
    same_as = models.CharField(max_length=60)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        ordering = ["same_as", "word"]
        constraints = [
            models.UniqueConstraint(fields=["word", "same_as"], name="cases_synonym_once"),
            models.CheckConstraint(condition=~Q(word=F("same_as")), name="cases_synonym_of_two"),
        ]
        indexes = [models.Index(fields=["same_as"], name="cases_synonym_same_as")]

    def __str__(self) -> str:
        """Return both words."""
        return f"{self.word} = {self.same_as}"


explain("cases_synonym_once", "synonym_known", _("The list has these two words already."))
explain("cases_synonym_of_two", "synonym_same", _("Search already takes these two for one word."))
