"""What was said, and who was rung, ask their case; who may read is the same."""

from __future__ import annotations

import importlib

from django.db import migrations

from majlis.core import rls

BEFORE = importlib.import_module("majlis.intake.migrations.0004_net")
THE_CASE = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
READABLE = rls.readable("cases_case", "case_id")


class Migration(migrations.Migration):
    """The rule of the case is planned once."""

    dependencies = [("intake", "0004_net"), ("cases", "0011_readable")]

    operations = [
        rls.show("intake_incoming", may_read=READABLE, before=THE_CASE),
        rls.show("intake_dutycall", may_read=BEFORE.RUNG.replace(THE_CASE, READABLE), before=BEFORE.RUNG),
    ]
