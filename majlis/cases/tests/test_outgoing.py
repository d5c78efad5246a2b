"""Formal papers: a page in right Arabic, and numbers without a gap, whatever fails or races."""

from __future__ import annotations

import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from majlis.cases.letters.page import Letter, render
from majlis.cases.models import Outgoing
from majlis.cases.moves.outgoing import issue
from majlis.cases.papers import store
from majlis.cases.tests.builders import HOUSE, a_case
from majlis.core import clock, hijri
from majlis.core.scope import within

LETTER = Letter(to="المديرية العامة للجوازات", subject="طلب تأشيرة زيارة", paragraphs=("نأمل النظر في الطلب.",))


def _text(page: bytes, folder: Path) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    (folder / "page.pdf").write_bytes(page)
    done = subprocess.run([tool, "-layout", "page.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.django_db
def test_issue_numbers_and_files_the_letter_for_the_staff() -> None:
    case = a_case()
    with within(HOUSE):
        first = issue(case, LETTER, what="referral", by=HOUSE)
        second = issue(case, LETTER, what="referral", by=HOUSE, urgency="urgent")
        assert second.number == first.number + 1
        assert first.year == hijri.from_gregorian(clock.today()).year
        assert first.paper is not None
        assert first.paper.staff_only
        kept = store.open_whole(first.paper.pk, first.paper.sha256)
        assert kept is not None
        with kept:
            assert kept.read(5) == b"%PDF-"


@pytest.mark.django_db
def test_issue_gives_the_number_back_when_the_act_fails() -> None:
    case = a_case()
    with within(HOUSE):
        first = issue(case, LETTER, what="referral", by=HOUSE)
        with pytest.raises(RuntimeError), transaction.atomic():
            issue(case, LETTER, what="referral", by=HOUSE)
            raise RuntimeError
        assert issue(case, LETTER, what="referral", by=HOUSE).number == first.number + 1


def test_letter_holds_words_as_data_never_as_markup(tmp_path: Path) -> None:
    sly = Letter(to="#panic()", subject="$x$ *y*", paragraphs=('#read("/etc/passwd") اسم',))
    facts: dict[str, Any] = {"number": "12/1448", "day": clock.today(), "urgency": "urgent", "secret": True}
    said = _text(render(sly, reference="6123456783", **facts), tmp_path)
    assert "panic" in said
    assert "root:" not in said
    assert "12/1448" in said


def test_numbers_have_no_gap_when_eight_write_at_once_and_some_fail(committed: str) -> None:
    cases = [a_case() for _n in range(8)]
    connection.close()
    failed: list[BaseException] = []

    def write(place: int) -> None:
        try:
            for turn in range(4):
                try:
                    with within(HOUSE):
                        issue(cases[place], LETTER, what="referral", by=HOUSE)
                        if (place + turn) % 3 == 0:
                            raise RuntimeError
                except RuntimeError:
                    continue
        except BaseException as error:  # noqa: BLE001 - a thread must hand on whatever it met
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with within(HOUSE):
        numbers = sorted(Outgoing.objects.values_list("number", flat=True))
    kept = sum((place + turn) % 3 != 0 for place in range(8) for turn in range(4))
    assert numbers == list(range(1, kept + 1))
