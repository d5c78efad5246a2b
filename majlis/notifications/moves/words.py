"""Change what the ministry's messages say: one person writes, another puts it in force."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from majlis.core import arabic, scope
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import Viewer
from majlis.notifications import facts, kinds, queries, rendering, rules, sms_parts, wording
from majlis.notifications.models import Ruling, Template
from majlis.trail import moves as trail

SURE = frozenset({"ar", "en"})
"""The languages that the house itself writes; all others want a native reader."""
CHANGED = _("Someone else has just changed these words. Look at the new version, then decide.")


def propose_words(
    kind: str, channel: str, language: str, *, subject: str, body: str, shown: int, by: Viewer
) -> Template:
    """Write a new version of the words for a kind, a channel ("sms", "email", "call") and a language.

    It goes out once another person has approved it. `shown` is the version that the page showed, 0 for the shipped
    words. Raises Refused for unknown facts, an SMS of more than two parts, nothing written; Busy when somebody wrote
    a newer version meanwhile.
    """
    if not rules.may_edit_words(by):
        raise Refused("not_yours", _("Only the programme director and the minister's office change what messages say."))
    subject, body = " ".join(arabic.clean(subject).split()), arabic.clean(body)
    check_words(kinds.known(kind), channel, language, subject=subject, body=body)
    with scope.house():
        newest = queries.versions(kind, channel, language).first()
        if shown != (newest.version if newest else 0):
            raise Busy("words_edited", CHANGED)
        row = Template.objects.create(
            kind=kind, channel=channel, language=language, subject="" if channel == "sms" else subject, body=body,
            version=shown + 1, edited_by_id=by.id,
        )  # fmt: skip
        spoken: dict[str, Any] = {"notice": kind, "channel": channel, "language": language, "version": row.version}
        trail.record(facts.WORDS_PROPOSED.name, by=by, subject=("template", row.pk), **spoken)
    return row


def approve_words(row: Template, *, by: Viewer, native: bool = False) -> Ruling:
    """Put new words in force; `native` tells that somebody whose language it is has read them.

    Raises Refused "own_words", "not_yours"; Busy when somebody else ruled on them, or wrote newer ones.
    """
    return _rule_on(row, facts.WORDS_APPROVED.name, by=by, approved=True, native=native or row.language in SURE)


def send_words_back(row: Template, *, by: Viewer, why: str) -> Ruling:
    """Send new words back with the reason; what was in force stays so. Raises as above, and Refused "why"."""
    reason = " ".join(arabic.clean(why).split())
    if not reason:
        raise Refused("why", _("Write in a few words what should be different."))
    return _rule_on(row, facts.WORDS_SENT_BACK.name, by=by, approved=False, why=reason[:250])


def _rule_on(row: Template, fact: str, *, by: Viewer, **said: Any) -> Ruling:
    if not rules.may_edit_words(by):
        raise Refused("not_yours", _("Only the programme director and the minister's office change what messages say."))
    if not rules.may_rule_on(by, row):
        raise Refused("own_words", _("Another person than the one who wrote these words must approve them."))
    with scope.house():
        newest = queries.versions(row.kind, row.channel, row.language).first()
        if newest is None or newest.pk != row.pk or queries.ruling_on(row) is not None:
            raise Busy("words_edited", CHANGED)
        ruling = Ruling.objects.create(template=row, by_id=by.id, **said)
        spoken: dict[str, Any] = {
            "notice": row.kind,
            "channel": row.channel,
            "language": row.language,
            "version": row.version,
        }
        trail.record(fact, by=by, subject=("template", row.pk), **spoken)
    return ruling


def check_words(kind: kinds.KindOfNotice, channel: str, language: str, *, subject: str, body: str) -> None:
    """Raise Refused for words that cannot stand: "words_empty", "words_subject", "fact_unknown", "sms_too_long"."""
    if channel not in rendering.EDITED or language not in dict(rendering.languages()):
        raise Refused("words_unknown", _("There are no words for this channel or language."))
    if not body:
        raise Refused("words_empty", _("Write what the message says."))
    if channel == "email" and not subject:
        raise Refused("words_subject", _("Write the subject of the e-mail."))
    if strange := wording.unknown(f"{subject} {body}", rendering.allowed(kind)):
        raise Refused(
            "fact_unknown",
            _("This message has no fact named %(name)s. Choose one from the list of facts."),
            name=strange[0],
        )
    if channel == "sms" and (long := rendering.sms_count(kind, language, body)).too_long:
        raise Refused(
            "sms_too_long",
            _("This SMS takes %(parts)s parts with ordinary facts. Shorten it to %(most)s parts."),
            parts=long.parts,
            most=sms_parts.MOST_PARTS,
        )
