"""Give the catalogue a new edition whenever one of its rows changes."""

from __future__ import annotations

from django.db import migrations

from majlis.core.editions import watch


class Migration(migrations.Migration):
    """See `majlis.core.editions`."""

    dependencies = [("catalogue", "0001_initial"), ("core", "0002_editions")]

    operations = [watch("catalogue", "catalogue_category", "catalogue_service")]
