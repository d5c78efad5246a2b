"""Find cases by number, by name, or by words as people type them. Nothing is found that the viewer may not read."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from majlis.cases.models import Case, Outgoing, Synonym
from majlis.core import arabic, digits, phones
from majlis.core.viewer import Viewer

MOST = 50
MOST_WORDS = 12
LONGEST = 200
A_NUMBER = 3
"""Words of which a number of somebody else's letter has at most so many."""
_FORMAL = re.compile(r"(\d{1,7})\s*/\s*(1[345]\d\d)")
_NUMBER = re.compile(r"\+?\d[\d\s\-./]{2,}\d")
# What is written before a word without a space; the list of synonyms holds bare words.
_BEFORE = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل")
_FEMININE = ("اتهم", "اتنا", "اتي", "تهم", "تها", "تنا", "تكم", "ات", "تي", "تك", "ته", "ه")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A case that was found.

    `why` is "number", "words" (it holds all of them), "some" (it holds the rarer ones) or "like" (it reads like them).
    """

    case: Case
    why: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What was typed, made ready for the database: all folded.

    `numbers` as they are kept, `words` each as a tsquery with its synonyms, `formal` the number and Hijri year of a
    formal paper.
    """

    numbers: list[str]
    words: list[str]
    alike: str
    formal: tuple[int, int] | None = None


def find(viewer: Viewer, sought: Sought, *, most: int = MOST) -> list[Found]:
    """Return the cases that are found, best first, at most `most`. Call within the viewer's scope.

    Numbers find by reference, identity, telephone and formal paper. Words find the cases that hold all of them, newest
    first, then those that hold the rarer ones, by rank; where these are few, by likeness of letters.
    """
    why = dict.fromkeys(_of_formal_paper(sought), "number")
    for pk, reason in _ask(sought, most):
        why.setdefault(pk, reason)
    readable = Case.objects.visible_to(viewer).filter(pk__in=why)
    cases = {case.pk: case for case in readable.select_related("centre").defer("answers", "pin_hash")}
    return [Found(cases[pk], reason) for pk, reason in why.items() if pk in cases][:most]


def read(text: str) -> Sought:
    """Return typed text as what is sought; the list of synonyms is read."""
    plain = digits.ascii_digits(arabic.clean(text))[:LONGEST]
    formal = _FORMAL.fullmatch(plain.strip())
    if formal:
        return Sought([squeezed(plain)], [], "", (int(formal[1]), int(formal[2])))
    words = _names_joined(arabic.words(_NUMBER.sub(" ", plain)))[:MOST_WORDS]
    return Sought(_numbers(plain), _groups(words), " ".join(words))


def squeezed(number: str) -> str:
    """Return a number as it is sought: folded, without spaces and signs; what has no digit is no number, and empty."""
    plain = re.sub(r"[\W_]", "", arabic.fold(digits.ascii_digits(number)))
    return plain[:40] if any(char.isdigit() for char in plain) else ""


def hits(sought: Sought, texts: Iterable[str]) -> frozenset[str]:
    """Return the folded words of some texts that the search holds for what is sought, so that a page can mark them."""
    words = sorted({word for text in texts for word in arabic.words(text)})
    if not (words and sought.words):
        return frozenset()
    # One word of an entry of several is enough to be marked.
    query = " | ".join(sought.words).replace("<->", "|")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w FROM unnest(%s::text[]) w WHERE to_tsvector('arabic', w) @@ to_tsquery('arabic', %s)",
            [words, query],
        )
        return frozenset(row[0] for row in cursor.fetchall())


def synonyms(viewer: Viewer) -> list[Synonym]:
    """Return the whole list of words that are sought for one another."""
    return list(Synonym.objects.visible_to(viewer))


def _ask(sought: Sought, most: int) -> list[tuple[int, str]]:
    if not (sought.numbers or sought.words):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, why FROM majlis_find_cases(%s, %s, %s, %s)",
            [sought.numbers, sought.words, sought.alike, most],
        )
        return [(pk, why) for pk, why in cursor.fetchall()]


def _of_formal_paper(sought: Sought) -> list[int]:
    if sought.formal is None:
        return []
    number, year = sought.formal
    return list(Outgoing.objects.filter(number=number, year=year).values_list("case_id", flat=True))


def _numbers(plain: str) -> list[str]:
    """Return each run of digits as it stands, and as a telephone where it can be one; and the whole, if it is short."""
    found: dict[str, None] = {}
    if len(plain.split()) <= A_NUMBER and (whole := squeezed(plain)):
        found[whole] = None
    for typed in _NUMBER.findall(plain):
        found[re.sub(r"\D", "", typed)] = None
        try:
            found[phones.parse(typed)] = None
        except phones.BadPhone:
            continue
    return list(found)


def _groups(words: list[str]) -> list[str]:
    """Return a tsquery for each word: itself or one of its synonyms. Each word of an entry has the entry's synonyms."""
    same = _synonyms_of(words)
    groups = [[word, *_one_name(word)] for word in words]
    for place, length in itertools.product(range(len(words)), (1, 2, 3)):
        entry = words[place : place + length]
        if len(entry) == length:
            others = _others(same, [" ".join([bare, *entry[1:]]) for bare in _bare(entry[0])])
            for group in groups[place : place + length]:
                group.extend(others)
    return [" | ".join(dict.fromkeys(_query(one) for words in group for one in _forms(words))) for group in groups]


def _query(words: str) -> str:
    """Return words, which hold letters and digits only, as a phrase of a tsquery; a star asks for the beginning."""
    return " <-> ".join(f"'{word.rstrip('*')}'{':*' if word.endswith('*') else ''}" for word in words.split())


def _forms(words: str) -> list[str]:
    """Return an entry and, of a single Arabic word, the forms that PostgreSQL's stemmer leaves apart.

    It keeps the ending of a feminine word behind an article (تاشير, but التاشيره gives تاشيره) and before a
    possessive (اقامت), and keeps the article behind "and".
    """
    bare = _bare(words)[-1]
    if " " in words or not arabic.is_arabic(words) or len(bare) < _SHORTEST:
        return [words]
    ending = next((one for one in _FEMININE if bare.endswith(one) and len(bare) - len(one) >= _SHORTEST), "")
    if not ending:
        return [words, bare, f"ال{bare}", f"وال{bare}"]
    root = bare.removesuffix(ending)
    return [words, bare, f"{root}ه", f"ال{root}ه", f"وال{root}ه", f"{root}ات", f"ال{root}ات", f"{root}ت*"]


def _names_joined(words: list[str]) -> list[str]:
    """Return the words with names such as عبد الله written as one."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "عبد" and word.startswith("ال"):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _one_name(word: str) -> list[str]:
    """Return the other writing of a name of two words: عبد الله for عبدالله."""
    if word.startswith("عبدال") and len(word) > len("عبدال") + 1:
        return [f"عبد {word.removeprefix('عبد')}"]
    return []


def _bare(word: str) -> list[str]:
    """Return a word and what it may be without the article and the particles before it, the barest last."""
    bare = [word.removeprefix(before) for before in _BEFORE if word.startswith(before)]
    return [word, *sorted((one for one in bare if len(one) >= _SHORTEST), key=len, reverse=True)]


def _synonyms_of(words: list[str]) -> dict[str, set[str]]:
    """Return the list of synonyms as far as it touches the words: each entry with all that are the same."""
    runs = {" ".join(words[place : place + length]) for place in range(len(words)) for length in (1, 2, 3)}
    bare = {" ".join([one, *run.split()[1:]]) for run in runs if run for one in _bare(run.split()[0])}
    heads = Synonym.objects.filter(Q(word__in=bare) | Q(same_as__in=bare)).values("same_as")
    same: dict[str, set[str]] = {}
    for word, head in Synonym.objects.filter(same_as__in=heads).order_by().values_list("word", "same_as"):
        same.setdefault(head, {head}).add(word)
    entries: dict[str, set[str]] = {}
    for group in same.values():
        for one in group:
            entries.setdefault(one, set()).update(group)
    return entries


def _others(same: dict[str, set[str]], entries: list[str]) -> list[str]:
    return [other for entry in entries for other in sorted(same.get(entry, ())) if other != entry]
