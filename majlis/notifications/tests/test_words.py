"""What messages say: shipped, edited, in other languages, refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from majlis.accounts.models import Staff
from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.core import scope
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import Viewer
from majlis.notifications import kinds, moves, rendering, sms_parts
from majlis.notifications.models import Template
from majlis.notifications.tests.builders import FACTS, a_kind
from majlis.trail.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kind")]


@pytest.fixture
def editor() -> Viewer:
    return a_viewer("programme_director")


def edit(by: Viewer, **words: Any) -> Template:
    usual = {"kind": "test.told", "channel": "sms", "language": "ar", "subject": "", "body": "موعدك {day}"}
    given: dict[str, Any] = {**usual, "shown": 0}
    with scope.within(by):
        return moves.edit_words(**(given | words), by=by)


def test_the_ministrys_words_go_before_the_shipped_ones(editor: Viewer) -> None:
    says = kinds.known("test.told")
    assert rendering.render(says, "sms", "en", FACTS, neutral=False).version == 0
    edit(editor, language="en", body="Be there on {day}.")
    said = rendering.render(says, "sms", "en", FACTS, neutral=False)
    assert said.words.startswith("Be there on Thu 3 Dec")
    assert said.version == 1
    assert Entry.objects.filter(kind="notice.words_edited").count() == 1


def test_each_edit_is_a_version_and_none_is_lost(editor: Viewer) -> None:
    edit(editor)
    edit(editor, body="يوم {day}", shown=1)
    assert list(Template.objects.order_by("version").values_list("version", "body")) == [
        (1, "موعدك {day}"),
        (2, "يوم {day}"),
    ]


def test_two_who_edit_at_once_the_second_is_told(editor: Viewer) -> None:
    edit(editor)
    with pytest.raises(Busy):
        edit(editor, shown=0)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"body": "{day} {name}"}, "fact_unknown"),
        ({"body": "  "}, "words_empty"),
        ({"channel": "email", "body": "x"}, "words_subject"),
        ({"channel": "fax"}, "words_unknown"),
        ({"language": "xx"}, "words_unknown"),
        ({"body": "س" * 135}, "sms_too_long"),
        ({"body": "س" * 60 + "{day}{day}{day}{day}"}, "sms_too_long"),
    ],
)
def test_words_that_cannot_stand_are_refused(editor: Viewer, words: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        edit(editor, **words)
    assert refusal.value.code == code
    assert "%(" not in str(refusal.value)


@pytest.mark.parametrize("role", ["centre_manager", "section_head", "system_administrator", "minister"])
def test_other_roles_edit_no_words(role: str) -> None:
    with pytest.raises(Refused) as refusal:
        edit(a_viewer(role))
    assert refusal.value.code == "not_yours"
    assert not Template.objects.exists()


def test_a_language_without_words_gets_arabic_and_english(editor: Viewer) -> None:
    says = kinds.known("test.told")
    edit(editor, body="موعدك {day}")
    said = rendering.render(says, "sms", "bn", FACTS, neutral=False).words.split("\n")
    assert said[0].startswith("موعدك")
    assert said[1].startswith("Come on")
    edit(editor, language="bn", body="{day}")
    assert "\n" not in rendering.render(says, "sms", "bn", FACTS, neutral=False).words


def test_every_kind_can_be_said_in_every_way_and_language() -> None:
    for says in kinds.all_kinds().values():
        facts = rendering.sample_facts(says)
        for language, _name in rendering.languages():
            for channel in ("sms", "email", "call", "letter", "whatsapp"):
                assert rendering.render(says, channel, language, facts, neutral=False).words
                neutral = rendering.render(says, channel, language, facts, neutral=True)
                assert str(facts.get("reference", "612 345")) not in neutral.words


def test_every_neutral_sms_fits_one_part() -> None:
    for language in ("ar", "en"):
        with translation.override(language):
            assert sms_parts.count(str(kinds.NEUTRAL_SHORT)).parts == 1


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(RuntimeError, match="declared twice"), a_kind():
        pass  # "test.told" is there already


def test_a_subject_is_one_line(editor: Viewer) -> None:
    row = edit(editor, channel="email", subject="a\n Bcc: x\n", body="x", language="en")
    assert row.subject == "a Bcc: x"


class TestPages:
    @pytest.fixture
    def director(self, client: Any) -> Staff:
        member = a_staff("programme_director", language="en")
        client.force_login(member)
        client.cookies["majlis_language"] = "en"
        return member

    ADDRESS = "/desk/notices/test.told/sms/en/"

    @pytest.mark.usefixtures("director")
    def test_the_list_names_every_kind(self, client: Any) -> None:
        page = client.get("/desk/notices/").content.decode()
        assert [name for name in kinds.all_kinds() if f"/desk/notices/{name}/sms/ar/" not in page] == []

    @pytest.mark.usefixtures("director")
    def test_the_editor_shows_words_facts_and_parts(self, client: Any) -> None:
        page = client.get(self.ADDRESS).content.decode()
        assert [part in page for part in ("{reference}", "Come on", "<bdi>1</bdi> part")] == [True] * 3

    @pytest.mark.usefixtures("director")
    def test_a_preview_without_scripts_changes_nothing(self, client: Any) -> None:
        page = client.post(self.ADDRESS, {"body": "Only {day}", "shown": "0", "act": "preview"})
        assert page.status_code == 200
        assert "Only Thu" in page.content.decode() or "Only " in page.content.decode()
        assert not Template.objects.exists()

    @pytest.mark.usefixtures("director")
    def test_the_live_preview_is_a_fragment_with_the_reason(self, client: Any) -> None:
        page = client.post(self.ADDRESS + "preview/", {"body": "{nothing}"}).content.decode()
        assert "no fact named nothing" in page
        assert "<html" not in page

    def test_new_words_are_put_in_force(self, client: Any, director: Staff) -> None:
        answer = client.post(self.ADDRESS, {"body": "Only {day}", "shown": "0"})
        assert (answer.status_code, answer["Location"]) == (302, self.ADDRESS)
        assert Template.objects.get().edited_by == director
        assert "Only {day}" in client.get(self.ADDRESS).content.decode()
        assert "Come on" in client.get(self.ADDRESS + "?version=0").content.decode()

    @pytest.mark.usefixtures("director")
    def test_words_too_long_are_refused_and_kept_in_the_field(self, client: Any) -> None:
        answer = client.post(self.ADDRESS, {"body": "س" * 140, "shown": "0"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "takes 3 parts" in page
        assert "س" * 140 in page
        assert not Template.objects.exists()

    @pytest.mark.usefixtures("director")
    @pytest.mark.parametrize("address", ["x.y/sms/en/", "test.told/fax/en/", "test.told/sms/xx/"])
    def test_what_does_not_exist_is_not_found(self, client: Any, address: str) -> None:
        assert client.get(f"/desk/notices/{address}").status_code == 404

    def test_others_may_not_open_it(self, client: Any) -> None:
        assert client.get("/desk/notices/").status_code == 302
        client.force_login(a_staff("section_head"))
        assert client.get("/desk/notices/").status_code == 403
