"""Whoever does not answer is rung again when nobody else is left."""

from django.db import migrations, models

import majlis.core.clock


class Migration(migrations.Migration):
    """When an officer was rung first, and how often."""

    dependencies = [("intake", "0002_protect")]

    operations = [
        migrations.AddField(
            model_name="dutycall",
            name="first_at",
            field=models.DateTimeField(default=majlis.core.clock.now),
        ),
        migrations.AddField(
            model_name="dutycall",
            name="times",
            field=models.PositiveSmallIntegerField(default=1),
        ),
    ]
