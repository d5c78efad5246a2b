"""Drafts are the house's alone; what was said is read by whoever may read its case."""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls


class Migration(migrations.Migration):
    """Row-level security of taking in."""

    dependencies = [("intake", "0001_initial"), ("cases", "0002_protect")]

    operations = [
        rls.protect("intake_draft", may_read="false"),
        rls.protect("intake_incoming", may_read="EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"),
    ]
