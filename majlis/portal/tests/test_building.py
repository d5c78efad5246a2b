"""Answers become a request: values in, one value out, without a database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from majlis.catalogue.models import Service
from majlis.core.names import FourNames
from majlis.portal import steps, summary
from majlis.portal.building import NotComplete, build
from majlis.portal.walk import FIELDS, Choice, Known, Sent, Walk

CENTRES = (Choice("3", "Riyadh"), Choice("4", "Jeddah"))
BASE: dict[str, dict[str, str]] = {
    "words": {"words": "أرجو النظر في طلبي"},
    "urgent": {"urgent": "no"},
    "identity": {"identity_kind": "passport", "identity_number": "a1234567", "identity_country": "PK"},
    "name": {"free_name": "Mohammad Rafiq"},
    "you": {"sex": "unsaid"},
    "needs": {"language": "en", "interpreter": "on"},
    "contact": {"mobile": "٠٥٠١٢٣٤٥٦٧", "whose": "shared", "hours_from": "9:00", "hours_until": "12:00"},
    "centre": {"centre": "4"},
}


def a_service(**words: Any) -> Service:
    """Return a service that stands in no table."""
    return Service(**({"code": "inquiry", "kind": "inquiry", "road": "delegated", "asks_whom_for": False} | words))


def a_walk(service: Service | None = None, *, without: str = "", known: Known | None = None, **answers: Any) -> Walk:
    """Return a walk with all answers given, but for one step and those replaced."""
    typed = {**BASE, **{code.replace("q_", "q-"): said for code, said in answers.items()}}
    kept = {
        code: {FIELDS: {name: [value] for name, value in said.items()}}
        for code, said in typed.items()
        if code != without
    }
    return Walk(service or a_service(), kept, "en", CENTRES, (Choice("body:5", "Passports"),), known)


def test_build_takes_every_answer() -> None:
    made = build(a_walk(), seconds=95)
    assert (made.service, made.centre_id, made.words) == ("inquiry", 4, "أرجو النظر في طلبي")
    assert (made.channel, made.language, made.seconds, made.level) == ("portal", "en", 95, 0)
    person, (point,) = made.person, made.points
    assert person is not None
    assert person.name == FourNames(free="Mohammad Rafiq")
    assert (person.identity_kind, person.identity_number, person.identity_country) == ("passport", "A1234567", "PK")
    assert (person.kind, person.interpreter, person.language) == ("visitor", True, "en")
    assert (point.value, point.whose, point.hours) == ("+966501234567", "shared", (dt.time(9), dt.time(12)))


@pytest.mark.parametrize("code", list(BASE))
def test_build_names_the_step_that_is_missing(code: str) -> None:
    with pytest.raises(NotComplete) as missing:
        build(a_walk(without=code))
    assert missing.value.code == code


def test_build_leaves_out_what_an_answer_made_pointless() -> None:
    day = {"passes_on_calendar": "gregorian", "passes_on_day": "1", "passes_on_month": "2", "passes_on_year": "2090"}
    woman = {"served_by": "women_only", "women_readers": "on"}
    made = build(a_walk(urgent={"urgent": "no", **day}, you={"sex": "man", **woman}))
    assert made.passes_on is None
    assert not made.women_readers
    assert made.person is not None
    assert made.person.served_by == ""
    assert build(a_walk(urgent={"urgent": "date", **day})).passes_on == dt.date(2090, 2, 1)


def test_build_leaves_out_for_whom_when_the_answer_was_changed_to_oneself() -> None:
    service = a_service(asks_whom_for=True)
    other = {"name": "خالد", "standing": "lawyer"}
    made = build(a_walk(service, whom={"whom": "me"}, standing=other))
    assert made.for_whom.name == ""
    made = build(a_walk(service, whom={"whom": "other"}, standing=other, papers={}))
    assert (made.for_whom.name, made.for_whom.standing) == ("خالد", "lawyer")


@pytest.mark.parametrize("asks", [True, False])
def test_name_may_be_withheld_on_every_complaint(asks: bool) -> None:
    service = a_service(kind="complaint", asks_respondent=asks)
    assert "withhold" in [step.code for step in steps.steps(a_walk(service))]
    assert "withhold" not in [step.code for step in steps.steps(a_walk(a_service(kind="petition")))]


@pytest.mark.parametrize(
    ("said", "name", "mark"),
    [
        ({"known": "body:5"}, "Passports", "body:5"),
        ({"known": "body:5", "name": "the head"}, "the head", "body:5"),
        ({"name": "my employer"}, "my employer", ""),
    ],
)
def test_build_names_the_respondent(said: dict[str, str], name: str, mark: str) -> None:
    made = build(a_walk(a_service(asks_respondent=True), respondent=said, withhold={"withhold": "yes"}))
    assert (made.respondent.name, made.respondent.mark, made.withhold_name) == (name, mark, True)


def test_respondent_that_is_not_offered_is_refused() -> None:
    walk = a_walk(a_service(asks_respondent=True), respondent={"known": "staff:7"}, withhold={"withhold": "no"})
    with pytest.raises(NotComplete, match="respondent"):
        build(walk)


def test_build_keeps_answers_as_plain_values() -> None:
    lines = [
        {"code": "day", "type": "date", "names": {"en": "When?"}, "required": False},
        {"code": "file", "type": "digits", "names": {"en": "File?"}},
        {"code": "asked", "type": "yes_no", "names": {"en": "Asked?"}, "required": False},
        {"code": "rung", "type": "line", "names": {"en": "Rung?"}, "unless": "portal"},
    ]
    hijri = {"answer_calendar": "hijri", "answer_day": "1", "answer_month": "9", "answer_year": "1445"}
    walk = a_walk(a_service(question_lines=lines), q_day=hijri, q_file={"answer": "١٢ ٣٤"}, q_asked={"answer": ""})
    assert build(walk).answers == {"day": "2024-03-11", "file": "1234"}


def test_build_of_one_who_signed_in_asks_nothing_that_is_known() -> None:
    known = Known(id=8, name="Norah", level=3, asked=True, reachable=True, version=1)
    walk = a_walk(known=known)
    assert [step.code for step in steps.steps(walk)] == ["words", "urgent", "centre"]
    made = build(walk)
    assert (made.beneficiary_id, made.level, made.person, made.points) == (8, 3, None, ())


def test_one_centre_is_not_asked_for() -> None:
    walk = Walk(a_service(), a_walk().kept, "en", CENTRES[:1])
    assert "centre" not in [step.code for step in steps.steps(walk)]
    assert build(walk).centre_id == 3


def test_recording_stands_for_words() -> None:
    walk = a_walk(words={"words": ""})
    with pytest.raises(NotComplete, match="words"):
        build(walk)
    spoken = Walk(walk.service, walk.kept, "en", CENTRES, papers=(Sent("1", "voice.mp3", "said"),))
    assert build(spoken).words == "Said in the attached recording or photograph."


@pytest.mark.parametrize("standing", ["relative_of_prisoner", "relative_of_patient", "relative_of_missing",
                                      "relative_of_dead"])  # fmt: skip
def test_no_paper_is_asked_of_kin(standing: str) -> None:
    walk = a_walk(a_service(asks_whom_for=True), whom={"whom": "other"}, standing={"name": "x", "standing": standing})
    assert steps.paper_lines(walk) == []


@pytest.mark.parametrize("standing", ["guardian", "blood_heir", "prison_officer", "delegate"])
def test_power_of_attorney_is_asked_of_agents_and_lawyers_alone(standing: str) -> None:
    walk = a_walk(a_service(asks_whom_for=True), whom={"whom": "other"}, standing={"name": "x", "standing": standing})
    (line,) = steps.paper_lines(walk)
    assert "attorney" not in line.hint
    agent = a_walk(a_service(asks_whom_for=True), whom={"whom": "other"}, standing={"name": "x", "standing": "agent"})
    assert "attorney" in steps.paper_lines(agent)[0].hint


def test_summary_tells_every_answer_once_with_its_step() -> None:
    rows = summary.rows(a_walk(you={"sex": "unsaid"}))
    told = {row.question: row.answer for row in rows}
    assert told["Is it urgent?"] == "No"
    assert told["Are you a woman or a man?"] == "I would rather not say"
    assert told["Mobile number"] == '<bdi dir="ltr">050 123 4567</bdi>'
    assert told["Use it only from"] == '<bdi dir="ltr">9:00</bdi>'
    assert [row.step for row in rows if row.first] == [step.code for step in steps.steps(a_walk())]


def test_summary_shows_typed_marks_as_text() -> None:
    (row, *_rest) = summary.rows(a_walk(words={"words": "<script>x</script>"}))
    assert "<script>" not in row.answer
    assert "&lt;script&gt;" in row.answer
