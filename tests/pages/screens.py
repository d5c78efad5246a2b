"""Pictures of pages for people to look at: `python -m tests.pages.screens http://localhost:8000 [name ...]`.

They are written to `screens/`, which git ignores: every page that the public and the staff of the sample centre are
led to, in both languages, at 390 and 1280 px; the first pages and the look in the dark too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import Browser

from tests.pages.harness import HEIGHT, LANGUAGES, Shown, browser, visitor
from tests.pages.pages import PAGES

FOLDER = Path(__file__).resolve().parents[2] / "screens"
WIDTHS = (1280, 390)


def take(running: Browser, base: str, pages: Iterable[Shown], folder: Path = FOLDER) -> Iterator[Path]:
    """Photograph the whole length of each page; yield the files as they are written."""
    folder.mkdir(parents=True, exist_ok=True)
    for shown in pages:
        for language in LANGUAGES:
            yield from _both(running, base, shown, language, folder)
            if shown in PAGES:
                yield from _both(running, base, shown, language, folder, color_scheme="dark")


def _both(running: Browser, base: str, shown: Shown, language: str, folder: Path, **options: Any) -> Iterator[Path]:
    with visitor(running, base, language, **options) as context:
        if shown.sign_in:
            shown.sign_in(context, base)
        page = context.new_page()
        page.goto(base + shown.path, wait_until="load")
        page.wait_for_load_state("networkidle")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            place = folder / f"{shown.name}-{language}-{width}{'-dark' if options else ''}.png"
            page.screenshot(path=place, full_page=True)
            yield place


def main(argv: list[str]) -> int:
    """Take the pictures of all pages, or of those whose name holds one of the given words."""
    if not argv:
        sys.stderr.write("which server? for example: python -m tests.pages.screens http://localhost:8000\n")
        return 2
    from tests.pages import crawl  # after the settings are read

    base, words = argv[0].rstrip("/"), argv[1:]
    with browser() as running:
        pages = [*PAGES, *(one for one in crawl.find(running, base) if one.path not in {shown.path for shown in PAGES})]
        for place in take(
            running, base, [one for one in pages if not words or any(word in one.name for word in words)]
        ):
            sys.stdout.write(f"{place}\n")
    return 0


if __name__ == "__main__":
    django.setup()
    sys.exit(main(sys.argv[1:]))
