"""Every notice can be sent: it has its words in both languages, takes its facts, and fits into two parts as an SMS."""

from __future__ import annotations

import ast
import importlib
import importlib.util
from collections.abc import Iterator

from django.utils import translation

from majlis.notifications import kinds, rendering
from majlis.notifications.kinds import KindOfNotice
from tests.house.source import ROOMS, Source, dotted, none, planted, product
from tests.house.test_trail import ARABIC

LANGUAGES = ("ar", "en")
TELLING = ("ministry", "minister", "interior", "الوزارة", "وزارة", "الوزير", "معاملة", "شكوى", "طلب", "complaint")


def all_kinds() -> dict[str, KindOfNotice]:
    """Return every kind of notice, once each room's notices are loaded."""
    for room in ROOMS:
        if importlib.util.find_spec(f"majlis.{room}.notices"):
            importlib.import_module(f"majlis.{room}.notices")
    return kinds.all_kinds()


def faults(kind: KindOfNotice) -> Iterator[str]:
    """Yield what is wrong with the words of a kind."""
    facts = rendering.sample_facts(kind)
    english = {form: rendering.shipped(kind, form, "en").body for form in rendering.EDITED}
    for language in LANGUAGES:
        for form in rendering.EDITED:
            found = rendering.shipped(kind, form, language)
            try:
                words = rendering.filled(found, form, language, facts).words
            except KeyError as error:
                yield f"{kind.name}: {form} in {language} asks for the fact {error}"
                continue
            if not words.strip():
                yield f"{kind.name}: {form} in {language} is empty"
            if language == "ar" and (not ARABIC.search(found.body) or found.body == english[form]):
                yield f'{kind.name}: {form} is not in Arabic: "{found.body[:60]}"'
        if rendering.sms_count(kind, language, rendering.shipped(kind, "sms", language).body).too_long:
            yield f"{kind.name}: the SMS in {language} takes more than two parts"
        with translation.override(language):
            neutral = str(kind.neutral_short).lower()
        yield from (f'{kind.name}: the neutral SMS says "{word}"' for word in TELLING if word in neutral)


def owed(source: Source) -> Iterator[tuple[str, str]]:
    """Yield (file:line, kind) of each notice that is owed under a literal name."""
    for call in source.calls():
        if dotted(call.func).split(".")[-1] == "owe" and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield source.at(call), first.value


def test_every_notice_renders_in_both_languages() -> None:
    none(fault for kind in all_kinds().values() for fault in faults(kind))


def test_every_owed_notice_is_declared() -> None:
    known = all_kinds()
    none(f"{place}: {name}" for source in product() for place, name in owed(source) if name not in known)


def test_a_notice_without_arabic_with_too_many_words_is_found() -> None:
    kind = KindOfNotice(
        "x.y", "Subject", "Body nobody translated", "Long " * 80, "Script", "Your complaint", ("sms",), (), False,
        urgent=False, asked=False, secret=False, also=(), sample={},
    )  # fmt: skip
    found = "\n".join(faults(kind))
    assert [part in found for part in ("not in Arabic", "two parts", 'says "complaint"')] == [True] * 3


def test_a_notice_of_an_unknown_kind_is_found() -> None:
    assert [name for _, name in owed(planted("notifications.moves.owe('case.nothing', to=x)"))] == ["case.nothing"]
