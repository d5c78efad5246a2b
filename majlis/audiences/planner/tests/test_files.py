"""Problems written and read again, and files that are none."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from majlis.audiences.planner import files, generate, planning
from majlis.audiences.planner.tests.world import problem, request
from majlis.audiences.planner.weights import Settings


@pytest.mark.parametrize("seed", range(3))
def test_a_problem_comes_back_as_it_was(seed: int) -> None:
    given = generate.problem(seed, generate.Measure(waiting=40, sittings=3, pause=True, deputy=True, opposed=0.3))
    given = generate.told(given, planning.by_list(given), before=2, cancelled=(given.sittings[1].id,))
    found = files.read(files.write(given, Settings(step=90.0)))
    assert found.problem == given
    assert found.settings == Settings(step=90.0)


def test_usual_values_need_not_be_written() -> None:
    bare = {
        "today": "2027-01-03",
        "sittings": [{"id": "s", "day": "2027-01-10", "principal": "m", "seat": "r", "start": 600, "end": 720}],
        "places": [{"id": "hall", "centre": "r", "mode": "video"}],
        "requests": [
            {"id": "a", "priority": "low", "points": 3, "complete": "2027-01-01", "minutes": 10, "centre": "r"}
        ],
    }
    found = files.read(json.dumps({"problem": bare}))
    assert found.settings == Settings()
    assert [one.request for one in planning.plan(found.problem, limit=2).placed] == ["a"]


def spoil(change: Callable[[dict[str, Any]], object]) -> str:
    raw = json.loads(files.write(problem(request("a"), request("b"))))
    change(raw)
    return json.dumps(raw)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: raw.update(schema=2), "file.schema: 1 is wanted"),
        (lambda raw: raw.pop("problem"), "file.problem: this is missing"),
        (lambda raw: raw["problem"].update(colour="red"), "file.problem.colour: this is not known"),
        (lambda raw: raw["problem"].update(today="3.1.2027"), "file.problem.today: a date"),
        (lambda raw: raw["problem"].update(today=3), "file.problem.today: a date"),
        (lambda raw: raw["problem"].update(grid=True), "file.problem.grid: a whole number"),
        (lambda raw: raw["problem"].update(grid=0), "problem.grid: at least 1"),
        (lambda raw: raw["problem"].update(places={}), "file.problem.places: a list"),
        (lambda raw: raw["problem"]["requests"][1].update(id="a"), "problem.requests: a: stands twice"),
        (lambda raw: raw["problem"]["requests"][1].update(minutes=0), "problem.requests: b: minutes"),
        (lambda raw: raw["problem"]["requests"][1].update(minutes="5"), "requests[1].minutes: a whole number"),
        (lambda raw: raw["problem"]["requests"][1].update(priority="red"), "requests[1].priority: one of critical"),
        (lambda raw: raw["problem"]["requests"].append(7), "requests[2]: an object"),
        (lambda raw: raw["problem"]["sittings"][0].update(end=1), "problem.sittings: s1: an end"),
        (lambda raw: raw["problem"].update(opposed=[{"id": "o", "sides": [["a"], ["z"]]}]), "opposed: z: no request"),
        (lambda raw: raw.update(settings={"step": "much"}), "file.settings.step: a number"),
    ],
)
def test_a_file_that_is_no_problem_says_where(change: Callable[[dict[str, Any]], object], words: str) -> None:
    with pytest.raises(files.Unreadable) as refused:
        files.read(spoil(change))
    assert words in str(refused.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3"])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(files.Unreadable):
        files.read(text)
