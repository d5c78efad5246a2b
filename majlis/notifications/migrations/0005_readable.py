"""A delivery asks its notice whether it may be read; who may is the same."""

from __future__ import annotations

import importlib

from django.db import migrations

from majlis.core import rls

BEFORE = importlib.import_module("majlis.notifications.migrations.0002_protect")


class Migration(migrations.Migration):
    """The rule of the notice, and of the case that it asks, is planned once."""

    dependencies = [("notifications", "0004_ruling")]

    operations = [
        rls.asked("notifications_notice"),
        rls.show(
            "notifications_delivery",
            may_read=rls.readable("notifications_notice", "notice_id"),
            before=BEFORE.DELIVERY,
        ),
    ]
