"""What lies before the minister asks its case, and a line of a directive asks the directive; who may is the same."""

from __future__ import annotations

import importlib

from django.db import migrations

from majlis.core import rls

BEFORE = importlib.import_module("majlis.office.migrations.0004_protect")
THE_CASE = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
OURS = BEFORE.OURS.replace(THE_CASE, rls.readable("cases_case", "case_id"))


class Migration(migrations.Migration):
    """Each rule is planned once."""

    dependencies = [("office", "0004_protect"), ("cases", "0011_readable")]

    operations = [
        *(rls.show(f"office_{table}", may_read=OURS, before=BEFORE.OURS) for table in ("brief", "directive", "task")),
        rls.asked("office_directive"),
        rls.show(
            "office_item",
            may_read=rls.readable("office_directive", "directive_id"),
            before="EXISTS (SELECT 1 FROM office_directive d WHERE d.id = directive_id)",
        ),
    ]
