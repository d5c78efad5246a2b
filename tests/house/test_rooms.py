"""Each room tells what it is, and the pages that explain the house are true."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings

from majlis.config import flow
from majlis.core.moves import Move
from tests.house.source import ROOMS, ROOT, none

DOCS = ROOT / "docs"
WORDS = {
    "Beneficiary": "مستفيد", "Representative": "من ينوب عنه", "Respondent": "المشكو منه", "Incoming": "وارد",
    "Outgoing": "صادر", "Case": "معاملة", "Kind": "نوع", "Service": "خدمة", "Category": "تصنيف", "Priority": "أولوية",
    "Centre": "مركز", "Section": "قسم", "Counter": "شباك", "Hall": "قاعة التواصل المرئي", "Sitting": "الجلسة الأسبوعية",
    "Appointment": "موعد", "Directive": "توجيه", "Brief": "ملف العرض", "Body": "جهة مختصة", "Referral": "إحالة",
    "Chase": "تعقيب", "Visit": "زيارة", "Move": "حركة", "Entry": "قيد", "Notice": "إشعار",
}  # fmt: skip


def has_work(room: str) -> bool:
    """Tell whether a room holds more than its name."""
    folder = ROOT / "majlis" / room
    return any((folder / name).exists() for name in ("models.py", "models", "moves.py", "moves", "urls.py", "locale"))


BUILT = [room for room in ROOMS if has_work(room)]


@pytest.mark.parametrize("room", BUILT)
def test_a_room_has_a_readme(room: str) -> None:
    path = ROOT / "majlis" / room / "README.md"
    assert path.exists()
    lines = path.read_text("utf-8").splitlines()
    assert 5 <= len(lines) <= 40
    assert re.search("[\u0621-\u064a]", "\n".join(lines)), "its nouns stand in both languages"


def test_every_room_is_installed_and_explained() -> None:
    rooms = (DOCS / "rooms.md").read_text("utf-8")
    none(room for room in ROOMS if f"`{room}`" not in rooms)
    installed = {config.label for config in apps.get_app_configs()}
    none(room for room in BUILT if room not in installed)
    none(room for room in settings.ROOMS if room.split(".")[1] not in flow.order())


def test_the_flow_is_current() -> None:
    assert (DOCS / "flow.md").read_text("utf-8") == flow.text(), "run: python -m majlis.config.flow"


def test_the_glossary_has_every_word_in_both_languages() -> None:
    rows = [line for line in (DOCS / "glossary.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    missing = [
        english
        for english, arabic in WORDS.items()
        if not any(row.startswith(f"| {english} |") and arabic in row for row in rows)
    ]
    none(missing)


def test_pages_of_the_project_link_to_what_exists() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [ROOT / "README.md", *DOCS.rglob("*.md"), *(ROOT / "majlis").glob("*/README.md")]
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]
    none(broken)


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_machine_is_drawn_from_its_table() -> None:
    moves = {
        "open_it": Move(frozenset({"new"}), "open", turn="desk", roles=frozenset({"audit_officer"})),
        "end": Move(frozenset({"new", "open"}), "closed", public=True, system=True),
        "note": Move(frozenset({"open", "closed", "new"})),
    }
    machine = flow.Machine("cases", "cases", ("new", "open", "closed"), {name: flow.act(moves[name]) for name in moves})
    drawn = flow.drawing(machine)
    assert [arrow in drawn for arrow in ("[*] --> new", "new --> open: open_it", "closed --> [*]")] == [True] * 3
    assert flow.table(machine).splitlines()[2:] == [
        "| `open_it` | new | open | desk | audit officer |",
        "| `end` | new, open | closed | - | *the beneficiary*, *the house* |",
        "| `note` | new, open, closed | - | - | - |",
    ]


def test_the_flow_reads_every_table_of_moves() -> None:
    drawn = {machine.room for machine in flow.machines()}
    with_tables = {
        path.relative_to(ROOT).parts[1]
        for path in (ROOT / "majlis").glob("*/states*/**/*.py")
        if "MOVES" in path.read_text("utf-8")
    } | {path.parent.name for path in (ROOT / "majlis").glob("*/states.py") if "MOVES" in path.read_text("utf-8")}
    assert with_tables <= drawn
