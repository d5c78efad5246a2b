"""The brief: one page, whole, in right Arabic; nothing typed can run."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.utils import translation

from majlis.accounts.tests.builders import a_viewer
from majlis.cases.models import Case
from majlis.cases.states import State
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.core.scope import within
from majlis.office import brief_page, moves, queries

pytestmark = pytest.mark.django_db

LONG = "يقضي الابن محكوميته في سجن يبعد 1,100 كيلومتر عن أهله ومضى منها ثلثاها في 14/11/2026. " * 20
EVIL = '#read("/etc/passwd") #{panic("x")} $ x^2 $ <label> *b* \\ // "quoted"'


def _page(words: dict[str, str], language: str = "ar") -> bytes:
    officer = a_viewer("minister_office")
    case = in_state(a_case(), State.TO_PRESENT, section="office")
    with within(officer):
        brief = moves.write_brief(case, words, by=officer)
    with within(HOUSE), translation.override(language):
        return brief_page.render(brief, Case.objects.get(pk=case.pk))


def _text(page: bytes, folder: Path) -> str:
    (folder / "brief.pdf").write_bytes(page)
    command = ["pdftotext", "-layout", str(folder / "brief.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _pages(page: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("words", [LONG, "قصير"])
def test_brief_is_one_page_however_much_was_written(language: str, words: str) -> None:
    page = _page({"lines": words, "asked": words, "opinions": "\n".join([words] * 9), "options": words}, language)
    assert _pages(page) == 1


def test_brief_keeps_numbers_in_their_order(tmp_path: Path) -> None:
    asked = "جواله 0501234567 ورقم القرار 2026-00417 وجوازه A1234567 وبريده ali2@example.com"
    text = _text(_page({"lines": LONG, "asked": asked}), tmp_path)
    assert "0501234567" in text
    assert "A1234567" in text
    assert "ali2@example.com" in text
    assert "2026-00417" in text
    assert "1,100" in text


def test_brief_shows_what_was_typed_and_runs_nothing(tmp_path: Path) -> None:
    text = _text(_page({"lines": EVIL, "asked": EVIL}), tmp_path)
    assert "panic" in text
    assert "root:" not in text


def test_briefs_of_a_session_stand_behind_their_contents_and_those_not_written_are_named(tmp_path: Path) -> None:
    officer = a_viewer("minister_office")
    first, second = (in_state(a_case(), State.SCHEDULED, section="office") for _n in range(2))
    with within(officer):
        moves.write_brief(first, {"lines": "والدتها مريضة", "asked": "زيارة"}, by=officer)
        found = queries.briefs_of([first.pk, second.pk], officer)
    assert list(found) == [first.pk]
    with within(HOUSE), translation.override("en"):
        bare = Case.objects.select_related("beneficiary").get(pk=second.pk)
        page = brief_page.render_together("Session", list(found.values()), [bare])
    assert _pages(page) == 2
    assert "No brief yet" in _text(page, tmp_path)
