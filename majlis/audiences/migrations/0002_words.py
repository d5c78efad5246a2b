"""The words of two states are plainer; the states themselves are the same."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Tell Django of the new words."""

    dependencies = [("audiences", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "proposed"),
                    ("told", "told"),
                    ("confirmed", "confirmed"),
                    ("arrived", "arrived"),
                    ("in", "with the minister now"),
                    ("attended", "attended"),
                    ("absent", "did not come"),
                    ("moved", "moved"),
                    ("withdrawn", "given up"),
                    ("cancelled", "cancelled by us"),
                    ("released", "released"),
                ],
                default="proposed",
                max_length=10,
            ),
        ),
    ]
