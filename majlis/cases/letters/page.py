"""A formal letter as a PDF page. It is in Arabic, whatever language its writer works in.

What people wrote goes in as data, never as markup. Dates stand in both calendars.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.html import strip_tags

from majlis.core import pdf, references
from majlis.core.ui import dates

TEMPLATE = Path(__file__).parent / "letter.typ"
URGENCY = {"normal": "عادي", "urgent": "عاجل", "very_urgent": "عاجل جداً"}


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says. `rows` are (label, words) of its table; `due_on` the Riyadh day by which to answer.

    `section` is the desk that writes and signs it.
    """

    to: str
    subject: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    due_on: dt.date | None = None
    enclosures: int = 0
    section: str = "المتابعة والتعقيب"


def _day(day: dt.date) -> str:
    with translation.override("ar"):
        return strip_tags(dates.both(day))


def data(letter: Letter, *, number: str, day: dt.date, urgency: str, secret: bool, reference: str) -> dict[str, Any]:
    """Return what the page shows."""
    head = [("الرقم", number), ("التاريخ", _day(day)), ("الأولوية", URGENCY[urgency])]
    head += [("السرية", "سري")] if secret else []
    head += [("المرفقات", str(letter.enclosures) if letter.enclosures else "لا يوجد")]
    return {
        "title": f"خطاب رقم {number}",
        "house": "مجلس",
        "section": letter.section,
        "head": head,
        "to": f"إلى: {letter.to}",
        "about": f"الموضوع: {letter.subject}",
        "greeting": "السلام عليكم ورحمة الله وبركاته، وبعد:",
        "paragraphs": [line for text in letter.paragraphs for line in text.splitlines() if line.strip()],
        "rows": [list(row) for row in letter.rows],
        "due": f"نأمل الإفادة في موعد أقصاه {_day(letter.due_on)}." if letter.due_on else "",
        "farewell": "وتقبلوا خالص التحية والتقدير.",
        "signs": letter.section,
        "foot": f"رقم المعاملة {references.show(reference)}. يُذكر رقم هذا الخطاب وتاريخه عند الرد.",
        "page": "صفحة",
        "of": "من",
    }


def render(letter: Letter, **facts: Any) -> bytes:
    """Return the letter as a PDF; `facts` are those of `data`."""
    return pdf.render(TEMPLATE, data(letter, **facts))
