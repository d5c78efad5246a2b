"""A referral asks its case, and what hangs on it asks the referral; who may read is the same."""

from __future__ import annotations

import importlib

from django.db import migrations

from majlis.core import rls

BEFORE = importlib.import_module("majlis.referrals.migrations.0002_protect")
PREPARED = importlib.import_module("majlis.referrals.migrations.0004_prepared")
THE_CASE = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
OF_A_REFERRAL = f"{rls.STAFF} AND {rls.readable('referrals_referral', 'referral_id')}"


def ask(table: str, before: str) -> migrations.RunSQL:
    """Return the operation that puts the question to the case in the place of the look into its table."""
    return rls.show(table, may_read=before.replace(THE_CASE, rls.readable("cases_case", "case_id")), before=before)


class Migration(migrations.Migration):
    """Each rule is planned once."""

    dependencies = [("referrals", "0005_held"), ("cases", "0011_readable")]

    operations = [
        ask("referrals_referral", BEFORE.REFERRAL),
        ask("referrals_prepared", PREPARED.OF_A_CASE),
        rls.asked("referrals_referral"),
        *(
            rls.show(f"referrals_{table}", may_read=OF_A_REFERRAL, before=BEFORE.OF_A_REFERRAL)
            for table in ("enclosure", "question", "promise", "reply")
        ),
    ]
