"""What an auditor found is read by whoever may read the case as staff."""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls

OF_A_CASE = f"{rls.STAFF} AND EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"


class Migration(migrations.Migration):
    """Row-level security of the checks. The numbered lists hold no more than numbers of cases."""

    dependencies = [("audit", "0002_no_second_look"), ("cases", "0009_net")]

    operations = [rls.protect("audit_check", may_read=OF_A_CASE)]
