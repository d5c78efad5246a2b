"""Take a report in: encrypt it in this very request, keep ciphertext and a day, give back the seven words.

Nothing is written into the trail here, for an entry holds an instant and an actor. Nothing is logged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from majlis.core import arabic, clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.secrets import words_digest
from majlis.sealed import queries
from majlis.sealed.crypto import codes, parts
from majlis.sealed.crypto.parts import Given
from majlis.sealed.models import Allowance, Compartment, Paper, Report, Wrap

MOST_WORDS = 20_000
MOST_PAPERS = 5
MOST_BYTES = 10 * 1024 * 1024
CHANNELS = frozenset({"portal", "kiosk", "desk", "phone", "sms", "email", "social", "atm", "case"})


@dataclass(frozen=True, slots=True)
class Code:
    """What a reporter takes away: the seven words. `again` tells that this form had come before."""

    words: str
    again: bool = False


def take_in(
    words: str,
    *,
    channel: str,
    name: str = "",
    papers: Iterable[Given] = (),
    form_key: str = "",
    language: str = "ar",
) -> Code:
    """Seal what a person says, his name if he gave one, and his papers; return the code that brings him back.

    `form_key` is the key minted when the form was shown: the same form sent twice makes one report and gives the same
    code; the same form sent with other words makes a second report with a code of its own, so that nothing is lost.
    Refuses `nothing_said`, `too_long`, `too_many_papers`, `paper_too_big`, `sealed_full`, and `sealed_not_open`
    before the ceremony of the compartment was held.
    """
    said, given = arabic.clean(words), list(papers)
    _check(said, given)
    if channel not in CHANNELS:
        raise ValueError(f"no such channel: {channel}")
    with house():
        compartment = _compartment()
        found = _taken(compartment, form_key or codes.new_form_key(language), said, arabic.clean(name), given, channel)
        return found or _taken(compartment, codes.new_form_key(language), said, arabic.clean(name), given, channel)  # type: ignore[return-value]


def seal(words: str, papers: Iterable[Given] = (), *, name: str = "", language: str = "ar") -> Code:
    """Seal what turned out to be a security matter at any desk. The caller destroys his own copy in the same act."""
    return take_in(words, channel="case", name=name, papers=papers, language=language)


def seal_from_channel(
    raw: str | bytes, *, channel: str, destroy: Callable[[], None], papers: Iterable[Given] = (), language: str = "ar"
) -> Code:
    """Seal what came by a channel that does not take such words, and have its raw copy destroyed.

    `destroy` deletes the raw copy; it runs in this transaction, after the sealing: both happen or neither does. Words
    that are too long for a form, and whole messages (bytes), are sealed as a paper. The code is not to be sent back
    by a channel that is not safe; the answer there says where it is safe (`safe:start`).
    """
    kept = list(papers)
    text = raw if isinstance(raw, str) else _("A whole message came by this channel; it is the first paper.")
    if isinstance(raw, bytes):
        kept.insert(0, Given("message", "application/octet-stream", raw))
    elif len(arabic.clean(raw)) > MOST_WORDS:
        text = _("A long message came by this channel; it is the first paper.")
        kept.insert(0, Given("message.txt", "text/plain", raw.encode(errors="replace")))
    with transaction.atomic():
        code = take_in(str(text), channel=channel, papers=kept, language=language)
        destroy()
    return code


def _check(said: str, given: list[Given]) -> None:
    if not said and not given:
        raise Refused("nothing_said", _("Write what you know, or add a paper."))
    if len(said) > MOST_WORDS:
        raise Refused("too_long", _("Write at most %(most)s characters, or add the rest as a paper."), most=MOST_WORDS)
    if len(given) > MOST_PAPERS:
        raise Refused("too_many_papers", _("Add at most five papers."))
    if any(len(paper.content) > MOST_BYTES for paper in given):
        raise Refused("paper_too_big", _("A paper may have at most 10 megabytes."))


def _compartment() -> Compartment:
    found = queries.open_compartment()
    pinned = settings.SEALED_FINGERPRINT
    if found is None or (pinned and found.publics.fingerprint != pinned):
        raise Refused(
            "sealed_not_open",
            _("We cannot keep your words safely at this moment, so we do not take them. Please come to a centre."),
        )
    return found


def _taken(
    compartment: Compartment, form_key: str, said: str, name: str, given: list[Given], channel: str
) -> Code | None:
    """Return the code, or None when this form had come before with other words."""
    code = codes.code_of(form_key)
    digest, salt = words_digest(code), codes.new_salt()
    before = Report.objects.filter(code=digest).first()
    if before is None:
        try:
            with transaction.atomic():
                _keep(compartment, digest, salt, codes.seed_of(code, salt), said, name, given, channel)
        except IntegrityError:  # the same form, sent twice at the same moment
            before = Report.objects.get(code=digest)
        else:
            return Code(code)
    same = bytes(before.mark) == _mark(codes.seed_of(code, bytes(before.salt)), said, name, given)
    return Code(code, again=True) if same else None


def _mark(seed: bytes, said: str, name: str, given: list[Given]) -> bytes:
    papers = [hashlib.blake2b(paper.content + paper.name.encode(errors="replace")).digest() for paper in given]
    return codes.mark_of(seed, said.encode(), name.encode(), *papers)


def _keep(
    compartment: Compartment,
    digest: str,
    salt: bytes,
    seed: bytes,
    said: str,
    name: str,
    given: list[Given],
    channel: str,
) -> None:
    report = Report(compartment=compartment, code=digest, salt=salt, answer_lock=codes.answer_lock(seed))
    key = parts.new_key()
    report.words = parts.words_part(report.pk, key, words=said, name=name, channel=channel)
    report.mark = _mark(seed, said, name, given)
    papers = [
        Paper(report=report, number=number, content=parts.paper_part(report.pk, number, key, paper))
        for number, paper in enumerate(given, start=1)
    ]
    _spend(len(report.words) + sum(len(paper.content) for paper in papers), words_only=not papers)
    report.save(force_insert=True)
    Paper.objects.bulk_create(papers)
    publics = [(None, compartment.publics), *((one, one.publics) for one in queries.holders(compartment))]
    Wrap.objects.bulk_create(
        [Wrap(report=report, officer=one, sealed=parts.wrapped(key, found.box)) for one, found in publics]
    )


def _spend(size: int, *, words_only: bool) -> None:
    """Take `size` bytes from the day's allowance; words alone may draw on as much again when it is used up."""
    most = settings.SEALED_BYTES_A_DAY * (2 if words_only else 1)
    Allowance.objects.filter(day__lt=clock.today()).delete()
    Allowance.objects.bulk_create([Allowance()], ignore_conflicts=True)
    if not Allowance.objects.filter(day=clock.today(), used__lte=most - size).update(used=F("used") + size):
        raise Refused(
            "sealed_full",
            _("Too much has come today to take papers in. Send your words without them, or come to a centre."),
        )
