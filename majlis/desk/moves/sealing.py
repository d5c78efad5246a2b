"""Hand a case that is a security matter to the sealed compartment, and have every word of it destroyed here."""

from __future__ import annotations

from collections.abc import Iterator

from majlis.cases import moves as cases
from majlis.cases.models import Case, Note, Paper
from majlis.cases.models.papers import Scan
from majlis.cases.moves.door import lock, require
from majlis.cases.papers import store
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.people.models import Beneficiary
from majlis.sealed import moves as sealed
from majlis.sealed.crypto.parts import Given
from majlis.sealed.moves import Code
from majlis.sealed.moves.taking_in import MOST_PAPERS, MOST_WORDS


def seal_away(case: Case, *, by: Viewer, version: int | None = None) -> Code:
    """Seal what a case says and brings, then empty the case; both happen or neither does.

    Returns the seven words by which the person can come back to the sealed report. They are shown once and kept
    nowhere. Raises PermissionDenied, `sealed_not_open`, and Busy when somebody was faster.
    """
    require(by, "seal", case)
    with house():
        lock(case.pk)
        person = Beneficiary.objects.get(pk=case.beneficiary_id)
        name = "" if case.withhold_name else person.name.display or person.latin_name
        papers, words = list(_papers(case)), _words(case)
        code = sealed.seal(words, papers[:MOST_PAPERS], name=name, language=case.language)
        for start in range(MOST_PAPERS, len(papers), MOST_PAPERS):
            sealed.seal(case.reference, papers[start : start + MOST_PAPERS], language=case.language)
    cases.seal(case, by=by, version=version)
    return code


def _words(case: Case) -> str:
    notes = Note.objects.filter(case=case).values_list("words", flat=True)
    answers = [f"{name}: {value}" for name, value in case.answers.items()]
    return "\n\n".join([case.subject, case.words, *answers, *notes])[:MOST_WORDS]


def _papers(case: Case) -> Iterator[Given]:
    for paper in Paper.objects.filter(case=case).exclude(scan=Scan.REFUSED).order_by("at", "id"):
        file = store.open_whole(paper.pk, paper.sha256)
        if file is not None:
            with file:
                yield Given(paper.name, paper.media_type, file.read())
