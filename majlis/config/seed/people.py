"""The beneficiaries of the sample: most of them residents. Names and numbers are invented; numbers are well formed."""

from __future__ import annotations

import random

from majlis.core import identity_numbers
from majlis.core.names import FourNames
from majlis.core.viewer import Viewer
from majlis.people import moves as people
from majlis.people.details import Details, NewPoint
from majlis.people.models import Beneficiary
from majlis.people.states import Level

MEN = ("محمد", "أحمد", "عبدالله", "خالد", "سعد", "فهد", "يوسف", "إبراهيم", "أنور", "طارق", "عمر", "بلال", "سليم", "حسن")
WOMEN = ("نورة", "فاطمة", "مريم", "حصة", "عائشة", "سلمى", "هدى", "زينب", "خديجة", "رقية")
FATHERS = ("صالح", "علي", "ناصر", "حسين", "عبدالرحمن", "إدريس", "مصطفى", "سعيد", "حمد", "رشيد")
FAMILIES = (
    "الحربي",
    "القحطاني",
    "الشهري",
    "الأمين",
    "حسن",
    "الرحمن",
    "خان",
    "مالك",
    "عثمان",
    "الجيزاوي",
    "الحلبي",
    "باوزير",
)
LATIN = (
    ("Rosalie D. Manalo", "PH", True), ("Mohammad Rafiqul Islam", "BD", False), ("Imran Ali Khan", "PK", False),
    ("Shaji Thomas", "IN", False), ("Siti Aminah", "ID", True), ("Abebe Tesfaye", "ET", False),
    ("Grace Wanjiru", "KE", True), ("Suresh Kumar Nair", "IN", False),
)  # fmt: skip
ORIGINS = ("EG", "SD", "YE", "SY", "PK", "BD", "IN", "JO", "PH")
MANY = 120


def _number(first: str, rng: random.Random) -> str:
    stem = first + "".join(str(rng.randrange(10)) for _ in range(8))
    return next(stem + str(last) for last in range(10) if identity_numbers.luhn_holds(stem + str(last)))


def everyone(by: Viewer, rng: random.Random) -> list[Beneficiary]:
    """Put the sample's persons on record, each with a mobile; a few share theirs, or want no contact."""
    return [_one(number, by, rng) for number in range(MANY)]


def _one(number: int, by: Viewer, rng: random.Random) -> Beneficiary:
    woman = number % 3 == 0
    citizen = number % 4 == 0
    latin = LATIN[number % len(LATIN)] if number % 6 == 5 else None
    details = Details(
        name=_name(woman, rng) if latin is None else FourNames(free=latin[0]),
        latin_name=latin[0] if latin else "",
        kind="citizen" if citizen and latin is None else "resident",
        identity_kind="national" if citizen and latin is None else "resident",
        identity_number=_number("1" if citizen and latin is None else "2", rng),
        nationality="SA" if citizen and latin is None else latin[1] if latin else rng.choice(ORIGINS),
        sex="woman" if (latin[2] if latin else woman) else "man",
        served_by="women_only" if woman and number % 2 == 0 and latin is None else "",
        language="en" if latin else "ar",
        interpreter=bool(latin) and number % 12 == 5,
    )
    whose = "shared" if number % 17 == 3 else "mine"
    points = [NewPoint("mobile", f"0550{number:06d}", whose)]
    if number % 3 == 1:
        points.append(NewPoint("email", f"person{number}@example.com", "mine"))
    return people.register(details, by=by, points=points, level=Level.NONE, never_contact=number % 41 == 7)


def _name(woman: bool, rng: random.Random) -> FourNames:
    return FourNames(
        given=rng.choice(WOMEN if woman else MEN),
        father=rng.choice(FATHERS),
        grandfather=rng.choice(MEN),
        family=rng.choice(FAMILIES),
    )
