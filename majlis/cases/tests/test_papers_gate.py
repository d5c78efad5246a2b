"""A paper goes out through the gate alone: to whoever may read its case, when it is clean, and never inline."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from majlis.accounts import gate
from majlis.accounts.queries import viewer_for
from majlis.accounts.roles import ROLES, Place
from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.cases import moves as cases
from majlis.cases import queries_papers as queries
from majlis.cases.models import Case, Paper
from majlis.cases.moves import papers as moves
from majlis.cases.papers import store
from majlis.cases.papers.scanner import Verdict
from majlis.cases.states import State
from majlis.cases.tests import files
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.scope import within
from majlis.core.viewer import Kind, Viewer
from majlis.trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_papers(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "papers")


@pytest.fixture
def public() -> Iterator[list[Viewer]]:
    """Let a test say who the public request is, as the portal's sessions do."""
    said: list[Viewer] = []

    def build(request: HttpRequest) -> Viewer | None:
        return said[-1] if said else None

    gate._builders.insert(0, build)
    yield said
    gate._builders.remove(build)


def _paper(case: Case, *, verdict: Verdict = Verdict.CLEAN, name: str = "عقد العمل.pdf", **words: Any) -> Paper:
    with within(HOUSE):
        paper = moves.take_paper(files.upload(files.pdf(), name), by=HOUSE, case=case, **words)
        moves.settle(paper.pk, verdict, by=HOUSE)
        paper.refresh_from_db()
    return paper


def _status(client: Client, paper: Paper, whose: str = "desk/") -> int:
    answer = client.get(f"/{whose}papers/{paper.pk}/")
    answer.getvalue()  # a file that is handed out is read to its end
    return answer.status_code


def test_paper_is_saved_and_never_shown_when_handed_out(client: Client) -> None:
    case = in_state(a_case(), State.UNDER_AUDIT, section="audit")
    paper = _paper(case)
    client.force_login(a_staff("audit_officer"))
    answer = client.get(f"/desk/papers/{paper.pk}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == files.pdf()  # type: ignore[attr-defined]
    said = answer.headers
    assert said["Content-Disposition"].startswith("attachment; filename*=utf-8''%D8%B9")
    assert (said["Content-Type"], said["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert (said["Content-Security-Policy"], said["Cache-Control"]) == (
        "sandbox; default-src 'none'",
        "private, no-store",
    )
    assert client.post(f"/desk/papers/{paper.pk}/").status_code == 405


def test_each_opening_by_staff_is_written_down(client: Client, public: list[Viewer]) -> None:
    case = in_state(a_case(), State.UNDER_AUDIT, section="audit")
    paper, held = _paper(case), _paper(case, verdict=Verdict.UNAVAILABLE, staff_only=True)
    member = a_staff("audit_officer")
    client.force_login(member)
    for _time in range(2):
        _status(client, paper)
    _status(client, held)
    public.append(Viewer(kind=Kind.LINK, id=case.pk))
    assert _status(client, paper, "") == 200
    with within(HOUSE):
        found = Entry.objects.filter(case_id=case.pk, kind="case.paper_opened")
        assert [(one.actor_id, one.facts["paper"]) for one in found] == [(member.pk, str(paper.pk))] * 2


@pytest.mark.parametrize(("verdict", "word"), [(Verdict.UNAVAILABLE, "paper_held"), (Verdict.REFUSED, "paper_refused")])
def test_paper_stays_here_when_it_is_not_clean(
    client: Client, public: list[Viewer], verdict: Verdict, word: str
) -> None:
    case = in_state(a_case(), State.UNDER_AUDIT, section="audit")
    paper = _paper(case, verdict=verdict)
    client.force_login(a_staff("audit_officer"))
    public.append(Viewer(kind=Kind.BENEFICIARY, id=case.beneficiary_id))
    for whose in ("desk/", ""):
        answer = client.get(f"/{whose}papers/{paper.pk}/")
        assert answer.status_code == 422
        assert word in answer.content.decode()


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_paper_stays_here_when_its_file_is_not_as_it_was_kept(client: Client, harm: str) -> None:
    case = in_state(a_case(), State.UNDER_AUDIT, section="audit")
    paper = _paper(case)
    store.remove(paper.pk)
    if harm == "changed":
        store.place(paper.pk).write_bytes(files.pdf(2))
    client.force_login(a_staff("audit_officer"))
    assert _status(client, paper) == 422
    with within(HOUSE):
        assert not Entry.objects.filter(case_id=case.pk, kind="case.paper_opened").exists()


def test_nobody_gets_a_paper_when_he_may_not_read_its_case(client: Client) -> None:
    here, there = a_centre(), a_centre()
    marks: list[dict[str, Any]] = [{}, {"women_only": True}, {"women_readers": True}, {"sensitivity": 2}]
    papers = [
        _paper(in_state(a_case(centre=here), State.UNDER_AUDIT, section=section, **extra))
        for section, extra in itertools.product(
            ("inquiries", "operations", "audit", "office", "followup"),
            marks,
        )
    ]
    seen = 0
    for role, woman in itertools.product(ROLES, (True, False)):
        for centre in (here, there):
            member = a_staff(role, centre if ROLES[role].place is Place.CENTRE else None, woman=woman)
            viewer = viewer_for(member)
            with within(viewer):
                readable = set(Case.objects.visible_to(viewer).values_list("pk", flat=True))
            client.force_login(member)
            for paper in papers:
                status = _status(client, paper)
                assert status == (200 if paper.case_id in readable else 404), (role, paper.case)
                seen += status == 200
    assert seen > 100
    client.logout()
    assert {_status(client, paper) for paper in papers} == {302}


def test_person_gets_his_own_papers_and_no_others(client: Client, public: list[Viewer]) -> None:
    case, other = a_case(), a_case()
    mine, hidden, theirs = _paper(case), _paper(case, staff_only=True), _paper(other)
    assert {_status(client, paper, "") for paper in (mine, hidden, theirs)} == {404}
    for viewer in (Viewer(kind=Kind.LINK, id=case.pk), Viewer(kind=Kind.BENEFICIARY, id=case.beneficiary_id)):
        public.append(viewer)
        assert [_status(client, paper, "") for paper in (mine, hidden, theirs)] == [200, 404, 404]
        assert _status(client, mine) == 302
        with within(viewer):
            assert queries.of_case(case, viewer) == [mine]
            assert list(Paper.objects.order_by("pk")) == [mine]  # the database says the same by itself


def test_liaison_gets_no_paper_when_the_name_is_withheld(client: Client) -> None:
    open_case, quiet = a_case(), a_case(withhold_name=True)
    liaison = a_staff("body_liaison")
    client.force_login(liaison)
    until = clock.now() + dt.timedelta(days=1)
    for case in (open_case, quiet):
        with within(HOUSE):
            cases.share(case, by=HOUSE, viewer=f"staff:{liaison.pk}", why="liaison", until=until)
    assert _status(client, _paper(open_case)) == 200
    assert _status(client, _paper(open_case, staff_only=True)) == 404
    assert _status(client, _paper(quiet)) == 404


def test_papers_of_drafts_are_behind_no_address(client: Client, public: list[Viewer]) -> None:
    import uuid

    with within(HOUSE):
        paper = moves.take_paper(files.upload(files.pdf()), by=HOUSE, draft=uuid.uuid4())
        moves.settle(paper.pk, Verdict.CLEAN, by=HOUSE)
    client.force_login(a_staff("programme_director"))
    assert [_status(client, paper), _status(client, paper, "")] == [404, 404]


def test_request_is_turned_away_unread_when_it_is_too_large(client: Client, settings: Any) -> None:
    settings.REQUEST_BYTES = 1000
    answer = client.post("/papers/", b"x" * 1001, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "request_too_large" in answer.content.decode()
    assert client.post("/papers/", b"x", content_type="text/plain").status_code == 404


def test_list_tells_how_each_paper_stands() -> None:
    case = a_case()
    papers = [_paper(case, verdict=one, name=f"{one}.pdf", item_code="") for one in list(Verdict)[:1]]
    papers.append(_paper(case, verdict=Verdict.UNAVAILABLE, staff_only=True, name="<b>held</b>.pdf"))
    with within(HOUSE):
        scan = moves.take_paper(files.upload(files.tiff(3)), by=HOUSE, case=case)
        moves.settle(scan.pk, Verdict.REFUSED, by=HOUSE)
        papers = queries.of_case(case, HOUSE)
        lacking = queries.missing(case)
    facts = {"papers": papers, "lacking": lacking, "for_staff": True, "unscanned": True}
    shown = render_to_string("cases/parts/papers.html", facts)
    assert shown.count("<li") == 3
    assert shown.count("<a") == 1
    assert f"/desk/papers/{papers[0].pk}/" in shown
    for words in ("Being checked", "harmful file", "For the staff only", "No scanner is set up", "3</bdi> pages"):
        assert words in " ".join(shown.split())
    assert "<b>" not in shown
    own = render_to_string("cases/parts/papers.html", {"papers": papers[:1]})
    assert f'"/papers/{papers[0].pk}/"' in own
    with translation.override("ar"):
        arabic = render_to_string("cases/parts/papers.html", facts)
    assert "قيد الفحص" in arabic
    assert "No papers yet" in render_to_string("cases/parts/papers.html", {"papers": []})


def test_viewer_of_a_role_sees_what_the_database_shows() -> None:
    case = in_state(a_case(), State.UNDER_AUDIT, section="audit")
    _paper(case), _paper(case, staff_only=True)
    auditor = a_viewer("audit_officer")
    with within(auditor):
        assert set(Paper.objects.visible_to(auditor)) == set(Paper.objects.all())
        assert Paper.objects.count() == 2
