"""What people do on the pages, as verbs: ask, open one's request, register, check, direct, refer, finish.

Everything goes through the pages of a running house. A form is filled in by the names of its fields, and sent by
the words on its button, as somebody reads them.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from tests.journeys.house import House

RIYADH = ZoneInfo("Asia/Riyadh")
LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
WEEKEND = (4, 5)
_numbers = itertools.count(os.getpid() * 100 % 10_000_000)

WORDS = {
    "ar": {
        "begin": "ابدأ",
        "onward": "متابعة",
        "send": "أرسل الطلب",
        "show": "اعرض الحالة",
        "satisfied": "راضٍ جدًّا",
        "send_it": "إرسال",
    },
    "en": {
        "begin": "Begin",
        "onward": "Continue",
        "send": "Send the request",
        "show": "Show where it stands",
        "satisfied": "Very satisfied",
        "send_it": "Send it",
    },
}
Answers = dict[str, Any]
ANSWERS: dict[str, Answers] = {
    "words": {"words": "طلبت تأشيرة زيارة لوالدتي ورُفضت مرتين دون ذكر السبب"},
    "urgent": {"urgent": "no"},
    "q-wish": {"answer": "أرجو الموافقة على الزيارة"},
    "q-happened": {},
    "q-tried": {"answer": "yes"},
    "q-where": {"answer": "الرياض، حي النسيم"},
    "respondent": {"name": "مدير الإدارة"},
    "withhold": {"withhold": "no"},
    "whom": {"whom": "me"},
    "papers": {},
    "you": {},
    "needs": {},
}


@dataclass(frozen=True)
class Person:
    """Somebody who asks: a number of a resident's card that nobody else has, a name, a mailbox of his own."""

    number: str
    family: str
    mail: str


@dataclass(frozen=True)
class Slip:
    """What somebody takes home: the number of his request, and its PIN."""

    reference: str
    pin: str


def a_person(family: str = "الحربي", first: str = "2") -> Person:
    """Return somebody new; `first` is the first digit of the card: 2 a resident, 1 a citizen."""
    nine = first + f"{next(_numbers):08d}"
    doubled = (sum(divmod(int(digit) * 2, 10)) if place % 2 == 0 else int(digit) for place, digit in enumerate(nine))
    number = nine + str(-sum(doubled) % 10)
    return Person(number, family, f"person{number}@example.com")


def a_paper(name: str = "letter.png") -> dict[str, Any]:
    """Return a small photograph to send."""
    from majlis.cases.tests.files import picture

    return {"name": name, "mimeType": "image/jpeg", "buffer": picture()}


def put(page: Page, fields: Answers) -> None:
    """Fill in fields by their names: a tick, a choice, a line of a list, a file, or words."""
    for name, value in fields.items():
        controls = page.locator(f'main [name="{name}"]:not([type="hidden"])')
        kind = controls.first.evaluate("one => one.type")
        if kind == "radio":
            page.locator(f'main [name="{name}"][value="{value}"]').check()
        elif kind == "checkbox":
            (page.locator(f'main [name="{name}"][value="{value}"]') if value is not True else controls.first).check()
        elif kind.startswith("select"):
            controls.first.select_option(value)
        elif kind == "file":
            controls.first.set_input_files(value)
        else:
            controls.first.fill(value)


def day_of(day: dt.date, name: str) -> Answers:
    """Return the fields of a date of the common calendar."""
    return {
        f"{name}_calendar": "gregorian",
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


def press(page: Page, words: str) -> None:
    """Press the button, or follow the link, that bears these words, and wait for the next page."""
    main = page.get_by_role("main")
    with page.expect_navigation():
        main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words)).first.click()


def digits(words: str) -> str:
    """Return the digits of some words, without spaces, in Latin figures."""
    return re.sub(r"\D", "", words.translate(LATIN))


def words_of(page: Page) -> dict[str, str]:
    """Return what the public buttons say in the language of the page."""
    return WORDS[page.locator("html").get_attribute("lang") or "ar"]


def told(page: Page) -> str:
    """Return the words that the page shows."""
    return page.get_by_role("main").inner_text()


# The house's time


def now(house: House) -> dt.datetime:
    """Return the time of the house, in Riyadh."""
    shift = int(house.clock.read_text() or "0")
    at = dt.datetime.now(dt.UTC)  # noqa: TID251 - the house is another process; this adds its own shift
    return at.astimezone(RIYADH) + dt.timedelta(seconds=shift)


def shift_to(house: House, moment: dt.datetime) -> None:
    """Move the house's clock forward to a moment; one that is past changes nothing."""
    minutes = (moment - now(house)).total_seconds() / 60
    if minutes > 0:
        house.shift(minutes=minutes)


def working_day(day: dt.date, after: int = 0) -> dt.date:
    """Return the first day from `day` on, `after` working days later, that is no Friday or Saturday."""
    while day.weekday() in WEEKEND:
        day += dt.timedelta(days=1)
    for _each in range(after):
        day = working_day(day + dt.timedelta(days=1))
    return day


def in_the_morning(house: House, after: int = 0) -> dt.date:
    """Let it be morning in the house, on this working day if it is early enough, else the next; returns the day."""
    at = now(house)
    today = at.date() if at.hour < 15 and at.date().weekday() not in WEEKEND else at.date() + dt.timedelta(days=1)
    day = working_day(working_day(today), after)
    shift_to(house, dt.datetime.combine(day, dt.time(9), RIYADH))
    return day


def mail_arrives(house: House, person: Person, more_than: int = 0) -> Any:
    """Let the worker finish; return the newest letter that the person's mailbox has, when it has more than so many."""
    house.settle()
    if len(house.letters.to(person.mail)) <= more_than:
        house.do("majlis.notifications.tasks.sweep")
    arrived = house.letters.to(person.mail)
    assert len(arrived) > more_than, f"{person.mail} has {len(arrived)} letters"
    return arrived[-1]


# The public pages


def answers_of(person: Person) -> dict[str, Answers]:
    """Return what somebody answers to the questions about himself."""
    citizen = person.number.startswith("1")
    parts = {"given_name": "سالم", "father": "محمد", "family": person.family}
    return {
        "identity": {"identity_kind": "national" if citizen else "resident", "identity_number": person.number},
        "name": parts if citizen else {"free_name": " ".join(parts.values())},
        "you": {"sex": "unsaid"},
        "contact": {"email": person.mail, "email_alone": True},
    }


def step_of(page: Page) -> str:
    """Return at which question of a request the page stands."""
    return page.url.partition("?")[0].rstrip("/").rsplit("/", 1)[-1]


def answer_until(page: Page, given: dict[str, Answers], last: str = "check") -> None:
    """Answer question after question until one, or until the page that checks them all."""
    while (code := step_of(page)) != last:
        put(page, given[code])
        press(page, words_of(page)["onward"])
        assert step_of(page) != code, f"{code} is asked again: {told(page)}"


def ask(page: Page, service: str, person: Person, **answers: Answers) -> Slip:
    """Ask for something on the public pages; answers are by question ("q_wish" for "q-wish")."""
    prepare(page, service, person, **answers)
    press(page, words_of(page)["send"])
    return slip_on(page)


def prepare(page: Page, service: str, person: Person, **answers: Answers) -> None:
    """Answer all questions of a request, up to the page that checks them."""
    page.goto(f"/start/{service}/")
    press(page, words_of(page)["begin"])
    given = ANSWERS | answers_of(person) | {code.replace("q_", "q-"): one for code, one in answers.items()}
    answer_until(page, given)


def slip_on(page: Page) -> Slip:
    """Return the number and the PIN that the confirmation shows."""
    return Slip(
        digits(page.locator(".receipt .ref").first.inner_text()), digits(page.locator(".pin__code").inner_text())
    )


def open_status(page: Page, slip: Slip) -> None:
    """Open a request with its number and PIN."""
    page.goto("/s/")
    put(page, {"reference": slip.reference, "pin": slip.pin})
    press(page, words_of(page)["show"])
    assert page.url.endswith(f"/s/{slip.reference}/"), told(page)


def be_satisfied(page: Page, slip: Slip) -> None:
    """Say once that one is very satisfied."""
    page.goto(f"/s/{slip.reference}/opinion/")
    page.get_by_label(words_of(page)["satisfied"], exact=True).check()
    press(page, words_of(page)["send_it"])
    assert step_of(page) == slip.reference, told(page)


# The desks


def act(page: Page, slip: Slip, noun: str, button: str, /, **fields: Any) -> None:
    """Do one act of the desk on a case: open its page, fill it in, press its button."""
    page.goto(f"/desk/cases/{slip.reference}/{noun}/")
    put(page, fields)
    press(page, button)
    assert not page.url.partition("?")[0].endswith(f"/{noun}/"), told(page)


def walk_in(page: Page, service: str, person: Person, fields: Answers, *, known: bool = False) -> Slip:
    """Take a request in with the person before the desk, his card in his hand; `known` finds him on record."""
    page.goto("/desk/new/")
    _press_at(page, "service", service)
    put(page, {"words": "أريد مقابلة الوزير في شأن زيارة والدتي", **fields})
    if known:
        put(page, {"find": person.number})
        _press_at(page, "do", "find")
        with page.expect_navigation():
            page.locator('main button[name="pick"]').first.click()
        put(page, {"card_seen": True})
    else:
        put(page, _at_the_desk(person))
    _press_at(page, "do", "send")
    if page.locator('main button[name="do"][value="send-new"]').count():
        _press_at(page, "do", "send-new")  # the house asks whether it is another of the same name
    receipt = page.locator(".receipt .ref").first.inner_text()
    return Slip(digits(receipt), digits(page.locator(".slip__pin").inner_text()))


def _at_the_desk(person: Person) -> Answers:
    return {
        "identity_kind": "national" if person.number.startswith("1") else "resident",
        "identity_number": person.number,
        "given_name": "سالم",
        "family": person.family,
        "card_seen": True,
        "r-channel": "email",
        "r-value": person.mail,
        "r-whose": "mine",
    }


def _press_at(page: Page, name: str, value: str) -> None:
    with page.expect_navigation():
        page.locator(f'main button[name="{name}"][value="{value}"]').click()


def sort(page: Page, slip: Slip, category: str = "family_visa") -> None:
    """Say at the inquiries desk what kind of case it is."""
    act(page, slip, "sorting", "صنّفها وأحِلها إلى العمليات", other_category=category)


def register(page: Page, slip: Slip) -> None:
    """Register a case at operations and hand it to audit."""
    act(page, slip, "registration", "سجّلها وأحِلها إلى التدقيق")


def check(page: Page, slip: Slip, decision: str, /, **fields: Any) -> None:
    """Check a case at audit: answer every question with yes, and decide."""
    page.goto(f"/desk/audit/{slip.reference}/")
    for fine in page.locator('main [name^="q_"][value="yes"]').all():
        fine.check()
    put(page, {"decision": decision, **fields})
    press(page, "احفظ الفحص وقرر")
    assert "/desk/audit/" in page.url, told(page)
    assert slip.reference not in page.url, told(page)


def confirm_directive(page: Page, slip: Slip) -> None:
    """Let the minister say that what was noted is his directive."""
    page.goto("/desk/office/confirmations/")
    noted = page.locator("section", has_text=shown(slip.reference))
    with page.expect_navigation():
        noted.get_by_role("button", name="نعم").click()


def refer(page: Page, slip: Slip, *bodies: str, due: dt.date) -> None:
    """Send a case to one body or two, with the same words."""
    page.goto(f"/desk/referrals/{slip.reference}/new/")
    put(page, {"words": "نأمل دراسة الطلب والإفادة", **day_of(due, "due_on")})
    for name, body in zip(("body", "also"), bodies, strict=False):
        page.locator(f'[name="{name}"]').select_option(label=body)
    press(page, "ترقيم الخطاب وإرساله")
    assert step_of(page) == slip.reference, told(page)


def answer_for_body(page: Page, subject: str, words: str) -> None:
    """Answer the open referral of a body with this subject that is due last, as its liaison."""
    page.goto("/body/")
    with page.expect_navigation():
        page.locator('main a[href^="/body/"]').filter(has_text=subject).last.click()
    put(page, {"answer-words": words})
    press(page, "إرسال الرد")


def take_down_answer(page: Page, slip: Slip, words: str) -> None:
    """Take down an answer that came on paper to the referral of a case that is still open."""
    page.goto(f"/desk/cases/{slip.reference}/")
    press(page, "تقييد رد")
    put(page, {"number": "4711", "words": words})
    press(page, "حفظ الرد")
    assert step_of(page) == slip.reference, told(page)


def finish(follower: Page, office: Page, slip: Slip, words: str) -> None:
    """Write the result, and have its wording approved: now the person may read it. Told, the case is closed."""
    act(follower, slip, "result", "أُنجزت: اكتب النتيجة", words=words)
    act(office, slip, "approval", "اعتمد الصياغة")


def shown(reference: str) -> re.Pattern[str]:
    """Return what finds a reference as pages print it."""
    return re.compile(rf"{reference[:3]}\D*{reference[3:6]}\D*{reference[6:]}")


def state_of(page: Page, slip: Slip) -> str:
    """Return what the case's page at the desk tells."""
    page.goto(f"/desk/cases/{slip.reference}/")
    return told(page)


Sign = Callable[..., Page]
