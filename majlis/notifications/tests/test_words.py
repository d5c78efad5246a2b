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
from majlis.notifications import kinds, moves, queries, rendering, sms_parts
from majlis.notifications.models import Ruling, Template
from majlis.notifications.tests.builders import FACTS, a_kind
from majlis.trail.tests import reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kind")]


@pytest.fixture
def editor() -> Viewer:
    return a_viewer("programme_director")


@pytest.fixture
def second() -> Viewer:
    return a_viewer("minister_office")


def propose(by: Viewer, **words: Any) -> Template:
    usual = {"kind": "test.told", "channel": "sms", "language": "ar", "subject": "", "body": "موعدك {day}"}
    given: dict[str, Any] = {**usual, "shown": 0}
    with scope.within(by):
        return moves.propose_words(**(given | words), by=by)


def edit(by: Viewer, **words: Any) -> Template:
    """Write words and have them approved by another person."""
    row, other = propose(by, **words), a_viewer("minister_office")
    with scope.within(other):
        moves.approve_words(row, by=other)
    return row


def test_the_ministrys_words_go_before_the_shipped_ones(editor: Viewer) -> None:
    says = kinds.known("test.told")
    assert rendering.render(says, "sms", "en", FACTS, neutral=False).version == 0
    edit(editor, language="en", body="Be there on {day}.")
    said = rendering.render(says, "sms", "en", FACTS, neutral=False)
    assert said.words.startswith("Be there on Thu 3 Dec")
    assert said.version == 1
    assert reading.kinds(subject_kind="template") == ["notice.words_edited", "notice.words_approved"]


def test_new_words_go_out_once_another_person_has_approved_them(editor: Viewer, second: Viewer) -> None:
    says = kinds.known("test.told")
    row = propose(editor, language="en", body="Be there on {day}.")
    assert rendering.render(says, "sms", "en", FACTS, neutral=False).version == 0
    assert queries.words_waiting() == [row]
    with scope.within(second):
        moves.approve_words(row, by=second)
    assert rendering.render(says, "sms", "en", FACTS, neutral=False).version == 1
    assert queries.words_waiting() == []


def test_nobody_approves_his_own_words(editor: Viewer) -> None:
    row = propose(editor)
    for act in (lambda: moves.approve_words(row, by=editor), lambda: moves.send_words_back(row, by=editor, why="x")):
        with pytest.raises(Refused) as refusal, scope.within(editor):
            act()
        assert refusal.value.code == "own_words"
    with pytest.raises(Refused) as refusal, scope.within(other := a_viewer("centre_manager")):
        moves.approve_words(row, by=other)
    assert refusal.value.code == "not_yours"
    assert not Ruling.objects.exists()


def test_words_that_were_sent_back_never_go_out(editor: Viewer, second: Viewer) -> None:
    edit(editor, language="en", body="First {day}")
    row = propose(editor, language="en", body="Second {day}", shown=1)
    with scope.within(second):
        with pytest.raises(Refused, match="should be different"):
            moves.send_words_back(row, by=second, why="  ")
        moves.send_words_back(row, by=second, why="Too short")
    said = rendering.render(kinds.known("test.told"), "sms", "en", FACTS, neutral=False)
    assert (said.version, said.words[:5]) == (1, "First")
    with pytest.raises(Busy), scope.within(second):
        moves.approve_words(row, by=second)


def test_words_that_newer_ones_replaced_are_not_approved(editor: Viewer, second: Viewer) -> None:
    old, new = propose(editor), propose(editor, body="يوم {day}", shown=1)
    assert queries.words_waiting() == [new]
    with pytest.raises(Busy), scope.within(second):
        moves.approve_words(old, by=second)


def test_words_in_a_language_that_nobody_here_writes_await_a_native_reader(editor: Viewer, second: Viewer) -> None:
    arabic, urdu = propose(editor), propose(editor, language="ur", body="{day}")
    with scope.within(second):
        assert moves.approve_words(arabic, by=second).native
        assert not moves.approve_words(urdu, by=second).native
        again = moves.propose_words("test.told", "sms", "ur", subject="", body="{day}", shown=1, by=second)
    with scope.within(editor):
        assert moves.approve_words(again, by=editor, native=True).native


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
        propose(a_viewer(role))
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

    def test_new_words_wait_for_another_person_who_approves_them(self, client: Any, director: Staff) -> None:
        answer = client.post(self.ADDRESS, {"body": "Only {day}", "shown": "0"})
        assert (answer.status_code, answer["Location"]) == (302, self.ADDRESS)
        assert Template.objects.get().edited_by == director
        page = client.get(self.ADDRESS).content.decode()
        assert "Only {day}" in page
        assert "another person must approve them" in page
        assert "Come on" in client.get(self.ADDRESS + "?version=0").content.decode()
        assert client.post(self.ADDRESS + "ruling/", {"version": "1", "act": "approve"}).status_code == 422
        client.force_login(a_staff("minister_office", language="en"))
        assert f'href="{self.ADDRESS}"' in client.get("/desk/notices/").content.decode()
        assert "Approve: in force" in client.get(self.ADDRESS).content.decode()
        assert client.post(self.ADDRESS + "ruling/", {"version": "1", "act": "approve"}).status_code == 302
        page = client.get(self.ADDRESS).content.decode()
        assert "in force" in page
        assert "Approve: in force" not in page

    @pytest.mark.usefixtures("director")
    def test_words_are_sent_back_with_a_reason(self, client: Any) -> None:
        client.post(self.ADDRESS, {"body": "Only {day}", "shown": "0"})
        client.force_login(a_staff("minister_office", language="en"))
        assert client.post(self.ADDRESS + "ruling/", {"version": "1", "act": "back"}).status_code == 422
        answer = client.post(self.ADDRESS + "ruling/", {"version": "1", "act": "back", "why": "Say the place too"})
        assert answer.status_code == 302
        assert "Say the place too" in client.get(self.ADDRESS).content.decode()

    @pytest.mark.usefixtures("director")
    def test_a_language_without_words_says_what_is_sent(self, client: Any) -> None:
        page = client.get("/desk/notices/test.told/sms/ur/").content.decode()
        assert "Arabic and English are sent" in page

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
