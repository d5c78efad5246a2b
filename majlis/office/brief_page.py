"""The brief of a case as one A4 page, and the briefs of a folder together behind a page of contents."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from textwrap import wrap
from typing import Any

import segno
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext

from majlis.cases.models import Case
from majlis.core import clock, pdf, references
from majlis.core.ui import dates
from majlis.office.models import Brief, Folder
from majlis.office.queries import PAGE_PREFIX
from majlis.trail import queries as trail

TEMPLATE = Path(__file__).parent / "paper" / "brief.typ"
LONGEST = {"lines": 520, "asked": 240, "proposed": 240}
ROWS = {"opinions": (4, 110), "options": (4, 130), "history": (6, 60)}


def _cut(words: str, longest: int) -> str:
    """Return the words, cut at a word with a mark when they are too long for the page."""
    line = " ".join(words.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + " […]"


def _rows(words: str, name: str) -> list[str]:
    most, longest = ROWS[name]
    rows = [line for line in words.splitlines() if line.strip()]
    cut = [_cut(row, longest) for row in rows[:most]]
    return [*cut, "[…]"] if len(rows) > most else cut


def data(brief: Brief, case: Case) -> dict[str, Any]:
    """Return what the page shows, in the language in use. Dates stand in both calendars."""
    person = case.beneficiary
    lines = trail.timeline(case.pk, public=True)
    most, longest = ROWS["history"]
    history = [{"day": _day(line.at), "words": _cut(strip_tags(line.words), longest)} for line in lines[-most:]]
    return {
        "title": gettext("Brief"),
        "date": strip_tags(dates.both(clock.today())),
        "reference": references.show(case.reference),
        "rank": f"{case.get_priority_display()} · {gettext('%(n)s points') % {'n': case.points}}",
        "name": person.name.display or person.latin_name,
        "kind": str(case.get_kind_display()),
        "who": f"{person.get_kind_display()} · {case.get_kind_display()} · {case.centre}",
        "asked": _cut(brief.asked, LONGEST["asked"]),
        "lines": _cut(brief.lines, LONGEST["lines"]),
        "history": history,
        "opinions": _rows(brief.opinions, "opinions") or [gettext("None was asked yet.")],
        "options": _rows(brief.options, "options") or [gettext("As asked."), gettext("Declined, with the reason.")],
        "proposed": _cut(brief.proposed, LONGEST["proposed"]),
        "boxes": [gettext("Approved"), gettext("Refer for study"), gettext("Later"), gettext("Declined")],
        "rules": 5,
        "gap": 7,
        "signs": [gettext("To:"), gettext("Within:"), gettext("Signature:")],
        "code": "-".join(wrap(brief.code, 4)),
        "picture": f"{brief.code}.svg",
        "foot": gettext("Confidential, not to be copied. Each reading is recorded. Page one of one."),
        "labels": {
            "asked": gettext("What is asked"),
            "lines": gettext("In three lines"),
            "history": gettext("In dates"),
            "opinions": gettext("What the bodies say"),
            "options": gettext("Options and what follows"),
            "proposed": gettext("What the office proposes"),
            "directive": gettext("Directive"),
            "code": gettext("Code of this page"),
        },
    }


def _day(at: Any) -> str:
    return strip_tags(dates.both(clock.day_of(at), "short"))


def render(brief: Brief, case: Case) -> bytes:
    """Return the brief as a PDF of exactly one page; its code leads a scanned page back to the case."""
    return _render([data(brief, case)], [brief], title=gettext("Brief"))


def render_folder(folder: Folder, briefs: list[Brief]) -> bytes:
    """Return the briefs of a folder in its order, one page each, behind a page of contents."""
    return render_together(f"{gettext('Folder')} {folder.number}", briefs)


def render_together(title: str, briefs: list[Brief], unwritten: Iterable[Case] = ()) -> bytes:
    """Return briefs in their order, one page each, behind a page of contents; it names those that are not written."""
    pages = [data(brief, brief.case) for brief in briefs]
    rows = [
        [str(place), page["reference"], page["name"], page["kind"], page["rank"]]
        for place, page in enumerate(pages, start=1)
    ]
    rows += [_unwritten(case) for case in unwritten]
    columns = [gettext("No."), gettext("Case"), gettext("Name"), gettext("Kind"), gettext("Class")]
    date = strip_tags(dates.both(clock.today()))
    contents = {"title": title, "date": date, "columns": columns, "rows": rows}
    return _render(pages, briefs, title=title, contents=contents)


def _unwritten(case: Case) -> list[str]:
    person = case.beneficiary
    name = person.name.display or person.latin_name
    return ["–", references.show(case.reference), name, str(case.get_kind_display()), gettext("No brief yet")]


def _render(pages: list[dict[str, Any]], briefs: list[Brief], *, title: str, contents: Any = None) -> bytes:
    whole = {
        "lang": "ar" if (get_language() or "ar").startswith("ar") else "en",
        "size": 10.4,
        "title": title,
        "contents": contents,
        "briefs": pages,
    }
    return pdf.render(TEMPLATE, whole, files={f"{brief.code}.svg": _picture(brief) for brief in briefs})


def _picture(brief: Brief) -> bytes:
    picture = io.BytesIO()
    segno.make(f"{PAGE_PREFIX}{brief.code}", error="m").save(picture, kind="svg", border=0, scale=4)
    return picture.getvalue()
