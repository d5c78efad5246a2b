"""The acts of the desks as data: each one's address, words, form and key, and the act of the house that it calls.

The pages, the buttons, the keys and the tests read this table. What a case's state and the officer's role allow is
not said here: that is the table of moves of `cases`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.cases import moves
from majlis.cases.models import Case
from majlis.cases.moves.papers import take_paper
from majlis.cases.rules import is_held_from
from majlis.cases.rules import may as may_now
from majlis.cases.states import MOVES, Section, Turn
from majlis.core.viewer import Viewer
from majlis.desk import moves as own
from majlis.desk import queries
from majlis.desk.forms import acts as forms

Words = str | Promise
Do = Callable[[Case, Viewer, dict[str, Any], int | None], Any]


def _always(case: Case, viewer: Viewer) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Deed:
    """One act. `noun` is its address below the case, `move` the row of the table of moves that allows it.

    `title` heads its page, `words` stand on its button, `done` is told afterwards. `stays`: the case stays before the
    officer; otherwise the next one of the list follows. `direct`: its button acts at once, without a page between.
    `when` narrows the cases on which it is offered, `also` is a second move that allows it,
    `send` what stands on the form's button when it is not `words`. `key` is the physical key,
    `shown` what is printed on it. `beside`: it is done beside a colleague who has claimed the case.
    """

    noun: str
    move: str
    words: Words
    title: Words
    done: Words
    do: Do
    form: type[forms.DeedForm] = forms.DeedForm
    rank: int = 500
    key: str = ""
    shown: str = ""
    icon: str = ""
    hint: Words = ""
    stays: bool = False
    direct: bool = False
    danger: bool = False
    undo: bool = False
    beside: bool = False
    also: str = ""
    send: Words = ""
    when: Callable[[Case, Viewer], bool] = _always

    def address(self, case: Case, token: str = "") -> str:
        """Return where the act is done, with the place that the officer came from."""
        plain = reverse(f"desk:{self.noun}", args=[case.reference])
        return f"{plain}?{urlencode({'from': token})}" if token else plain


def _at_inquiries(case: Case, viewer: Viewer) -> bool:
    return case.section == Section.INQUIRIES


def _at_operations(case: Case, viewer: Viewer) -> bool:
    return case.section == Section.OPERATIONS


_TABLE = (
    Deed(
        "sorting", "sort", _("Decide and hand to operations"), _("What kind of case is it?"),
        _("Handed to operations."),
        lambda c, by, d, v: moves.sort(c, by=by, service=d["service"], category=d["category"], version=v),
        forms.SortForm, rank=20, icon="check", undo=True, when=_at_inquiries,
    ),
    Deed(
        "answer", "answer_at_once", _("Answer and close"), _("Answer the inquiry and close it"),
        _("Answered and closed."),
        lambda c, by, d, v: moves.answer_at_once(c, by=by, words=d["words"], version=v),
        forms.AnswerForm, rank=10, key="KeyA", shown="A", icon="reply", when=lambda c, v: c.kind == "inquiry",
    ),
    Deed(
        "registration", "register", _("Register and hand to audit"), _("Register the case"),
        _("Registered and handed to audit."),
        lambda c, by, d, v: moves.register_and_hand_on(c, by=by, subject=d["subject"], version=v),
        forms.RegisterForm, rank=20, icon="check", when=_at_operations,
    ),
    Deed(
        "handover", "hand_to_audit", _("Hand to audit"), _("Hand the case to audit"),
        _("Handed to audit."),
        lambda c, by, d, v: moves.hand_to_audit(c, by=by, version=v), rank=20, icon="arrow",
    ),
    Deed(
        "completion", "complete_papers", _("The papers are complete"), _("Hand the completed papers to audit"),
        _("The case is with audit again."),
        lambda c, by, d, v: moves.complete_papers(c, by=by, version=v), rank=30, icon="check",
    ),
    Deed(
        "approval", "approve_result", _("Approve the wording"), _("Approve the wording of the result"),
        _("Approved; the person is told."),
        lambda c, by, d, v: moves.approve_result(c, by=by, version=v), rank=20, icon="check",
        when=lambda c, v: c.turn == Turn.OFFICE,
    ),
    Deed(
        "rejection", "reject_result", _("Have it worded anew"), _("Why is the wording not approved?"),
        _("Sent back to follow-up."),
        lambda c, by, d, v: moves.reject_result(c, by=by, reason=d["reason"], version=v),
        forms.RejectForm, rank=120, icon="back", when=lambda c, v: c.turn == Turn.OFFICE,
    ),
    Deed(
        "closing", "close", _("Close the case"), _("Close the case"), _("Closed."),
        lambda c, by, d, v: moves.close(c, by=by, version=v), rank=30, icon="check",
        when=lambda c, v: c.turn == Turn.FOLLOWUP,
    ),
    Deed(
        "result", "finish", _("Done: write the result"), _("What will the person read as the result?"),
        _("The wording waits for approval."),
        lambda c, by, d, v: moves.finish(c, by=by, words=d["words"], version=v),
        forms.ResultForm, rank=200, key="KeyF", shown="F", icon="edit",
    ),
    Deed(
        "minister", "bring_to_minister", _("Result to the minister"), _("Put the result before the minister first"),
        _("It lies in the minister's file."),
        lambda c, by, d, v: moves.bring_to_minister(c, by=by, version=v), rank=205, icon="file",
        hint=_("The person is told only after the minister has seen what the body answered."),
    ),
    Deed(
        "road", "change_road", _("Another road"), _("Which road does it take instead?"),
        _("It takes the other road; the person is told."),
        lambda c, by, d, v: moves.change_road(c, by=by, road=d["road"], reason=d["reason"], version=v),
        forms.RoadForm, rank=215, key="KeyW", shown="W", icon="swap",
        hint=_("The person is told by which road the request goes on now."),
    ),
    Deed(
        "recheck", "send_back_to_audit", _("Back to audit"), _("What must audit look at once more?"),
        _("Sent back to audit."),
        lambda c, by, d, v: moves.send_back_to_audit(c, by=by, reason=d["reason"], version=v),
        forms.RecheckForm, rank=216, icon="back",
    ),
    Deed(
        "return", "return_to_inquiries", _("Back to inquiries"), _("Why does it go back to inquiries?"),
        _("Returned to inquiries."),
        lambda c, by, d, v: moves.return_to_inquiries(c, by=by, reason=d["reason"], version=v),
        forms.ReturnForm, rank=210, key="KeyB", shown="B", icon="back", when=_at_operations,
    ),
    Deed(
        "paper", "note", _("Add a paper"), _("Add a paper that was brought"), _("The paper was added."),
        lambda c, by, d, v: take_paper(d["paper"], by=by, case=c, item_code=d["item"]),
        forms.PaperForm, rank=220, key="KeyP", shown="P", icon="paper", stays=True, also="add_words", beside=True,
    ),
    Deed(
        "joining", "join", _("Join"), _("Join it to another case of the same person"), _("Joined."),
        lambda c, by, d, v: moves.join(c, by=by, main=d["main"], version=v),
        forms.JoinForm, rank=230, key="KeyM", shown="M", icon="track",
    ),
    Deed(
        "priority", "set_priority", _("Priority"), _("How grave is it?"), _("The priority was set."),
        lambda c, by, d, v: moves.set_priority(c, by=by, to=d["to"], reason=d["reason"], version=v),
        forms.PriorityForm, rank=240, key="KeyG", shown="G", icon="flag", send=_("Save"), stays=True,
    ),
    Deed(
        "category", "reclassify", _("Category"), _("What is the case about?"), _("The category was changed."),
        lambda c, by, d, v: moves.reclassify(c, by=by, category=d["category"], version=v),
        forms.CategoryForm, rank=250, icon="list", send=_("Save"), stays=True,
        when=lambda c, v: not _at_inquiries(c, v),
    ),
    Deed(
        "party", "add_party", _("Add a party"), _("Who else has a part in it?"), _("The party was added."),
        lambda c, by, d, v: moves.add_party(c, by=by, role=d["role"], mark=d["mark"], name=d["name"], version=v),
        forms.PartyForm, rank=265, icon="people", stays=True,
        hint=_("Whoever is complained of reads nothing of the case from then on; opposed parties never meet here."),
    ),
    Deed(
        "words", "add_words", _("Add words"), _("Add what the person says"), _("The words were added."),
        lambda c, by, d, v: moves.add_words(c, by=by, words=d["words"]),
        forms.AddWordsForm, rank=260, icon="message", stays=True,
    ),
    Deed(
        "note", "note", _("Note"), _("Write a note"), _("The note was written."),
        lambda c, by, d, v: moves.note(c, by=by, words=d["words"]),
        forms.NoteForm, rank=270, key="KeyN", shown="N", icon="edit", stays=True, beside=True,
    ),
    Deed(
        "number", "note", _("Another number"), _("By which other number is the case known?"),
        _("The case is found by this number, too."),
        lambda c, by, d, v: moves.add_old_number(c, by=by, number=d["number"]),
        forms.NumberForm, rank=275, icon="search", send=_("Keep it"), stays=True, beside=True,
    ),
    Deed(
        "claim", "claim", _("Claim it"), _("Claim the case"), _("You work on this case now."),
        lambda c, by, d, v: moves.claim(c, by=by),
        rank=280, key="KeyC", shown="C", icon="user-lock", stays=True, direct=True, beside=True,
        when=lambda c, v: c.claimed_by_id != v.id,
    ),
    Deed(
        "release", "release", _("Put it back"), _("Put the case back"), _("Put back for the others."),
        lambda c, by, d, v: moves.release(c, by=by),
        rank=280, key="KeyC", shown="C", icon="swap", stays=True, direct=True,
        when=lambda c, v: c.claimed_by_id == v.id,
    ),
    Deed(
        "centre", "hand_to_centre", _("To another centre"), _("Hand the case to another centre"),
        _("Handed to the other centre."),
        lambda c, by, d, v: moves.hand_to_centre(
            c, by=by, centre_id=d["centre"].pk,
            names={"ar": d["centre"].name_ar, "en": d["centre"].name_en}, version=v,
        ),
        forms.CentreForm, rank=290, icon="building",
    ),
    Deed(
        "loan", "claim", _("Open it to a colleague"), _("Open the case to a colleague for a while"),
        _("The colleague can open the case now."),
        lambda c, by, d, v: own.lend(c, by=by, to=d["officer"], minutes=d["minutes"]),
        forms.LendForm, rank=300, icon="people", stays=True,
    ),
    Deed(
        "pause", "stop_clock", _("Stop the clock"), _("Why is the clock stopped?"), _("The clock stands."),
        lambda c, by, d, v: moves.stop_clock(c, by=by, reason=d["reason"], version=v),
        forms.ClockForm, rank=310, icon="clock", stays=True, when=lambda c, v: c.clock_left is None,
    ),
    Deed(
        "resumption", "start_clock", _("Start the clock"), _("Let the clock run again"), _("The clock runs again."),
        lambda c, by, d, v: moves.start_clock(c, by=by, version=v), rank=310, icon="clock", stays=True,
        when=lambda c, v: c.clock_left is not None,
    ),
    Deed(
        "withdrawal", "withdraw", _("Withdraw for the person"), _("Withdraw the case at the person's wish"),
        _("Withdrawn; the person is told."),
        lambda c, by, d, v: moves.withdraw(c, by=by, phone=settings.TOLL_FREE_NUMBER, version=v),
        forms.WithdrawForm, rank=320, icon="leave", danger=True,
        hint=_("All that is awaited in the case ends. The person is told, and can ask anew at any time."),
    ),
    Deed(
        "objection", "object", _("Object for the person"), _("The person objects to how it ended"),
        _("The objection is with audit; another officer decides."),
        lambda c, by, d, v: moves.object_(c, by=by, words=d["words"], version=v),
        forms.ObjectForm, rank=50, icon="scale",
    ),
    Deed(
        "reopening", "reopen", _("Open it again"), _("Why is the case opened again?"), _("Opened again."),
        lambda c, by, d, v: moves.reopen(c, by=by, reason=d["reason"], version=v),
        forms.ReopenForm, rank=60, icon="back",
    ),
    Deed(
        "separation", "unjoin", _("Separate it"), _("Separate the case from the one it was joined to"),
        _("Separated; audit takes it up."),
        lambda c, by, d, v: moves.unjoin(c, by=by, version=v), rank=70, icon="swap",
    ),
)  # fmt: skip
DEEDS: dict[str, Deed] = {one.noun: one for one in _TABLE}


def offered(case: Case, viewer: Viewer, *, shared: bool) -> list[Deed]:
    """Return the acts that the viewer may do to a case now, in the order of their rank."""
    found = [
        one
        for one in _TABLE
        if one.when(case, viewer) and any(may_now(viewer, move, case, shared=shared) for move in _moves(one))
    ]
    return sorted(found, key=lambda one: one.rank)


def holds(deed: Deed) -> Callable[[Viewer, Case], bool]:
    """Return the rule of a deed's page: whether the viewer has the power at all, whatever the case's state."""
    return lambda viewer, case: any(queries.may(viewer, move, case) for move in _moves(deed))


def is_held(deed: Deed, case: Case, viewer: Viewer) -> bool:
    """Tell whether a colleague's claim keeps the viewer from the act; it never does from what the person asks for."""
    free = deed.beside or any(MOVES[move].public for move in _moves(deed))
    return not free and is_held_from(viewer, case)


def is_possible(deed: Deed, case: Case, viewer: Viewer) -> bool:
    """Tell whether the case's state allows the act."""
    return any(MOVES[move].allows(case.state) for move in _moves(deed)) and deed.when(case, viewer)


def _moves(deed: Deed) -> list[str]:
    return [deed.move, deed.also] if deed.also else [deed.move]
