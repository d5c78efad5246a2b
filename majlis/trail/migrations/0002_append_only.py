"""Take from the application's role the power to change or delete what was written."""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls


class Migration(migrations.Migration):
    """Entries and looks are only ever added."""

    dependencies = [("trail", "0001_initial"), ("core", "0001_scope")]

    operations = [rls.append_only("trail_entry"), rls.append_only("trail_look")]
