"""A check asks its case; who may read is the same."""

from __future__ import annotations

import importlib

from django.db import migrations

from majlis.core import rls

BEFORE = importlib.import_module("majlis.audit.migrations.0003_protect")


class Migration(migrations.Migration):
    """The rule of the case is planned once."""

    dependencies = [("audit", "0003_protect"), ("cases", "0011_readable")]

    operations = [
        rls.show(
            "audit_check",
            may_read=f"{rls.STAFF} AND {rls.readable('cases_case', 'case_id')}",
            before=BEFORE.OF_A_CASE,
        )
    ]
