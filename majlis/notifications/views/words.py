"""Where the ministry edits what its messages say."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from majlis.accounts import gate
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import Viewer
from majlis.notifications import kinds, moves, queries, rendering, rules
from majlis.notifications.forms import RulingForm, WordsForm
from majlis.notifications.kinds import KindOfNotice
from majlis.notifications.models import Template
from majlis.notifications.previews import preview
from majlis.notifications.rendering import Text
from majlis.notifications.states import CHANNELS
from majlis.notifications.values import RTL


@gate.staff(*rules.EDITORS)
@require_GET
def all_words(request: HttpRequest) -> HttpResponse:
    """Show every kind of notice with its channels, and for which the ministry wrote words of its own."""
    edited = queries.edited()
    known = kinds.all_kinds()
    rows = [(kind, _channels(edited.get(kind.name, set()))) for kind in sorted(known.values(), key=_name)]
    waiting = [
        (known[row.kind], row, CHANNELS[row.channel], dict(rendering.languages()).get(row.language, row.language))
        for row in queries.words_waiting()
        if row.kind in known
    ]
    return render(request, "notifications/all_words.html", {"rows": rows, "waiting": waiting, "tab": "words"})


@gate.staff(*rules.EDITORS, once=True)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, channel: str, language: str) -> HttpResponse:
    """Show the words of one kind, channel and language, and take new ones; the preview button only shows them."""
    says = _known(kind, channel, language)
    if request.method == "GET":
        return _page(request, says, channel, language, _begun(request, says, channel, language))
    form = WordsForm(request.POST, channel=channel, language=language)
    if not form.is_valid() or request.POST.get("act") == "preview":
        return _page(request, says, channel, language, form)
    try:
        row = moves.propose_words(kind, channel, language, by=_by(request), **{"subject": "", **form.cleaned_data})
    except Refused as refusal:
        form.add_error("body", str(refusal))
        return _page(request, says, channel, language, form, status=refusal.status)
    messages.success(
        request, _("Version %(version)s waits for another person to approve it.") % {"version": row.version}
    )
    return redirect("notifications:words", kind=kind, channel=channel, language=language)


@gate.staff(*rules.EDITORS, once=True)
@require_POST
def ruling(request: HttpRequest, kind: str, channel: str, language: str) -> HttpResponse:
    """Put new words in force, or send them back."""
    says = _known(kind, channel, language)
    form = RulingForm(request.POST, asks_native=language not in moves.SURE)
    if not form.is_valid():
        raise Busy
    given = form.cleaned_data
    row = get_object_or_404(queries.versions(says.name, channel, language), version=given["version"])
    try:
        if request.POST.get("act") == "approve":
            moves.approve_words(row, by=_by(request), native=given.get("native", False))
            messages.success(request, _("Version %(version)s is in force from now on.") % {"version": row.version})
        else:
            moves.send_words_back(row, by=_by(request), why=given["why"])
            messages.success(request, _("Version %(version)s was sent back.") % {"version": row.version})
    except Busy:
        raise
    except Refused as refusal:
        form.add_error("why" if refusal.code == "why" else None, str(refusal))
        words = _begun(request, says, channel, language)
        return _page(request, says, channel, language, words, status=refusal.status, ruling_form=form)
    return redirect("notifications:words", kind=kind, channel=channel, language=language)


@gate.staff(*rules.EDITORS)
@require_POST
def live(request: HttpRequest, kind: str, channel: str, language: str) -> HttpResponse:
    """Return the preview of words as they are being typed."""
    says = _known(kind, channel, language)
    words = {"subject": request.POST.get("subject", ""), "body": request.POST.get("body", "")}
    facts = {"preview": preview(says, channel, language, **words), **_direction(language)}
    return render(request, "notifications/preview.html", facts)


def _page(
    request: HttpRequest,
    says: KindOfNotice,
    channel: str,
    language: str,
    form: WordsForm,
    *,
    status: int = 200,
    ruling_form: RulingForm | None = None,
) -> HttpResponse:
    words = {name: str(form[name].value() or "") for name in ("body", "subject") if name in form.fields}
    versions = list(queries.versions(says.name, channel, language)[:20])
    facts = {
        "kind": says,
        "tab": "words",
        "channel": channel,
        "language": language,
        "channels": _channels(set()),
        "languages": rendering.languages(),
        "form": form,
        "preview": preview(says, channel, language, **{"subject": "", **words}),
        "facts": _facts(says, channel, language),
        "versions": versions,
        **_standing(request, says, channel, language, versions, ruling_form),
        **_direction(language),
    }
    return render(request, "notifications/edit.html", facts, status=status if not form.errors or status > 200 else 422)


def _standing(
    request: HttpRequest,
    says: KindOfNotice,
    channel: str,
    language: str,
    versions: list[Template],
    form: RulingForm | None,
) -> dict[str, Any]:
    """Return what is in force, what waits for a second person, and whether that can be this one."""
    held = next((row for row in versions if _approved(row)), None)
    found: dict[str, Any] = {
        "held": held,
        "unread": held is not None and not held.ruling.native,
        "fallen_back": held is None and language not in moves.SURE,
    }
    newest = versions[0] if versions else None
    if newest is None or hasattr(newest, "ruling"):
        return found
    asked = form or RulingForm(initial={"version": newest.version}, asks_native=language not in moves.SURE)
    return found | {
        "waiting": newest,
        "waiting_said": preview(says, channel, language, subject=newest.subject, body=newest.body),
        "may_rule": rules.may_rule_on(_by(request), newest),
        "ruling_form": asked,
    }


def _approved(row: Template) -> bool:
    return hasattr(row, "ruling") and row.ruling.approved


def _begun(request: HttpRequest, says: KindOfNotice, channel: str, language: str) -> WordsForm:
    """Return the form with the words to begin with, and the version that is in force now."""
    words = _asked_for(request, says, channel, language)
    newest = queries.versions(says.name, channel, language).first()
    initial = {"subject": words.subject, "body": words.body, "shown": newest.version if newest else 0}
    return WordsForm(initial=initial, channel=channel, language=language)


def _asked_for(request: HttpRequest, says: KindOfNotice, channel: str, language: str) -> Text:
    """Return the words to begin with: a version when asked for, else those that wait, else those in force."""
    wanted = request.GET.get("version", "")
    if wanted == "0":
        return rendering.shipped(says, channel, language)
    versions = queries.versions(says.name, channel, language)
    row = versions.filter(version=wanted).first() if wanted.isdecimal() else versions.first()
    if row is not None and (wanted or not hasattr(row, "ruling")):
        return Text(row.subject, row.body, row.version)
    return rendering.text(says, channel, language) or rendering.shipped(says, channel, language)


def _known(kind: str, channel: str, language: str) -> KindOfNotice:
    if kind not in kinds.all_kinds() or channel not in rendering.EDITED or language not in dict(rendering.languages()):
        raise Http404
    return kinds.known(kind)


def _channels(edited: set[tuple[str, str]]) -> list[tuple[str, Any, bool]]:
    """Return the channels as (code, name, whether the ministry wrote words for it in any language)."""
    own = {channel for channel, _language in edited}
    return [(channel, CHANNELS[channel], channel in own) for channel in rendering.EDITED]


def _facts(says: KindOfNotice, channel: str, language: str) -> list[tuple[str, str]]:
    """Return what may be put into the words: as it is written there, and as it would be read."""
    return [
        (written, rendering.filled(Text("", written, 0), channel, language, rendering.sample_facts(says)).words)
        for written in ("{%s}" % name for name in rendering.allowed(says))
    ]


def _direction(language: str) -> dict[str, str]:
    return {"dir": "rtl" if language in RTL else "ltr", "language": language}


def _by(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def _name(kind: KindOfNotice) -> str:
    return kind.name
