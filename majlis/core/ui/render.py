"""What a field's template needs: which part shows it, and how label, help and error are tied to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from majlis.core.ui.either_date import EitherDateWidget

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (EitherDateWidget, "date"),
    (forms.CheckboxSelectMultiple, "cards"),
    (forms.RadioSelect, "cards"),
    (forms.CheckboxInput, "tick"),
    (forms.FileInput, "file"),
    (forms.Textarea, "input"),
    (forms.Select, "input"),
)


def kind(bound: BoundField) -> str:
    """Return which part shows the field: "date", "cards", "tick", "file" or "input"."""
    if isinstance(bound.field.widget, forms.CheckboxSelectMultiple):
        return "cards"
    return next((name for widget, name in _KINDS if isinstance(bound.field.widget, widget)), "input")


def described_by(bound: BoundField) -> str:
    """Return the ids of the help and the error, in reading order."""
    parts = []
    if bound.help_text:
        parts.append(f"{bound.auto_id}_helptext")
    if bound.errors:
        parts.append(f"{bound.auto_id}_error")
    return " ".join(parts)


def target(bound: BoundField) -> str:
    """Return the id that an error link leads to: the first control of the field."""
    shown = kind(bound)
    if shown == "cards":
        return f"{bound.auto_id}_0"
    return f"{bound.auto_id}_1" if shown == "date" else bound.auto_id


def control(bound: BoundField) -> str:
    """Return the control's own markup, with the house's class and what describes it."""
    attrs: dict[str, Any] = {"class": _classes(bound)}
    if tied := described_by(bound):
        attrs["aria-describedby"] = tied
    return bound.as_widget(attrs=attrs)


def options(bound: BoundField) -> list[dict[str, Any]]:
    """Return the choices of radio and checkbox cards: markup of each input, its words and its hint."""
    hints = getattr(bound.field, "hints", {})
    for card in bound.subwidgets:
        card.data["attrs"].pop("aria-invalid", None)  # the group is wrong, not one of its choices
    return [
        {"tag": card.tag(), "label": card.choice_label, "hint": hints.get(str(card.data["value"]), "")}
        for card in bound.subwidgets
    ]


def parts(bound: BoundField) -> dict[str, Any]:
    """Return the inputs of a date: the two calendars, and day, month and year ready to print."""
    context = bound.field.widget.get_context(
        bound.html_name, bound.value(), bound.build_widget_attrs({"id": bound.auto_id})
    )["widget"]
    calendar, day, month, year = context["subwidgets"]
    return {
        "calendars": [option for _group, choices, _index in calendar["optgroups"] for option in choices],
        "boxes": {"day": day, "month": month, "year": year},
    }


def _classes(bound: BoundField) -> str:
    if (shown := kind(bound)) in {"file", "tick"}:
        return shown
    wide = "input input--code" if getattr(bound.field, "code", False) else "input"
    return f"{wide} {bound.field.widget.attrs.get('class', '')}".strip()
