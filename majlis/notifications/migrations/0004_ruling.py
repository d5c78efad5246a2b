"""New words wait for a second person. What was in force before there was this rule stays in force."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import majlis.core.clock
from majlis.core import rls

KEEP = """
INSERT INTO notifications_ruling (template_id, approved, native, why, by_id, at)
SELECT id, true, true, '', edited_by_id, edited_at FROM notifications_template
"""


class Migration(migrations.Migration):
    """The table of rulings: only ever added."""

    dependencies = [
        ("notifications", "0003_net"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("approved", models.BooleanField()),
                ("native", models.BooleanField(default=False)),
                ("why", models.CharField(blank=True, max_length=250)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "template",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ruling",
                        to="notifications.template",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("approved", True), models.Q(("why", ""), _negated=True), _connector="OR"),
                        name="templates_refused_with_a_reason",
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        rls.append_only("notifications_ruling"),
    ]
