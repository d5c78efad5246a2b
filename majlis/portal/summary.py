"""What was answered, in words, for the page on which it is checked before it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from majlis.core import phones
from majlis.core.ui import dates
from majlis.core.ui.forms import GivenDate, NumeralField
from majlis.portal import steps
from majlis.portal.forms.files import FilesField
from majlis.portal.forms.papers import PapersForm
from majlis.portal.forms.person import NameForm
from majlis.portal.forms.request import SAID
from majlis.portal.walk import Sent, Walk


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: the question, the answer in words, and the step that changes it; `first` on a step's first row."""

    question: str
    answer: str
    step: str
    first: bool


def rows(walk: Walk) -> list[Row]:
    """Return all answers in the order of the questions; what was left open is not told."""
    found: list[Row] = []
    for step in steps.steps(walk):
        told = list(_of(walk, step))
        found += [Row(question, answer, step.code, place == 0) for place, (question, answer) in enumerate(told)]
    return found


def _of(walk: Walk, step: steps.Step) -> Iterator[tuple[str, str]]:
    form: Any = steps.answered(walk, step)
    if not form.is_valid():
        return
    if isinstance(form, PapersForm):
        yield from ((line.name, _files(line.sent) or _("You do not have it")) for line in form.lines)
        return
    if isinstance(form, NameForm):
        yield str(step.heading), format_html('<span translate="no">{}</span>', form.details().name.display)
        return
    told = [(str(bound.label), _words(bound, form.cleaned_data.get(bound.name))) for bound in form]
    if step.code == "words" and walk.sent(SAID):
        told.append((_("Recording or photograph"), _files(walk.sent(SAID))))
    told = [one for one in told if one[1]] or [(str(step.heading or told[0][0]), _("Nothing to say"))]
    yield from told


def _words(bound: BoundField, value: Any) -> str:
    field = bound.field
    if value == "" and isinstance(field.widget, forms.RadioSelect):
        return str(dict(_flat(field)).get("", ""))
    if value in (None, "", [], False) or isinstance(field, FilesField):
        return ""
    if isinstance(field, forms.MultipleChoiceField):
        named = dict(_flat(field))
        return format_html_join(_(", "), "{}", ((named.get(one, one),) for one in value))
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field)).get(str(value), value))
    if value is True:
        return _("Yes")
    return _plain(field, value)


def _plain(field: forms.Field, value: Any) -> str:
    if isinstance(value, GivenDate):
        return dates.both(value.gregorian) if value.gregorian else ""
    if isinstance(field, forms.TimeField):
        return dates.hour(value)
    if isinstance(field, NumeralField) or field.widget.attrs.get("dir") == "ltr":
        text = phones.show(value) if str(value).startswith("+") else str(value)
        return format_html('<bdi dir="ltr">{}</bdi>', text)
    return format_html('<span class="as-said" dir="auto" translate="no">{}</span>', value)


def _flat(field: Any) -> list[tuple[str, Any]]:
    return [(str(code), name) for code, name in field.choices]


def _files(sent: list[Sent] | Any) -> SafeString | str:
    return format_html_join(_(", "), "<bdi>{}</bdi>", ((one.name,) for one in sent))
