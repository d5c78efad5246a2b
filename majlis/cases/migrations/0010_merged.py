"""What was told to a record is read by the person whose record stands for it now."""

from __future__ import annotations

import importlib

from django.db import migrations

from majlis.core import rls

BEFORE = importlib.import_module("majlis.cases.migrations.0009_net").NOTICE
NOTICE = f"""
{BEFORE}
OR (to_kind = 'beneficiary' AND EXISTS (
  SELECT 1 FROM people_beneficiary p WHERE p.id = to_id AND {rls.VIEWER} = 'beneficiary:' || p.merged_into_id
))
"""


class Migration(migrations.Migration):
    """Let the net follow a merge."""

    dependencies = [("cases", "0009_net"), ("people", "0002_protect")]

    operations = [rls.show("notifications_notice", may_read=NOTICE, before=BEFORE)]
