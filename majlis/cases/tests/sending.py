"""Papers that are sent and drafted, for tests."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from django.db import connection

from majlis.cases.models import Case, Paper
from majlis.cases.moves import papers as moves
from majlis.cases.papers import store
from majlis.cases.tests import files
from majlis.cases.tests.files import upload
from majlis.core.scope import within
from majlis.core.viewer import ANONYMOUS, Kind, Viewer


def _owner(case: Case) -> Viewer:
    return Viewer(kind=Kind.LINK, id=case.pk)


def _send(case: Case, content: bytes | None = None, *, by: Viewer | None = None, **words: Any) -> Paper:
    by = by or _owner(case)
    with within(by):
        return moves.take_paper(upload(content or files.pdf(), "عقد.pdf"), by=by, case=case, **words)


def _draft(draft: uuid.UUID, content: bytes | None = None, **words: Any) -> Paper:
    with within(ANONYMOUS):
        return moves.take_paper(upload(content or files.pdf()), by=ANONYMOUS, draft=draft, **words)


def _held_files() -> list[Path]:
    return sorted(path for _digits, ages in store.folders() for path in map(store.place, ages))


def _jobs(name: str) -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [name])
        return [json.loads(row[0]) for row in cursor.fetchall()]
