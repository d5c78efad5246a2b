"""Every page that is opened in the browser: the gallery of the look first, then the pages of the rooms."""

from __future__ import annotations

from tests.pages.harness import Shown

LOOK = [
    Shown("look", "/look/", allowed=("AH",)),
    Shown("look-desk", "/look/desk/"),
    Shown("look-print", "/look/print/"),
    Shown("look-refused", "/look/refused/", status=422),
    Shown("look-busy", "/look/refused/?busy", status=409),
    Shown("offline", "/offline"),
    Shown("missing", "/no-such-page", status=404),
]
FIRST = [Shown("home", "/"), Shown("centres", "/centres/"), Shown("help", "/help/")]
PAGES = [*LOOK, *FIRST]
