"""Pictures of pages for people to look at: `python -m tests.pages.screens http://localhost:8000 [name ...]`.

They are written to `screens/`, which git ignores: each page in both languages, at 390 and 1280 px, in light, and at
1280 px in the dark.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.pages.harness import LANGUAGES, Shown, browser, visitor
from tests.pages.pages import PAGES

FOLDER = Path(__file__).resolve().parents[2] / "screens"
VIEWS = ((390, "light"), (1280, "light"), (1280, "dark"))


def take(base: str, pages: Iterable[Shown], folder: Path = FOLDER) -> list[Path]:
    """Photograph the whole length of each page; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with browser() as running:
        for shown in pages:
            for language in LANGUAGES:
                for width, scheme in VIEWS:
                    taken.append(_one(running, base, shown, language, width, scheme, folder))
    return taken


def _one(running: Browser, base: str, shown: Shown, language: str, width: int, scheme: Any, folder: Path) -> Path:
    with visitor(running, base, language, width, color_scheme=scheme) as context:
        if shown.sign_in:
            shown.sign_in(context, base)
        page = context.new_page()
        page.goto(base + shown.path, wait_until="load")
        page.wait_for_load_state("networkidle")
        dark = "-dark" if scheme == "dark" else ""
        place = folder / f"{shown.name}-{language}-{width}{dark}.png"
        page.screenshot(path=place, full_page=True)
        return place


def main(argv: list[str]) -> int:
    """Take the pictures of all pages, or of those named."""
    if not argv:
        sys.stderr.write("which server? for example: python -m tests.pages.screens http://localhost:8000\n")
        return 2
    base, names = argv[0].rstrip("/"), set(argv[1:])
    for place in take(base, [shown for shown in PAGES if not names or shown.name in names]):
        sys.stdout.write(f"{place}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
