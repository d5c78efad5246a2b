"""Catalogues of a small house, written to disk and read by gettext."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from majlis.config.words.catalogue import PLURALS, compile_all, update
from majlis.config.words.check import check
from majlis.config.words.places import Room, rooms

HEADER = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {PLURALS["ar"]}\\n"\n\n'
DAYS = 'msgid "%(n)d day"\nmsgid_plural "%(n)d days"\n'
SIX = ["لا أيام", "يوم", "يومان", "%(n)d أيام", "%(n)d يومًا", "%(n)d يوم"]


def forms(*words: str) -> str:
    return "".join(f'msgstr[{place}] "{word}"\n' for place, word in enumerate(words))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    source = "from django.utils.translation import gettext as _, ngettext\n"
    for name, text in {"core": "_('Back')", "cases": "_('Close')\nngettext('%(n)d day', '%(n)d days', 3)"}.items():
        folder = tmp_path / "majlis" / name
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("")
        (folder / "models.py").write_text(source + text)
    say(tmp_path, "core", 'msgid "Back"\nmsgstr "رجوع"\n')
    say(tmp_path, "cases", 'msgid "Close"\nmsgstr "إغلاق"\n\n' + DAYS + forms(*SIX))
    return tmp_path


def say(root: Path, room: str, body: str) -> Path:
    path = Room(room, root).catalogue("ar")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body, encoding="utf-8")
    return path


def test_check_when_all_is_well(root: Path) -> None:
    assert check(root=root) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", 'missing: "Close"'),
        ('msgid "Close"\nmsgstr ""\n', "is not translated"),
        ('#, fuzzy\nmsgid "Close"\nmsgstr "إغلاق"\n', "fuzzy"),
        ('msgid "Close"\nmsgstr "Close"\n', 'Latin letters: "Close"'),
        ('msgid "Close"\nmsgstr "إغلاق %(who)s"\n', "same facts: %(who)s"),
        ('msgid "Gone"\nmsgstr "ذهب"\n', 'nobody says any more: "Gone"'),
        ('#~ msgid "Gone"\n#~ msgstr "ذهب"\n', 'obsolete: "Gone"'),
        ('msgid "Close"\nmsgstr "إغلاق"\n\nmsgid "Close"\nmsgstr "أغلق"\n', 'twice: "Close"'),
        (DAYS + forms(*SIX[:5]), "empty forms: 5"),
        (DAYS + forms(*SIX[:3], "أيام", *SIX[4:]), "form 3 does not hold the same facts"),
        ('msgid "Back"\nmsgstr "عودة"\n', 'core and cases translate "Back"'),
        ('msgid "%(n)d day"\nmsgstr "يوم"\n', "one has a plural"),
    ],
)
def test_check_when_something_is_wrong(root: Path, body: str, problem: str) -> None:
    say(root, "cases", body)
    assert problem in "\n".join(check(["cases"], root=root))


def test_check_when_the_plural_rule_is_another(root: Path) -> None:
    path = say(root, "core", 'msgid "Back"\nmsgstr "رجوع"\n')
    path.write_text(path.read_text().replace("n%100>=11 && n%100<=99", "n%100>=0 && n%100<=2"))
    assert "Plural-Forms" in "\n".join(check(["core"], root=root))


def test_check_when_a_catalogue_cannot_be_read(root: Path) -> None:
    say(root, "cases", DAYS + forms(*SIX, "seventh"))
    assert "cannot be read" in "\n".join(check(["cases"], root=root))


def test_check_when_a_template_is_broken(root: Path) -> None:
    folder = root / "majlis/cases/templates/cases"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text("{% blocktranslate %}a {% if b %}c{% endif %}{% endblocktranslate %}")
    assert "page.html: Translation blocks must not" in "\n".join(check(["cases"], root=root))


def test_check_when_one_sentence_has_two_plurals(root: Path) -> None:
    text = "from django.utils.translation import ngettext\nngettext('%(n)d day', '%(n)d more days', 3)"
    (root / "majlis/cases/views.py").write_text(text)
    assert 'views.py: "%(n)d day" has another plural' in "\n".join(check(["cases"], root=root))


def test_check_when_two_rooms_differ_in_a_room_that_is_not_asked(root: Path) -> None:
    say(root, "cases", 'msgid "Back"\nmsgstr "عودة"\n')
    folder = root / "majlis/desk"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    assert check(["desk"], root=root) == []


def test_update_when_a_sentence_came_and_another_went(root: Path) -> None:
    source = root / "majlis/cases/models.py"
    source.write_text("from django.utils.translation import gettext as _\n_('New')\n_('Close')\n_('Back')")
    path = Room("cases", root).catalogue("ar")
    assert update(rooms(root=root)) == [path, Room("core", root).catalogue("ar")]
    text = path.read_text(encoding="utf-8")
    assert text.index('msgid "New"') < text.index('msgid "Close"\nmsgstr "إغلاق"')
    assert "day" not in text
    assert "Back" not in text
    assert update(rooms(root=root)) == []


def test_update_when_another_room_knows_the_sentence(root: Path) -> None:
    folder = root / "majlis/desk"
    folder.mkdir()
    (folder / "__init__.py").write_text("from django.utils.translation import gettext as _\n_('Close')")
    update(rooms(["desk"], root=root))
    assert 'msgstr "إغلاق"' in Room("desk", root).catalogue("ar").read_text(encoding="utf-8")


def test_compile_when_gettext_reads_the_result(root: Path) -> None:
    every = rooms(root=root)
    assert len(compile_all(every)) == 2
    assert compile_all(every) == []
    with Room("cases", root).catalogue("ar").with_suffix(".mo").open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert [words.ngettext("%(n)d day", "%(n)d days", n) for n in (0, 1, 2, 3, 11, 100)] == SIX
    assert words.ngettext("%(n)d day", "%(n)d days", 102) == SIX[5]


def test_compile_when_the_catalogue_changed(root: Path) -> None:
    every = rooms(root=root)
    compile_all(every)
    path = say(root, "core", 'msgid "Back"\nmsgstr "عودة"\n')
    path.touch()
    assert compile_all(every) == [path.with_suffix(".mo")]


def test_rooms_when_a_name_is_wrong() -> None:
    with pytest.raises(LookupError, match="kitchen"):
        rooms(["kitchen"])
