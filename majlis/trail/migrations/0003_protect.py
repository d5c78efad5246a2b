"""The book is read by whoever may read what it tells of; the room `cases` says who that is for a case."""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls

LOOK_OWN = f"""
CREATE POLICY trail_look_own ON trail_look FOR INSERT WITH CHECK (viewer = {rls.VIEWER});
"""


class Migration(migrations.Migration):
    """Row-level security of the book. Whoever reads a case writes down his own look, in his own scope."""

    dependencies = [("trail", "0002_append_only"), ("core", "0001_scope")]

    operations = [
        rls.protect("trail_entry", may_read="false"),
        rls.protect("trail_look", may_read="false"),
        migrations.RunSQL(LOOK_OWN, "DROP POLICY trail_look_own ON trail_look"),
    ]
