"""Templates compile, keep the content policy, and fetch nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template
from django.urls import URLResolver, get_resolver

from tests.house.source import ROOT, none, templates

TAGS = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%.*?%}", re.DOTALL)
VALUES = re.compile(r"{{.*?}}", re.DOTALL)
NAMED = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
ADDRESS = re.compile(r"""{%-?\s*url\s+["']([\w:-]+)["']""")
OUTSIDE = re.compile(r"""(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s"'<>)]*""", re.IGNORECASE)
NAMESPACES = ("http://www.w3.org/", "https://www.w3.org/")
DATA_SCRIPTS = {"importmap", "application/json", "application/ld+json"}
PAGES = [path for path in templates() if path.suffix == ".html" and "email" not in path.parts]
"""The templates that a browser shows; programs that read mail know no style sheets, so mails carry theirs."""


ICON = re.compile(r"""{%-?\s*icon\s+["']([\w-]+)["']""")
ICON_OF_ROOM = re.compile(r"""\bicon=["']([\w-]+)["']""")

WRITTEN = re.compile(r"(<(\w+)([^<>]*)>)\s*(?:[^<>{]*\{%[^%]*%\})*\s*\{\{[^{}]*\|linebreaksbr")


def name_of(path: Path) -> str:
    """Return the name under which Django loads a template."""
    return path.as_posix().split("/templates/", 1)[1]


class Inline(HTMLParser):
    """Collects what the content policy forbids: scripts, styles and acts written into a page."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") not in DATA_SCRIPTS):
            self.faults.append(f"line {self.getpos()[0]}: <{tag}> in the page")
        for name, value in attrs:
            if name == "style" or (name.startswith("on") and name != "on") or name.startswith("hx-on"):
                self.faults.append(f"line {self.getpos()[0]}: {name}=")
            if (value or "").strip().lower().startswith(("javascript:", "data:text")):
                self.faults.append(f"line {self.getpos()[0]}: {name}={value}")


def inline(text: str) -> list[str]:
    """Return what a template writes inline although the content policy forbids it."""
    blank = TAGS.sub(lambda found: "\n" * found[0].count("\n"), text)
    parser = Inline()
    parser.feed(VALUES.sub("x", blank))
    parser.close()
    return parser.faults


def outside(text: str) -> Iterator[str]:
    """Yield each address outside of the house; names of XML vocabularies are none."""
    for found in OUTSIDE.finditer(text):
        if not found[0].startswith(NAMESPACES):
            yield f"line {text.count(chr(10), 0, found.start()) + 1}: {found[0]}"


def names(patterns: list[Any], before: str = "") -> Iterator[str]:
    """Yield the full name of every address, such as `portal:home`."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{before}{pattern.namespace}:" if pattern.namespace else before
            yield from names(pattern.url_patterns, inside)
        elif pattern.name:
            yield before + str(pattern.name)


def test_every_template_compiles() -> None:
    broken = []
    for path in templates():
        try:
            get_template(name_of(path))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told with the others
            broken.append(f"{path.relative_to(ROOT)}: {error}")
    none(broken)


def test_every_named_template_and_partial_exists() -> None:
    missing = []
    for path in templates():
        for name in NAMED.findall(path.read_text("utf-8")):
            try:
                get_template(name)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told with the others
                missing.append(f"{path.relative_to(ROOT)}: {name}: {error!r}")
    none(missing)


def test_no_template_writes_scripts_or_styles_inline() -> None:
    found = [f"{path.relative_to(ROOT)} {fault}" for path in PAGES for fault in inline(path.read_text("utf-8"))]
    none(found)


def test_nothing_is_fetched_from_outside() -> None:
    static = [
        path
        for path in (ROOT / "majlis").glob("**/static/**/*")
        if path.suffix in {".css", ".js", ".svg", ".html", ".webmanifest"} and "vendor" not in path.parts
    ]
    found = [
        f"{path.relative_to(ROOT)} {fault}"
        for path in [*templates(), *static]
        for fault in outside(path.read_text("utf-8"))
    ]
    none(found)


def turned(text: str) -> Iterator[str]:
    """Yield each tag that shows what somebody wrote and does not take the direction from it."""
    for tag, _name, attributes in WRITTEN.findall(text):
        if not tag.startswith("<bdi") and 'dir="auto"' not in attributes:
            yield tag


def test_what_people_wrote_stands_in_its_own_direction() -> None:
    """English in an Arabic page, or the other way round, else has its full stop at the wrong end."""
    none(
        f"{path.relative_to(ROOT)}: {tag}"
        for path in templates()
        if path.relative_to(ROOT).parts[1] != "core"
        for tag in turned(path.read_text("utf-8"))
    )


def test_what_somebody_wrote_without_a_direction_is_found() -> None:
    shown = '<dd class="a">{{ case.words|linebreaksbr }}</dd><p>\n {{ one.words|linebreaksbr }}</p>'
    right = '<p dir="auto">{{ a|linebreaksbr }}</p><bdi>{{ b.words|linebreaksbr }}</bdi><p>{{ title }}</p>'
    assert (len(list(turned(shown))), list(turned(right))) == (2, [])


def test_every_named_address_exists() -> None:
    known = set(names(get_resolver().url_patterns))
    missing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in templates()
        for name in ADDRESS.findall(path.read_text("utf-8"))
        if name not in known
    ]
    none(missing)


def test_every_named_icon_is_drawn() -> None:
    drawn = set(re.findall(r'id="i-([\w-]+)"', (ROOT / "majlis/core/static/core/icons.svg").read_text("utf-8")))
    rooms = [path for path in (ROOT / "majlis").rglob("*.py") if "tests" not in path.parts]
    named = [(path, name) for path in templates() for name in ICON.findall(path.read_text("utf-8"))]
    named += [(path, name) for path in rooms for name in ICON_OF_ROOM.findall(path.read_text("utf-8"))]
    none([f"{path.relative_to(ROOT)}: {name}" for path, name in named if name not in drawn])


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        '<p style="color: red">',
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        '<p {% if x %}style="{{ y }}"{% endif %}>',
    ],
)
def test_inline_code_is_found(text: str) -> None:
    assert len(inline(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<script type="importmap" nonce="{{ x }}">{}</script>',
        '<script type="module" src="{% static "a.js" %}"></script>',
        "{# <style> #}<p data-on='1'>",
        "{% comment %}<style></style>{% endcomment %}",
    ],
)
def test_what_the_policy_allows_is_not_found(text: str) -> None:
    assert inline(text) == []


@pytest.mark.parametrize(
    "text",
    ['<img src="https://cdn.example.com/a.png">', "@import '//fonts.example.org/x.css';", "fetch('http://a.sa')"],
)
def test_an_address_outside_is_found(text: str) -> None:
    assert len(list(outside(text))) == 1


def test_a_namespace_is_not_an_address() -> None:
    assert list(outside('<svg xmlns="http://www.w3.org/2000/svg"> // a comment')) == []


FORM = re.compile(r"<form\b[^>]*method=\"post\"[^>]*>.*?</form>", re.DOTALL)
KEYED_ROOMS = {"audit", "office", "audiences", "referrals", "followup"}


def unkeyed(text: str) -> Iterator[int]:
    """Yield the line of each form that acts without the key by which a second sending is known."""
    for found in FORM.finditer(text):
        if "{% once %}" not in found[0]:
            yield text.count("\n", 0, found.start()) + 1


def test_every_form_of_the_desks_beyond_intake_is_known_when_it_comes_twice() -> None:
    none(
        f"{path.relative_to(ROOT)}:{line}: a form without once"
        for path in PAGES
        if path.relative_to(ROOT).parts[1] in KEYED_ROOMS
        for line in unkeyed(path.read_text("utf-8"))
    )


def test_a_form_without_its_key_is_found() -> None:
    assert list(unkeyed('<p>\n<form method="post">\n</form><form method="post">{% once %}</form>')) == [2]
