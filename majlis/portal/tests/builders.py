"""Somebody who walks through the questions of the portal, and what he answers unless a test says otherwise."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE, the_service
from majlis.cases.tests.files import picture, upload
from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import within
from majlis.intake.models import Draft

REFERENCE = re.compile(r'class="ref" dir="ltr">(\d{3} \d{3} \d{4})<')
PIN = re.compile(r'class="pin__code"><bdi dir="ltr">(\d{3} \d{3})<')
ONCE = re.compile(r'name="once" value="([^"]+)"')
ERROR = re.compile(r'class="error" id="id_(\w+)_error"')

ANSWERS: dict[str, dict[str, Any]] = {
    "words": {"words": "طلبت تأشيرة زيارة لوالدتي ورُفضت مرتين دون سبب"},
    "urgent": {"urgent": "no"},
    "q-wish": {"answer": "أرجو الموافقة على الزيارة"},
    "q-date": {},
    "q-happened": {"answer_calendar": "gregorian", "answer_day": "1", "answer_month": "2", "answer_year": "2024"},
    "q-tried": {"answer": "yes"},
    "q-where": {"answer": "الرياض، حي النسيم"},
    "respondent": {"name": "مدير الإدارة"},
    "withhold": {"withhold": "no"},
    "whom": {"whom": "me"},
    "standing": {"name": "خالد الحربي", "standing": "relative_of_prisoner"},
    "papers": {"none_support": "on"},
    "identity": {"identity_kind": "resident", "identity_number": "2000000006"},
    "name": {"given_name": "سالم", "family": "الحربي"},
    "you": {"sex": "unsaid"},
    "needs": {"language": "ar"},
    "contact": {"mobile": "0501234567", "whose": "mine"},
}


def the_house() -> tuple[int, int]:
    """Lay out the catalogue and two centres, once; returns the ids of the centres."""
    the_service()
    known = list(Centre.objects.order_by("pk").values_list("pk", flat=True)[:2])
    if len(known) == 2:
        return known[0], known[1]
    first = a_centre(has_headquarters=True)
    second = a_centre(name_ar="مركز جدة", name_en="Jeddah centre", city_ar="جدة", city_en="Jeddah")
    return first.pk, second.pk


def begin(client: Client, service: str = "petition") -> Any:
    """Press "begin" on the page of a service."""
    return client.post(f"/start/{service}/", {})


def step_at(response: Any) -> str:
    """Return the step to which an answer sends: the last part of the address."""
    assert response.status_code == 303, (response.status_code, ERROR.findall(response.content.decode()))
    return str(response["Location"].strip("/").rsplit("/", 1)[-1])


def walk(client: Client, service: str = "petition", until: str = "check", **answers: Any) -> list[str]:
    """Begin a request and answer every question until a step; returns the steps in the order they were asked.

    `answers` replace those of `ANSWERS` by step; "q_wish" stands for "q-wish".
    """
    given = {**ANSWERS, "centre": {"centre": str(the_house()[0])}}
    given |= {code.replace("q_", "q-"): answer for code, answer in answers.items()}
    asked, code = [], step_at(begin(client, service))
    while code not in {until, "check"}:
        asked.append(code)
        assert client.get(f"/request/{code}/").status_code == 200
        code = step_at(client.post(f"/request/{code}/", given[code]))
    return asked


def send(client: Client) -> Any:
    """Press "send" on the page that checks the answers."""
    page = client.get("/request/check/").content.decode()
    found = ONCE.search(page)
    assert found is not None
    return client.post("/request/check/", {"once": found[1]})


def sent(client: Client, service: str = "petition", **answers: Any) -> Case:
    """Walk through all questions, send, and return the case that was opened."""
    walk(client, service, **answers)
    assert step_at(send(client)) == "sent"
    return the_case(client)


def the_case(client: Client) -> Case:
    """Return the case whose number the confirmation shows."""
    found = REFERENCE.search(client.get("/request/sent/").content.decode())
    assert found is not None
    with within(HOUSE):
        return Case.objects.select_related("service").get(reference=found[1].replace(" ", ""))


def pin_of(client: Client) -> str:
    """Return the PIN that the confirmation shows; empty when it shows none."""
    found = PIN.search(client.get("/request/sent/").content.decode())
    return found[1].replace(" ", "") if found else ""


def the_draft() -> Draft:
    """Return the only draft."""
    with within(HOUSE):
        return Draft.objects.get()


def a_photo(name: str = "decision.jpg") -> Any:
    """Return a photograph to send."""
    return upload(picture(), name, "image/jpeg")
