"""Who may read a notice, its deliveries and the calls; words of the ministry are only ever added."""

from __future__ import annotations

from django.db import migrations

from majlis.core.rls import MARKS, STAFF, VIEWER, WOMAN, append_only, protect

NOTICE = f"""
    ({STAFF} AND NOT barred::text[] && {MARKS})
    OR (to_kind = 'beneficiary' AND {VIEWER} = 'link:' || case_id)
    OR {VIEWER} = to_kind || ':' || to_id
"""
DELIVERY = "EXISTS (SELECT 1 FROM notifications_notice told WHERE told.id = notice_id)"
CALL = f"{STAFF} AND NOT barred::text[] && {MARKS} AND (NOT women_only OR {WOMAN})"


class Migration(migrations.Migration):
    """Row-level security, the net below `visible_to`."""

    dependencies = [("notifications", "0001_initial")]

    operations = [
        protect("notifications_notice", may_read=NOTICE),
        protect("notifications_delivery", may_read=DELIVERY),
        protect("notifications_calltask", may_read=CALL),
        append_only("notifications_template"),
    ]
