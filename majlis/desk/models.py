"""What the workbench keeps of its own: the views that a member of the staff saved."""

from __future__ import annotations

from django.db import models

from majlis.core import clock
from majlis.core.viewer import Viewer


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views, as far as somebody may look at them."""

    def visible_to(self, viewer: Viewer) -> SavedViewQuerySet:
        """Return his own to a member of the staff, none to others."""
        return self.filter(staff=viewer.id) if viewer.is_staff else self.none()


class SavedView(models.Model):
    """One work list with its filter under a name of one's own. `list` and `filter` are codes of `lists`."""

    staff = models.ForeignKey("accounts.Staff", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    list = models.CharField(max_length=24)
    filter = models.CharField(max_length=24, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["staff", "name"], name="desk_view_name_once")]

    def __str__(self) -> str:
        """Return its name."""
        return self.name
