"""A call is read by those whose work it is to ring; a notice waits for the room `cases` to say who reads its case."""

from __future__ import annotations

import importlib

from django.db import migrations

from majlis.core import rls

BEFORE = importlib.import_module("majlis.notifications.migrations.0002_protect")
CALLERS = (
    "toll_free_agent", "inquiries_officer", "operations_officer", "followup_officer", "duty_officer", "section_head",
)  # fmt: skip
CALL = f"""
{rls.holds(*CALLERS)} AND NOT barred::text[] && {rls.MARKS} AND (NOT women_only OR {rls.WOMAN})
"""


class Migration(migrations.Migration):
    """Draw the net closer round the calls: they hold a name, a telephone and what is to be said."""

    dependencies = [("notifications", "0002_protect")]

    operations = [rls.show("notifications_calltask", may_read=CALL, before=BEFORE.CALL)]
