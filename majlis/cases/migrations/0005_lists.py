"""An index for each order in which a work list is read, so that its first page costs the same at any number of cases.

An officer's desks and the cases opened to him are alternatives, which no index by section can serve: the lists that
are not of one section walk along their own order instead, and stop at a page.
"""

from __future__ import annotations

from django.db import migrations, models

OPEN = models.Q(("state", "closed"), _negated=True)
URGENCY = ["priority", "-points", "id"]


class Migration(migrations.Migration):
    """Lists across the sections: by urgency, by their due instant, of one state, of one officer, of those awaited."""

    dependencies = [("cases", "0004_search")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="cases_case_state"),
        migrations.RemoveIndex(model_name="case", name="cases_case_claimed"),
        migrations.AddIndex(
            model_name="case", index=models.Index(fields=["state", *URGENCY], name="cases_case_state", condition=OPEN)
        ),
        migrations.AddIndex(
            model_name="case", index=models.Index(fields=URGENCY, name="cases_case_urgency", condition=OPEN)
        ),
        migrations.AddIndex(
            model_name="case", index=models.Index(fields=["due_at", "id"], name="cases_case_due", condition=OPEN)
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=URGENCY, name="cases_case_awaited", condition=models.Q(("turn", "beneficiary"))),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["claimed_by", *URGENCY],
                name="cases_case_claimed",
                condition=models.Q(("claimed_by__isnull", False)),
            ),
        ),
    ]
