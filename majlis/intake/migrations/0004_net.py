"""Who was rung for a person in danger is read by himself, and by whoever may read the case as staff."""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls

RUNG = f"""
{rls.STAFF} AND ({rls.VIEWER} = 'staff:' || staff_id OR EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id))
"""


class Migration(migrations.Migration):
    """Row-level security of the ringing of duty officers."""

    dependencies = [("intake", "0003_duty_again"), ("cases", "0009_net")]

    operations = [rls.protect("intake_dutycall", may_read=RUNG)]
