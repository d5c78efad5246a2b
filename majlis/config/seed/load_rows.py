"""The rows of the cases made for load, as values for COPY. No database here."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from majlis.cases.moves.daily import LONGEST_FOLDED
from majlis.cases.states import Outcome, Section, State, Turn
from majlis.config.seed import load_words as words
from majlis.config.seed.people import FAMILIES, FATHERS, MEN, WOMEN
from majlis.core import names, references
from majlis.trail import chain
from majlis.trail.models import Entry

MARK = "أسطوانة"
MARKED = 5000
MARKED_AT = 7
"""One case in so many, from this one on, says the rare word MARK, for the search to find in all its spellings."""

S, T, X = State, Turn, Section
# State, turn, section, how often, and the second line of the trail.
PLACES = (
    (S.SUBMITTED, T.INQUIRIES, X.INQUIRIES, 6, ""), (S.SUBMITTED, T.OPERATIONS, X.OPERATIONS, 3, "sort"),
    (S.REGISTERED, T.OPERATIONS, X.OPERATIONS, 3, "register"), (S.UNDER_AUDIT, T.AUDIT, X.AUDIT, 4, "hand_to_audit"),
    (S.WAITING_PAPERS, T.BENEFICIARY, X.AUDIT, 1, "hand_to_audit"), (S.ACCEPTED, T.OFFICE, X.OFFICE, 3, "accept"),
    (S.WAITING, T.OPERATIONS, X.OPERATIONS, 3, "put_on_waiting_list"), (S.TO_PRESENT, T.OFFICE, X.OFFICE, 2, "put_in_file"),
    (S.DIRECTED, T.FOLLOWUP, X.FOLLOWUP, 2, "direct"), (S.ANSWERED, T.FOLLOWUP, X.FOLLOWUP, 1, "take_answer"),
    (S.DONE, T.OFFICE, X.OFFICE, 1, "finish"), (S.CLOSED, T.NOBODY, X.ARCHIVE, 71, "close"),
)  # fmt: skip
_WEIGHTS = [place[3] for place in PLACES]
CHANNELS = ("portal", "portal", "portal", "phone", "phone", "desk", "desk", "email", "sms", "kiosk")
NO = r"\N"
_LUHN = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)

PERSON = ["id", "kind", "given", "father", "grandfather", "family", "free_name", "latin_name", "name_key", "latin_key", "name_sorted", "identity_kind", "identity_number", "identity_country", "identity_level", "nationality", "birth_calendar", "sex", "served_by", "language", "interpreter", "needs", "never_contact", "created_at", "version"]  # fmt: skip
POINT = [
    "id",
    "beneficiary_id",
    "channel",
    "value",
    "whose",
    "language",
    "never",
    "rank",
    "verified_level",
    "bad_reason",
    "created_at",
]
CASE = ["id", "reference", "pin_hash", "kind", "service_id", "category_id", "road", "priority", "priority_why", "points", "state", "turn", "section", "outcome", "version", "centre_id", "beneficiary_id", "women_only", "women_readers", "withhold_name", "sensitivity", "barred", "objected", "subject", "words", "answers", "language", "channel", "danger", "claimed_by_id", "claimed_at", "opened_at", "complete_at", "moved_at", "due_at", "closed_at"]  # fmt: skip
LINE = ["case_id", "folded", "numbers"]
ENTRY = ["id", "at", "kind", "actor_kind", "actor_id", "actor_label", "on_behalf_of", "subject_kind", "subject_id", "case_id", "seq", "facts", "hash"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rows stand on: the first free id of each table, the catalogue, the places, the staff, the time.

    `services` are (id, kind, road), `categories` (id, sensitivity), `taken` the references that are in use.
    """

    first: dict[str, int]
    persons: int
    services: list[tuple[int, str, str]]
    categories: list[tuple[int, int]]
    centres: list[int]
    staff: list[tuple[int, str]]
    taken: frozenset[str]
    now: dt.datetime
    pin_hash: str


@dataclass(slots=True)
class Rows:
    """Lines for COPY, by table."""

    persons: list[str]
    points: list[str]
    cases: list[str]
    lines: list[str]
    entries: list[str]


def _line(values: list[Any]) -> str:
    return "\t".join([value if type(value) is str else str(value) for value in values])


def _flag(value: bool) -> str:
    return "t" if value else "f"


def identity(number: int) -> str:
    """Return the resident number, with its check digit (Luhn), that belongs to a running number."""
    stem = f"2{number * 7_654_321 % 100_000_000:08d}"
    total = sum(_LUHN[int(digit)] if place % 2 == 0 else int(digit) for place, digit in enumerate(stem))
    return stem + str(-total % 10)


def _references(ground: Ground) -> Iterator[str]:
    """Yield references that are not in use: the running number is spread over the eight free digits."""
    number = ground.first["case"]
    while True:
        body = ("6", "9")[number % 2] + f"{number * 48_271_369 % 100_000_000:08d}"
        reference = body + references.check_digit(body)
        if reference not in ground.taken:
            yield reference
        number += 1


def make(ground: Ground, count: int, batch: int) -> Iterator[Rows]:
    """Yield the rows of `count` cases, `batch` at a time. The same ground gives the same rows."""
    rng = random.Random(f"load {ground.first['case']}")  # noqa: S311 - the same load for everyone
    numbers = _references(ground)
    for start in range(0, count, batch):
        rows = Rows([], [], [], [], [])
        for place in range(start, min(start + batch, count)):
            name, known = _person(ground, place, rng, rows)
            _case(ground, place, rng, rows, (next(numbers), name, known))
        yield rows


def _person(ground: Ground, place: int, rng: random.Random, rows: Rows) -> tuple[list[str], tuple[int, str, str]]:
    """Return the name's parts, and the id, number and phone, of the person of a case; a new one gets his rows."""
    which = place if place < ground.persons else rng.randrange(ground.persons)
    own = random.Random(which)  # noqa: S311 - a person is the same in each of his cases
    woman = own.random() < 0.4
    parts = [own.choice(WOMEN if woman else MEN), own.choice(FATHERS), own.choice(MEN), own.choice(FAMILIES)]
    pk = ground.first["person"] + which
    number, phone = identity(pk), f"+9665{pk * 7_919_317 % 100_000_000:08d}"
    if which == place:
        key = "".join([_key(part) for part in parts])
        sex = "woman" if woman else "man"
        served = "women_only" if woman and which % 4 == 0 else ""
        rows.persons.append(_line([
            pk, "resident", *parts, "", "", key, "", words.fold(" ".join(parts)), "resident", number, "", 0, "YE", "",
            sex, served, "ar", "f", "{}", "f", ground.now, 1,
        ]))  # fmt: skip
        rows.points.append(_line([
            ground.first["point"] + which, pk, "mobile", phone, "mine", "", "f", 0, 0, "", ground.now
        ]))  # fmt: skip
    return parts, (pk, number, phone)


def _key(part: str) -> str:
    if part not in _KEYS:
        _KEYS[part] = names.match_key(part)
    return _KEYS[part]


_KEYS: dict[str, str] = {}


def _case(
    ground: Ground, place: int, rng: random.Random, rows: Rows, who: tuple[str, list[str], tuple[int, str, str]]
) -> None:
    reference, name, (person, number, phone) = who
    pk = ground.first["case"] + place
    state, turn, section, _weight, act = rng.choices(PLACES, _WEIGHTS)[0]
    closed = state is S.CLOSED
    opened = ground.now - dt.timedelta(minutes=rng.randrange(43_200, 1_500_000) if closed else rng.randrange(60_000))
    moved = opened + (ground.now - opened) * (rng.random() * 0.5)
    due = moved + dt.timedelta(minutes=rng.randrange(1000, 60_000))
    service, kind, road = rng.choice(ground.services)
    category, sensitivity = rng.choice(ground.categories)
    grave = rng.choices((0, 1, 2, 3), (1, 9, 75, 15))[0]
    staff, label = rng.choice(ground.staff)
    claimed = not closed and rng.random() < 0.1
    subject, said = words.subject(rng), words.sentences(rng)
    if place % MARKED == MARKED_AT:
        said.insert(0, f"انفجرت {MARK} الغاز في المطبخ")
    text, channel = ". ".join(said), rng.choice(CHANNELS)
    rows.cases.append(_line([
        pk, reference, ground.pin_hash, kind, service, category, road, grave, "category", rng.randrange(0, 90),
        state.value, turn.value, section.value, Outcome.DONE.value if closed else "", 2 if act else 1,
        rng.choice(ground.centres), person, _flag(rng.random() < 0.1), _flag(rng.random() < 0.02), "f", sensitivity,
        "{}", "f", subject, text, "{}", "ar", channel, _flag(grave == 0), staff if claimed else NO,
        moved if claimed else NO, opened, opened, moved, NO if closed else due, moved if closed else NO,
    ]))  # fmt: skip
    folded = f"{words.fold(' '.join(name))} {words.fold(subject)} {'. '.join([words.fold(one) for one in said])}"
    rows.lines.append(_line([pk, folded[:LONGEST_FOLDED], f"{{{reference},{phone},{number}}}"]))
    first = ground.first["entry"] + 2 * place
    before = _entry(rows, first, _opened(pk, opened, channel), chain.START)
    if act:
        _entry(rows, first + 1, _moved(pk, moved, act, (staff, label)), before)


def _opened(case: int, at: dt.datetime, channel: str) -> Entry:
    return Entry(
        at=at, kind="case.opened", actor_kind="anonymous", actor_id=0, actor_label="", on_behalf_of="",
        subject_kind="case", subject_id=case, case_id=case, seq=1, facts={"channel": channel},
    )  # fmt: skip


def _moved(case: int, at: dt.datetime, act: str, staff: tuple[int, str]) -> Entry:
    return Entry(
        at=at, kind=f"case.{act}", actor_kind="staff", actor_id=staff[0], actor_label=staff[1], on_behalf_of="",
        subject_kind="case", subject_id=case, case_id=case, seq=2, facts={"service": "petition"} if act == "sort" else {},
    )  # fmt: skip


def _entry(rows: Rows, pk: int, entry: Entry, before: bytes) -> bytes:
    kept = chain.digest(entry, before)
    rows.entries.append(_line([
        pk, entry.at, entry.kind, entry.actor_kind, entry.actor_id, entry.actor_label, "", "case", entry.subject_id,
        entry.case_id, entry.seq, json.dumps(entry.facts), rf"\\x{kept.hex()}",
    ]))  # fmt: skip
    return kept
