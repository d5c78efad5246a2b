"""Who may read a case may read its lines in the book and its notices: the ground rooms know no case.

Of the notices that nobody could be told of, those who must ring him, and who watches over them, read the line that
says so.
"""

from __future__ import annotations

import importlib

from django.db import migrations

from majlis.core import rls

BEFORE = importlib.import_module("majlis.notifications.migrations.0002_protect")
READERS_OF_THE_UNTOLD = (
    "toll_free_agent", "inquiries_officer", "operations_officer", "followup_officer", "duty_officer", "section_head",
    "centre_manager", "programme_director",
)  # fmt: skip
OF_A_CASE = "case_id IS NOT NULL AND EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
ENTRY = f"""
({OF_A_CASE})
OR (case_id IS NULL AND {rls.STAFF} AND (left(kind, 7) <> 'sealed.' OR {rls.holds("security_reports_officer")}))
OR (subject_kind = 'beneficiary' AND {rls.VIEWER} = 'beneficiary:' || subject_id)
"""
LOOK = f"viewer = {rls.VIEWER} OR ({rls.STAFF} AND {OF_A_CASE})"
NOTICE = f"""
(
  {rls.STAFF}
  AND NOT barred::text[] && {rls.MARKS}
  AND (({OF_A_CASE}) OR (unreached_at IS NOT NULL AND {rls.holds(*READERS_OF_THE_UNTOLD)}))
)
OR (to_kind IN ('staff', 'duty') AND {rls.VIEWER} = 'staff:' || to_id)
OR (to_kind = 'beneficiary' AND {rls.VIEWER} = 'link:' || case_id)
OR {rls.VIEWER} = to_kind || ':' || to_id
"""


class Migration(migrations.Migration):
    """Let the net below the filters hold the book and the notices too."""

    dependencies = [("cases", "0008_prepared"), ("trail", "0003_protect"), ("notifications", "0003_net")]

    operations = [
        rls.show("trail_entry", may_read=ENTRY, before="false"),
        rls.show("trail_look", may_read=LOOK, before="false"),
        rls.show("notifications_notice", may_read=NOTICE, before=BEFORE.NOTICE),
    ]
