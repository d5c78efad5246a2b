"""Close the compartment in the database: the house writes, its officers read, everyone else sees no row."""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls

OFFICER = f"{rls.STAFF} AND 'role:security_reports_officer' = ANY ({rls.MARKS})"
TABLES = ("compartment", "officerkey", "report", "wrap", "paper", "answer", "passedon", "allowance")


class Migration(migrations.Migration):
    """Row-level security on every table of the room."""

    dependencies = [("sealed", "0001_initial"), ("core", "0001_scope")]

    operations = [rls.protect(f"sealed_{name}", may_read=OFFICER) for name in TABLES]
