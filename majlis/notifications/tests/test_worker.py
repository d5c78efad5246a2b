"""The tasks as the worker runs them, with its own connections."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from majlis.notifications.tests.builders import an_owed, states


@pytest.mark.usefixtures("committed", "kind", "box", "morning")
def test_a_worker_sends_what_was_owed() -> None:
    notice = an_owed()
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, concurrency=2)
    assert states(notice) == {"sms": "sent", "email": "sent"}
    job = ProcrastinateJob.objects.get(task_name="majlis.notifications.tasks.send")
    assert (job.status, job.args) == ("succeeded", {"notice": notice.pk})
