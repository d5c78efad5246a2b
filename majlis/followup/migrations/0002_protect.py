"""Row-level security of follow-up: whoever may read a referral as staff of the house; no liaison reads how he is chased."""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls

OF_A_REFERRAL = f"""
{rls.STAFF} AND EXISTS (
  SELECT 1 FROM referrals_referral r JOIN cases_case c ON c.id = r.case_id WHERE r.id = referral_id
)
"""


class Migration(migrations.Migration):
    """Nobody reads how a body is followed up but by a rule that the database knows too; chases are never changed."""

    dependencies = [("followup", "0001_initial"), ("referrals", "0002_protect"), ("core", "0001_scope")]

    operations = [
        rls.protect("followup_track", may_read=OF_A_REFERRAL),
        rls.protect("followup_chase", may_read=OF_A_REFERRAL),
        rls.protect("followup_escalation", may_read=OF_A_REFERRAL),
        rls.protect("followup_dayline", may_read=OF_A_REFERRAL),
    ]
