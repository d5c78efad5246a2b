"""The sealed compartment of the sample: its ceremony, and some reports that nobody here can read."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings

from majlis.core.viewer import Viewer
from majlis.sealed import moves as sealed

REPORTS = (
    "شاحنة بلا لوحات تقف كل ليلة خلف المستودع القديم وتُنقل منها صناديق مغلقة.",
    "عُرض عليّ مال لأوصل حقيبة إلى المطار ولا أعرف ما فيها، ومعي رقم من اتصل بي.",
    "Somebody in our building prints residence permits. I have seen the printer and three of the cards.",
)


def shares_folder() -> Path:
    """Return where the three shares of the sample's recovery key lie: beside the outbox, never in the checkout."""
    return Path(settings.OUTBOX).parent / "sample-shares"


def hold_ceremony(by: Viewer) -> None:
    """Make the compartment, so that the sealed door is open, and keep its shares for whoever tries it out."""
    publics, shares = sealed.hold_ceremony(by=by)
    folder = shares_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for share in shares:
        place = folder / f"share-{share.number}.json"
        place.unlink(missing_ok=True)
        place.touch(mode=0o600)
        place.write_text(json.dumps(share.as_data(publics.fingerprint), indent=1), "utf-8")
    for words in REPORTS:
        sealed.take_in(words, channel="portal")
