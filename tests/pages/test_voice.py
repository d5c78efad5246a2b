"""Nobody must read or write to be heard: a page is read aloud, and a request is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from majlis.cases.models import Case, Paper
from majlis.cases.tests.builders import HOUSE
from majlis.core.scope import within
from tests.pages import harness
from tests.pages.harness import visitor
from tests.pages.test_portal import portal

__all__ = ["portal"]
pytestmark = pytest.mark.pages
VOICES = """
    window.heard = [];
    const voices = [{ lang: "%s", localService: %s, name: "a voice" }];
    const speak = (one) => window.heard.push(one.text);
    const spoken = { getVoices: () => voices, cancel() {}, addEventListener() {}, speak };
    Object.defineProperty(window, "speechSynthesis", { value: spoken });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def _question(page: Page, base: str) -> None:
    page.goto(f"{base}/start/petition/")
    page.locator("form button.btn--primary").click()


@pytest.mark.parametrize(
    ("voice", "own", "shown"), [("ar-SA", "true", True), ("ar-SA", "false", False), ("en-US", "true", False)]
)
def test_a_question_is_read_aloud_when_the_device_has_a_voice(portal: str, voice: str, own: str, shown: bool) -> None:
    with harness.browser() as running, visitor(running, portal, "ar", 390) as context:
        context.add_init_script(VOICES % (voice, own))
        page = context.new_page()
        _question(page, portal)
        page.wait_for_load_state("networkidle")
        button = page.locator(".listen")
        assert button.is_visible() == shown
        if shown:
            button.click()
            heard = page.evaluate("window.heard")
            assert heard[0] == page.locator("h1").inner_text()
            assert button.inner_text().strip() == "أوقف"
            button.click()
            assert button.inner_text().strip() == "استمع"


@contextmanager
def with_microphone() -> Iterator[Browser]:
    """Run a browser that has a microphone, and the person's leave to use it."""
    flags = [*harness.FLAGS, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=harness.chromium(), args=flags)
        yield running
        running.close()


def test_a_request_is_spoken_and_its_recording_is_kept(portal: str) -> None:
    with with_microphone() as running, visitor(running, portal, "ar", 390) as context:
        page = context.new_page()
        _question(page, portal)
        button = page.locator(".record button")
        button.click()
        page.locator(".record [role=status]", has_text="0:0").wait_for()
        button.click()
        page.locator(".record audio").wait_for()
        assert re.search(r"\.(m4a|webm)\b", page.locator("output").inner_text())
        page.locator("form.question button.btn--primary").click()
        page.wait_for_url("**/request/urgent/")
    with within(HOUSE):
        assert not Case.objects.exists()
        paper = Paper.objects.get()
        assert paper.item_code == "said"
        assert paper.media_type in {"audio/mp4", "audio/webm"}  # as this browser records
