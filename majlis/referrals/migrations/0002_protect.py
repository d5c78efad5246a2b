"""Row-level security of referrals: the house's own desks by the case, a liaison by the body he speaks for."""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls

REFERRAL = f"""
{rls.STAFF}
AND NOT (barred::text[] && {rls.MARKS})
AND (
  (('body:' || body_id) = ANY ({rls.MARKS}) AND state <> 'withdrawn')
  OR EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)
)
"""
OF_A_REFERRAL = f"{rls.STAFF} AND EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = referral_id)"


class Migration(migrations.Migration):
    """Nobody reads a referral, or what hangs on it, but by a rule that the database knows too."""

    dependencies = [("referrals", "0001_initial"), ("cases", "0002_protect"), ("core", "0001_scope")]

    operations = [
        rls.protect("referrals_referral", may_read=REFERRAL),
        rls.protect("referrals_enclosure", may_read=OF_A_REFERRAL),
        rls.protect("referrals_question", may_read=OF_A_REFERRAL),
        rls.protect("referrals_promise", may_read=OF_A_REFERRAL),
        rls.protect("referrals_reply", may_read=OF_A_REFERRAL),
    ]
