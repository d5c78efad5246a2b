"""Handed over by a numbered list that both sides sign; and by letter, what belongs to another body."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.audit import moves, queries
from majlis.audit.checks import QUESTIONS, Answered
from majlis.audit.models import HandoverList
from majlis.bodies.tests.builders import a_body
from majlis.cases import moves as cases
from majlis.cases.models import Case
from majlis.cases.models.about import Role
from majlis.cases.papers import store
from majlis.cases.states import State
from majlis.cases.tests.builders import HOUSE, a_case, a_person, in_state
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db

FINE = Answered(dict.fromkeys(QUESTIONS, "yes"))


def _accepted(auditor: Any, **words: Any) -> Case:
    case = in_state(a_case("audience_person", **words), State.UNDER_AUDIT, section="audit", turn="audit")
    with within(auditor):
        moves.accept(case, by=auditor, answered=FINE)
    return case


def test_list_is_numbered_without_a_gap_and_signed_by_the_other_side() -> None:
    auditor, office = a_viewer("audit_officer"), a_viewer("minister_office")
    first, second = _accepted(auditor), _accepted(auditor)
    with within(auditor):
        one = moves.make_list([first], by=auditor)
        two = moves.make_list([second], by=auditor)
        assert two.number == one.number + 1
        with pytest.raises(PermissionDenied):
            moves.sign_list(one, by=auditor)
    with within(office):
        moves.sign_list(one, by=office)
        with pytest.raises(Refused, match="signed already"):
            moves.sign_list(one, by=office)
        with pytest.raises(PermissionDenied):
            moves.make_list([first], by=office)
    kinds = [line.kind for line in reading.timeline(first.pk, public=False)]
    assert kinds[-2:] == ["audit.listed", "audit.signed"]
    assert reading.first_break(first.pk) is None


def test_case_stands_on_one_list_until_it_is_accepted_anew() -> None:
    auditor, office = a_viewer("audit_officer"), a_viewer("minister_office")
    case, open_one = _accepted(auditor), in_state(a_case(), State.UNDER_AUDIT, section="audit")
    with within(auditor):
        moves.make_list([case, open_one], by=auditor)
        assert queries.unlisted() == []
        with pytest.raises(Refused, match="that go on the list"):
            moves.make_list([case], by=auditor)
    with within(office):
        cases.send_back_to_audit(case, by=office, reason="entry")
    with within(auditor):
        moves.accept(case, by=auditor, answered=FINE)
        moves.make_list([case], by=auditor)
    assert HandoverList.objects.count() == 2


def _not_ours(**words: Any) -> Case:
    person = a_person(given="سالم", family="الحربي", identity_kind="resident", identity_number="2123456785")
    given: dict[str, Any] = {"beneficiary_id": person.pk, "words": "راتبي لم يصرف منذ شهرين"} | words
    return in_state(a_case("complaint_body", **given), State.UNDER_AUDIT, section="audit", turn="audit")


def _read(outgoing: Any, folder: Path) -> str:
    with within(HOUSE):
        kept = store.open_whole(outgoing.paper.pk, outgoing.paper.sha256)
    assert kept is not None
    with kept:
        (folder / "letter.pdf").write_bytes(kept.read())
    command = ["pdftotext", "-layout", str(folder / "letter.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_what_is_not_ours_goes_by_a_numbered_letter(tmp_path: Path, client: Client) -> None:
    case, body, auditor = _not_ours(), a_body(name_ar="وزارة الموارد البشرية"), a_viewer("audit_officer")
    with within(auditor):
        sent = moves.hand_over_outside(case, by=auditor, answered=FINE, body=body)
    assert (case.outcome, sent.to_name) == ("not_ours", "وزارة الموارد البشرية")
    said = _read(sent, tmp_path)
    assert str(sent) in said
    assert "2123456785" in said
    client.force_login(a_staff("audit_officer"))
    assert str(sent) in client.get(reverse("audit:handovers")).content.decode()
    letter = client.get(reverse("audit:letter", args=[sent.pk]))
    assert letter.status_code == 200
    assert b"".join(letter.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    client.force_login(a_staff("minister_office"))
    assert client.get(reverse("audit:letter", args=[sent.pk])).status_code == 403


def test_letter_of_a_withheld_name_shows_nothing_of_the_person(tmp_path: Path) -> None:
    case, body, auditor = _not_ours(withhold_name=True), a_body(), a_viewer("audit_officer")
    with within(auditor):
        for words, code in (
            ("", "no_words"),
            ("يشكو سالم الحربي", "names_person"),
            ("هويته 2123456785", "names_person"),
        ):
            with pytest.raises(Refused) as no:
                moves.hand_over_outside(case, by=auditor, answered=FINE, body=body, words=words)
            assert no.value.code == code
        sent = moves.hand_over_outside(case, by=auditor, answered=FINE, body=body, words="تأخر صرف الأجور في منشأة")
    said = _read(sent, tmp_path)
    assert sent.secret
    assert "2123456785" not in said
    assert "راتبي" not in said
    assert "الحربي" not in said


def test_what_is_not_ours_never_goes_to_whom_it_complains_of() -> None:
    case, body, auditor = _not_ours(), a_body(), a_viewer("audit_officer")
    below = a_body(parent=body)
    with within(HOUSE):
        cases.add_party(case, by=HOUSE, role=Role.RESPONDENT, mark=f"body:{body.pk}")
    for target in (body, below):
        with within(auditor), pytest.raises(Refused, match="complained of"):
            moves.hand_over_outside(case, by=auditor, answered=FINE, body=target)
        assert target not in queries.may_be_theirs(case)
    assert case.state == State.UNDER_AUDIT
