"""Briefs, directives and tasks: the office's own, and read by whoever may read the case as staff."""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls

OURS = f"""
{rls.holds("minister_office", "minister")}
OR ({rls.STAFF} AND EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id))
"""


class Migration(migrations.Migration):
    """Row-level security of what is put before the minister and what he decides."""

    dependencies = [("office", "0003_kept_and_taken_back"), ("cases", "0009_net")]

    operations = [
        *(rls.protect(f"office_{table}", may_read=OURS) for table in ("brief", "directive", "task")),
        rls.protect("office_item", may_read="EXISTS (SELECT 1 FROM office_directive d WHERE d.id = directive_id)"),
    ]
