"""What a message would look like with the facts of a sample, for who edits its words."""

from __future__ import annotations

from dataclasses import dataclass

from majlis.core.errors import Refused
from majlis.notifications import moves, rendering, sms_parts
from majlis.notifications.kinds import KindOfNotice
from majlis.notifications.rendering import Rendered, Text


@dataclass(frozen=True, slots=True)
class Preview:
    """A rendered sample, its length where that counts, and why it cannot stand; one of `said` and `refusal` is None."""

    said: Rendered | None
    count: sms_parts.Count | None
    refusal: Refused | None


def preview(kind: KindOfNotice, channel: str, language: str, *, subject: str, body: str) -> Preview:
    """Return the preview of words as typed. An SMS that is too long is shown all the same, beside the refusal."""
    refusal = None
    try:
        moves.check_words(kind, channel, language, subject=subject, body=body)
    except Refused as error:
        refusal = error
        if error.code != "sms_too_long":
            return Preview(None, None, refusal)
    said = rendering.filled(Text(subject, body, 0), channel, language, rendering.sample_facts(kind))
    return Preview(said, sms_parts.count(said.words) if channel == "sms" else None, refusal)
