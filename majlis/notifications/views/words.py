"""Where the ministry edits what its messages say."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from majlis.accounts import gate
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.notifications import kinds, moves, queries, rendering, rules
from majlis.notifications.forms import WordsForm
from majlis.notifications.kinds import KindOfNotice
from majlis.notifications.previews import preview
from majlis.notifications.rendering import Text
from majlis.notifications.states import CHANNELS
from majlis.notifications.values import RTL


@gate.staff(*rules.EDITORS)
@require_GET
def all_words(request: HttpRequest) -> HttpResponse:
    """Show every kind of notice with its channels, and for which the ministry wrote words of its own."""
    edited = queries.edited()
    rows = [(kind, _channels(edited.get(kind.name, set()))) for kind in sorted(kinds.all_kinds().values(), key=_name)]
    return render(request, "notifications/all_words.html", {"rows": rows})


@gate.staff(*rules.EDITORS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, channel: str, language: str) -> HttpResponse:
    """Show the words of one kind, channel and language, and take new ones; the preview button only shows them."""
    says = _known(kind, channel, language)
    if request.method == "GET":
        return _page(request, says, channel, language, _begun(request, says, channel, language))
    form = WordsForm(request.POST, channel=channel, language=language)
    if not form.is_valid() or request.POST.get("act") == "preview":
        return _page(request, says, channel, language, form)
    by: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        row = moves.edit_words(kind, channel, language, by=by, **{"subject": "", **form.cleaned_data})
    except Refused as refusal:
        form.add_error("body", str(refusal))
        return _page(request, says, channel, language, form, status=refusal.status)
    messages.success(request, _("Version %(version)s is in force from now on.") % {"version": row.version})
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
    request: HttpRequest, says: KindOfNotice, channel: str, language: str, form: WordsForm, *, status: int = 200
) -> HttpResponse:
    words = {name: str(form[name].value() or "") for name in ("body", "subject") if name in form.fields}
    facts = {
        "kind": says,
        "channel": channel,
        "language": language,
        "channels": _channels(set()),
        "languages": rendering.languages(),
        "form": form,
        "preview": preview(says, channel, language, **{"subject": "", **words}),
        "facts": _facts(says, channel, language),
        "versions": queries.versions(says.name, channel, language)[:20],
        **_direction(language),
    }
    return render(request, "notifications/edit.html", facts, status=status if not form.errors or status > 200 else 422)


def _begun(request: HttpRequest, says: KindOfNotice, channel: str, language: str) -> WordsForm:
    """Return the form with the words to begin with, and the version that is in force now."""
    words = _asked_for(request, says, channel, language)
    newest = queries.versions(says.name, channel, language).first()
    initial = {"subject": words.subject, "body": words.body, "shown": newest.version if newest else 0}
    return WordsForm(initial=initial, channel=channel, language=language)


def _asked_for(request: HttpRequest, says: KindOfNotice, channel: str, language: str) -> Text:
    """Return the words to begin with: an older version or the shipped ones when asked for, else those in force."""
    wanted = request.GET.get("version", "")
    if wanted == "0":
        return rendering.shipped(says, channel, language)
    old = queries.versions(says.name, channel, language).filter(version=wanted) if wanted.isdecimal() else None
    if old and (row := old.first()):
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


def _name(kind: KindOfNotice) -> str:
    return kind.name
