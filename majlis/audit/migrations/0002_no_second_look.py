"""A check has no second look: nothing came of it."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """Let the mark go."""

    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RemoveField("check", "second")]
