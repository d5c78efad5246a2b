"""The parts of the look as template tags. They are built in (see the settings); every one is shown at /look/."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from majlis.core import clock, phones, references
from majlis.core.ui import dates, qr, render
from majlis.core.ui.due import Due

register = template.Library()

_TURNING = {"arrow", "back", "refer", "reply", "send", "leave"}
_MODULES = Path(__file__).resolve().parents[1] / "static" / "core" / "js"


# ---- the page -----------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def page_attributes(context: RequestContext) -> SafeString:
    """Return lang, dir, and the person's own choices of light and digits, for `<html>`."""
    code = get_language() or settings.LANGUAGE_CODE
    direction = "rtl" if get_language_info(code)["bidi"] else "ltr"
    attributes = [("lang", code), ("dir", direction)]
    request = context.get("request")
    cookies: dict[str, str] = request.COOKIES if request else {}
    if cookies.get("theme") in {"light", "dark"}:
        attributes.append(("data-theme", cookies["theme"]))
    if cookies.get("digits") == "arab":
        attributes.append(("data-digits", "arab"))
    return format_html_join(" ", '{}="{}"', attributes)


@cache
def _module_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _MODULES.glob("*.js")))


@register.simple_tag(takes_context=True)
def import_map(context: RequestContext) -> SafeString:
    """Return the import map: `majlis/<name>` is the file of that name, under its published address.

    A room that brings modules of its own passes them in the context's `imports`, by name and static path.
    """
    imports = {f"majlis/{name}": static(f"core/js/{name}.js") for name in _module_names()}
    imports |= {name: static(path) for name, path in (context.get("imports") or {}).items()}
    nonce = context.get("CSP_NONCE", "")
    return format_html(
        '<script type="importmap" nonce="{}">{}</script>',
        nonce,
        mark_safe(json.dumps({"imports": imports})),  # noqa: S308 - addresses of our own files
    )


@register.filter
def shell(request: HttpRequest | None, fallback: str = "core/portal.html") -> str:
    """Return the template that a page for anyone extends: a bare one for a fragment, the desk's for staff."""
    if request is None:
        return fallback
    if getattr(request, "htmx", False):
        return "core/fragment.html"
    user = getattr(request, "user", None)
    return "core/desk.html" if user is not None and user.is_authenticated else fallback


# ---- small signs --------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return an icon; without a label it is hidden from screen readers, for a word stands beside it."""
    turning = " icon--dir" if name in _TURNING else ""
    told = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" {} focusable="false"><use href="{}#i-{}"/></svg>',
        turning,
        told,
        static("core/icons.svg"),
        name,
    )


@register.simple_tag
def mark() -> SafeString:
    """Return the mark of the house, hidden from screen readers."""
    return format_html(
        '<svg aria-hidden="true" focusable="false" viewBox="0 0 40 40"><use href="{}#mark"/></svg>',
        static("core/icons.svg"),
    )


@register.simple_tag
def stamp(state: str, words: str) -> SafeString:
    """Return a stamp. States: "" (not begun), working, you, soon, late, held, done."""
    if not state:
        return format_html('<span class="stamp">{}</span>', words)
    return format_html('<span class="stamp" data-state="{}">{}</span>', state, words)


@register.simple_tag
def due(clock: Due | None) -> SafeString:
    """Return a due clock: a ring that fills, and words; nothing for no deadline."""
    if clock is None:
        return SafeString("")
    if clock.state == "held":
        return stamp("held", clock.words)
    return format_html(
        '<span class="due" data-used="{}" data-due="{}">{}</span>', clock.tenths, clock.state or "open", clock.words
    )


@register.simple_tag
def ref(reference: str) -> SafeString:
    """Return a reference number, three, three and four."""
    return format_html('<bdi class="ref" dir="ltr">{}</bdi>', references.show(str(reference)))


@register.simple_tag
def phone(number: str, masked: bool = False, link: bool = False) -> SafeString:
    """Return a telephone number as people read it; what is not in E.164 (a short code) is shown as it stands."""
    if number.startswith("+"):
        words = phones.mask(number) if masked else phones.show(number)
    else:
        words = references.show(number) if len(number) == 10 else number
    shown = format_html('<bdi class="nowrap" dir="ltr">{}</bdi>', words)
    return format_html('<a href="tel:{}">{}</a>', number.replace(" ", ""), shown) if link else shown


@register.simple_tag
def number(value: Any) -> SafeString:
    """Return a number by itself, so that it does not turn in Arabic text."""
    return format_html('<bdi class="num">{}</bdi>', value)


@register.simple_tag
def latin(words: str) -> SafeString:
    """Return a name in Latin letters, isolated, and marked so that nothing translates it."""
    return format_html('<bdi lang="en" dir="ltr" translate="no">{}</bdi>', words)


@register.simple_tag
def both_dates(moment: dt.date | dt.datetime | None, style: dates.Style = "long") -> SafeString:
    """Return a date in both calendars: "long", "short" or "time"; nothing for no date."""
    return dates.both(moment, style) if moment else SafeString("")


@register.simple_tag
def today(style: dates.Style = "short") -> SafeString:
    """Return this day in both calendars."""
    return dates.both(clock.today(), style)


@register.simple_tag
def at(moment: dt.datetime | dt.time | None) -> SafeString:
    """Return the hour and minute in Riyadh."""
    return dates.hour(moment) if moment else SafeString("")


@register.simple_tag
def qr_code(text: str, label: str) -> SafeString:
    """Return a code that a camera reads."""
    return qr.svg(text, label)


@register.simple_tag
def key(code: str, shown: str) -> SafeString:
    """Return the attributes that give a control its key: the physical one, and the one printed on it."""
    return format_html('data-key="{}" aria-keyshortcuts="{}"', code, shown)


# ---- parts --------------------------------------------------------------------------------------------------


@register.inclusion_tag("core/parts/timeline.html")
def timeline(lines: Iterable[Any], heading: str = "h3") -> dict[str, Any]:
    """Show what happened, what is now and what comes.

    A line has `title`, and may have `note`, `at` (date or datetime), `now` and `next`.
    """
    return {"lines": lines, "heading": heading}


@register.simple_block_tag(takes_context=True)
def turn_card(context: RequestContext, content: SafeString, heading: str, who: str, **facts: Any) -> SafeString:
    """Show whose turn it is, with the buttons written between the tags.

    Facts: `note`, `yours` (bool), and the second half: `date_heading`, `date`, `time`, `place`.
    """
    return _part(context, "turn_card", {"heading": heading, "who": who, "content": content, **facts})


@register.simple_block_tag(takes_context=True)
def receipt(context: RequestContext, content: SafeString, reference: str, title: str, **facts: Any) -> SafeString:
    """Show a receipt: number and code, no name of a subject. The tags hold the sentence under the number.

    Facts: `received` (the instant), `address` (what the code opens).
    """
    return _part(context, "receipt", {"reference": reference, "title": title, "content": content, **facts})


@register.simple_block_tag
def actions(content: SafeString) -> SafeString:
    """Show the buttons that end a question or a card: the primary one first."""
    return format_html('<div class="actions">{}</div>', content)


@register.simple_block_tag(takes_context=True)
def empty(context: RequestContext, content: SafeString, title: str, hint: str = "") -> SafeString:
    """Show that nothing is here, and what to do about it (between the tags, or nothing)."""
    return _part(context, "empty", {"title": title, "hint": hint, "content": content})


@register.inclusion_tag("core/parts/pager.html", takes_context=True)
def pager(context: RequestContext, page: Any, name: str = "page") -> dict[str, Any]:
    """Show links to the next and previous page of a keyset `Page`; they keep the rest of the address."""
    return {"next": _at_page(context, name, page.next), "previous": _at_page(context, name, page.previous)}


def _at_page(context: RequestContext, name: str, token: str) -> str:
    if not token:
        return ""
    query = context["request"].GET.copy()
    query[name] = token
    return f"?{query.urlencode()}"


def _part(context: RequestContext, name: str, facts: dict[str, Any]) -> SafeString:
    engine = context.template.engine if context.template else template.engines["django"].engine  # type: ignore[attr-defined]
    with context.push(**facts):
        return engine.get_template(f"core/parts/{name}.html").render(context)


# ---- forms --------------------------------------------------------------------------------------------------


@register.inclusion_tag("core/parts/field.html")
def field(bound: BoundField, **options: Any) -> dict[str, Any]:
    """Show a field with its label, help and error tied to it.

    Options: `h1` (the label is the page's heading), `hide_label` (kept for screen readers only).
    """
    shown = render.kind(bound)
    return {
        "field": bound,
        "kind": shown,
        "described_by": render.described_by(bound),
        "control": render.control(bound) if shown in {"input", "file", "tick"} else "",
        "options": render.options(bound) if shown == "cards" else [],
        "date": render.parts(bound) if shown == "date" else None,
        **options,
    }


@register.inclusion_tag("core/parts/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Show all errors of a form, each a link to its field. It takes the focus when the page opens."""
    wrong = [(f"#{render.target(bound)}", message) for bound in form if not bound.is_hidden for message in bound.errors]
    hidden = [message for bound in form.hidden_fields() for message in bound.errors]
    general = [*form.non_field_errors(), *hidden] if form.is_bound else []
    return {"wrong": wrong, "general": general, "count": len(wrong) + len(general), "id": form.prefix or "form"}


@register.simple_tag
def once() -> SafeString:
    """Return the key by which the house knows this form again: a second post of it changes nothing."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())


@register.simple_tag
def case_version(thing: Any) -> SafeString:
    """Return the version that this page shows; a post of an older one is told who changed it."""
    return format_html('<input type="hidden" name="version" value="{}">', conditional_escape(thing.version))
