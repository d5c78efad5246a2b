"""What hangs on a case asks one question of it, so that its rule is planned once; who may read is the same."""

from __future__ import annotations

import importlib

from django.db import migrations

from majlis.core import rls

PROTECT = importlib.import_module("majlis.cases.migrations.0002_protect")
NET = importlib.import_module("majlis.cases.migrations.0009_net")
MERGED = importlib.import_module("majlis.cases.migrations.0010_merged")
THE_CASE = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
STAFF_OF_A_CASE = PROTECT.STAFF_OF_A_CASE


def ask(table: str, before: str) -> migrations.RunSQL:
    """Return the operation that puts the question in the place of the look into the table."""
    return rls.show(table, may_read=before.replace(THE_CASE, rls.readable("cases_case", "case_id")), before=before)


class Migration(migrations.Migration):
    """The line of the search keeps its look: it is joined by the thousand."""

    dependencies = [("cases", "0010_merged"), ("notifications", "0003_net"), ("trail", "0003_protect")]

    operations = [
        rls.asked("cases_case"),
        *(ask(f"cases_{table}", STAFF_OF_A_CASE) for table in ("party", "note", "outgoing", "othernumber")),
        *(ask(f"cases_{table}", THE_CASE) for table in ("checklistitem", "paperrequest", "pending", "closure")),
        ask("cases_paper", f"{THE_CASE} AND ({rls.STAFF} OR NOT staff_only)"),
        ask("trail_entry", NET.ENTRY),
        ask("trail_look", NET.LOOK),
        ask("notifications_notice", MERGED.NOTICE),
    ]
