"""What a body must not be shown: who the person is, where the name is withheld; and who is complained of."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from majlis.accounts.models import Grant
from majlis.cases.models import Case, Party
from majlis.cases.models.about import Role
from majlis.core import arabic, digits
from majlis.core.scope import house
from majlis.people.models import Beneficiary, ContactPoint

_PHONE_TAIL = 8
_HIS_SIDE = (Role.FOR_WHOM, Role.REPRESENTATIVE, Role.COMPANION)


def respondents(case: Case) -> set[int]:
    """Return the ids of the bodies complained of in a case: named themselves, or through one of their people."""
    with house():
        rows = Party.objects.filter(case=case, role=Role.RESPONDENT).exclude(mark="")
        marks = [mark.split(":") for mark in rows.values_list("mark", flat=True)]
        staff = [int(pk) for kind, pk in marks if kind == "staff"]
        through = Grant.objects.filter(staff__in=staff, body__isnull=False).values_list("body_id", flat=True)
        return {int(pk) for kind, pk in marks if kind == "body"} | {pk for pk in through if pk}


def shows_person(case: Case, *texts: str) -> bool:
    """Tell whether a text shows the person of a case: his name, his number, his telephone or address.

    What a record that was merged into his says of him shows him too.

    The whole name of somebody on his side shows him too.
    """
    with house():
        records = list(Beneficiary.objects.filter(Q(pk=case.beneficiary_id) | Q(merged_into=case.beneficiary_id)))
        points = list(ContactPoint.objects.filter(beneficiary__in=records).values_list("value", flat=True))
        beside = list(Party.objects.filter(case=case, role__in=_HIS_SIDE).values_list("name", flat=True))
    names = [name for one in records for name in _names(one)] + [(name,) for name in beside if len(name.split()) > 1]
    numbers = [value for value in (*(one.identity_number for one in records), *points) if value]
    mails = [value.casefold() for value in points if "@" in value]
    text = "\n".join(texts)
    written = [parts for parts in names if all(parts)]
    return tells_of(text, names=written, numbers=numbers) or any(mail in text.casefold() for mail in mails)


def _names(person: Beneficiary) -> list[tuple[str, ...]]:
    return [(person.given, person.family), (person.free_name,), (person.latin_name,), (person.name.display,)]


def tells_of(text: str, *, names: Iterable[tuple[str, ...]], numbers: Iterable[str]) -> bool:
    """Tell whether a text shows a person: one of the names (all its parts, as words), or one of the numbers.

    Names are compared folded, so that no spelling slips through; of a telephone the last eight digits are enough.
    """
    words = arabic.words(text)
    for parts in names:
        wanted = {_bare(word) for part in parts for word in arabic.words(part)}
        if wanted and all(any(_is_of(word, one) for word in words) for one in wanted):
            return True
    inside = "".join(char for char in digits.ascii_digits(text) if char.isdecimal())
    tails = ("".join(char for char in number if char.isdecimal())[-_PHONE_TAIL:] for number in numbers)
    return any(len(tail) >= 6 and tail in inside for tail in tails)


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _is_of(word: str, name: str) -> bool:
    """Tell whether a word is a name, perhaps with what Arabic writes before it (و، ل، ب، ال)."""
    return word.endswith(name) and len(word) - len(name) <= 3
