"""Give the centres a new edition whenever one of them changes."""

from __future__ import annotations

from django.db import migrations

from majlis.core.editions import watch


class Migration(migrations.Migration):
    """See `majlis.core.editions`."""

    dependencies = [("centres", "0002_halls"), ("core", "0002_editions")]

    operations = [watch("centres", "centres_centre")]
