"""Follow-up asks the case of a referral once; no liaison reads how he is chased, as before."""

from __future__ import annotations

import importlib

from django.db import migrations

from majlis.core import rls

BEFORE = importlib.import_module("majlis.followup.migrations.0002_protect")
FOLLOWED = """
CREATE FUNCTION followup_readable(wanted bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN EXISTS (
    SELECT 1 FROM referrals_referral r JOIN cases_case c ON c.id = r.case_id WHERE r.id = wanted
); END $$;
"""
OF_A_REFERRAL = f"{rls.STAFF} AND NOT {rls.HOUSE} AND followup_readable(referral_id)"


class Migration(migrations.Migration):
    """The rules of the referral and of its case are planned once."""

    dependencies = [("followup", "0002_protect"), ("referrals", "0006_readable")]

    operations = [
        migrations.RunSQL(FOLLOWED, "DROP FUNCTION followup_readable(bigint);"),
        *(
            rls.show(f"followup_{table}", may_read=OF_A_REFERRAL, before=BEFORE.OF_A_REFERRAL)
            for table in ("track", "chase", "escalation", "dayline")
        ),
    ]
