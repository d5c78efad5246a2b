"""What an officer does with a report. What he reads and writes in plain text stays in his browser."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from nacl.bindings import crypto_box_SEALBYTES

from majlis.bodies.models import Body
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.sealed import facts, rules, states
from majlis.sealed.crypto.parts import ANSWER_STEP, NONCE_BYTES
from majlis.sealed.models import Answer, PassedOn, Report
from majlis.sealed.states import State
from majlis.trail import moves as trail

MOST_ANSWER = 64 * 1024
MOST_ANSWERS = 50
_TAG_BYTES = 16


def look(report: Report, *, by: Viewer) -> None:
    """Note that an officer fetches a report's ciphertext; the first one begins its reading."""
    _allow(by)
    with house():
        after = states.after("read", State(report.state))
        if after is not None:
            Report.objects.filter(pk=report.pk, state=report.state).update(state=after)
            report.state = after
        _write("sealed.looked", report, by)


def look_at_paper(report: Report, number: int, *, by: Viewer) -> None:
    """Note that an officer fetches a paper's ciphertext."""
    _allow(by)
    with house():
        _write("sealed.paper_looked", report, by, paper=number)


def answer(report: Report, *, by: Viewer, to_reporter: bytes, to_officers: bytes, version: int) -> None:
    """Keep an answer that the officer's browser sealed; refuses what cannot be a sealed text (`not_sealed`)."""
    if not _is_sealed(to_reporter, crypto_box_SEALBYTES) or not _is_sealed(to_officers, NONCE_BYTES + _TAG_BYTES):
        raise Refused("not_sealed", _("The answer did not arrive sealed, so it was not kept. Seal it in your browser."))
    with house():
        _move("answer", report, by, version)
        number = report.answers.count() + 1
        if number > MOST_ANSWERS:
            raise Refused("too_many_answers", _("This report has as many answers as it may have."))
        Answer.objects.create(report=report, number=number, to_reporter=to_reporter, to_officers=to_officers)
        _write("sealed.answered", report, by)


def pass_on(report: Report, *, by: Viewer, body: Body | None, how: str, version: int) -> None:
    """Record that a report was handed to a security body, or to the minister when `body` is None.

    The handing over itself happens outside the house: on paper that the officer's browser printed, or in a file that
    it sealed to the body's public key. Refuses a body that is no security body (`not_a_security_body`).
    """
    if body is not None and not body.security:
        raise Refused("not_a_security_body", _("A sealed report goes to a security body or to the minister only."))
    with house():
        _move("pass_on", report, by, version)
        PassedOn.objects.create(report=report, body=body, how=how)
        _write("sealed.passed_on", report, by, body=body.pk if body else None, how=how)


def close(report: Report, *, by: Viewer, version: int) -> None:
    """End the work on a report; its reporter still reads his answers."""
    with house():
        _move("close", report, by, version)
        _write("sealed.closed", report, by)


def reopen(report: Report, *, by: Viewer, version: int) -> None:
    """Take the work on a closed report up again."""
    with house():
        _move("reopen", report, by, version)
        _write("sealed.reopened", report, by)


def _move(act: str, report: Report, by: Viewer, version: int) -> None:
    """Compare and set: refuses a wrong state (`not_now`) and a row that somebody changed meanwhile (`busy`)."""
    _allow(by)
    start = State(report.state)
    after = states.after(act, start)
    if after is None:
        raise Refused("not_now", _("This is not possible in the state that the report is in."))
    found = Report.objects.filter(pk=report.pk, state=start, version=version)
    if not found.update(state=after, version=version + 1):
        raise Busy
    report.state, report.version = after.value, version + 1


def _allow(by: Viewer) -> None:
    if not rules.is_officer(by):
        raise Refused("not_yours", _("Only an officer of the compartment may do this."))


def _write(kind: str, report: Report, by: Viewer, **more: Any) -> None:
    trail.record(kind, by=by, subject=(facts.REPORT, report.pk), report=str(report), **more)


def _is_sealed(content: bytes, overhead: int) -> bool:
    padded = len(content) - overhead
    return 0 < padded <= MOST_ANSWER and padded % ANSWER_STEP == 0
