"""Bodies: who is competent, who is above whom, who may set them up."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_viewer
from majlis.bodies import moves, queries, rules
from majlis.bodies.models import HEAD_OFFICE, LIAISON, Body
from majlis.bodies.tests.builders import a_body, a_contact
from majlis.core import scope
from majlis.core.errors import Refused
from majlis.core.viewer import ANONYMOUS, Grant, Kind, Viewer, system
from majlis.trail.tests import reading

HOUSE = system("test")


@pytest.mark.parametrize("role", sorted(ROLES))
def test_setting_up_a_body_when_holding_each_role(role: str) -> None:
    viewer = Viewer(kind=Kind.STAFF, id=7, grants=(Grant(role),))
    keeps = role in {"programme_director", "system_administrator"}
    assert rules.may_set_up(viewer) is keeps
    assert rules.may_keep_contacts(viewer) is (keeps or role in {"followup_officer", "minister_office"})


def test_setting_up_a_body_when_no_staff() -> None:
    pretender = Viewer(kind=Kind.LIAISON, id=7, grants=(Grant("programme_director"),))
    for viewer in (pretender, ANONYMOUS):
        assert not rules.may_set_up(viewer)
        assert not rules.may_keep_contacts(viewer)


@pytest.mark.django_db
def test_who_handles_a_category_when_several_do() -> None:
    second, first = a_body("b-second", handles=("residency",)), a_body("c-first", handles=("residency", "passports"))
    a_body("a-resting", handles=("residency",), active=False)
    second.handles.update(rank=2)
    assert queries.who_handles("residency") == [first, second]
    assert queries.who_handles("passports") == [first]
    assert queries.who_handles("prisons") == []
    assert queries.categories_of(first) == ["passports", "residency"]


@pytest.mark.django_db
def test_handles_when_set_again() -> None:
    body = moves.set_up("traffic", by=HOUSE, handles=["traffic", "licences"], name_ar="المرور", name_en="Traffic")
    body.handles.filter(category="traffic").update(rank=3)
    moves.set_handles(body, ["traffic", "fines"], by=HOUSE)
    assert dict(body.handles.values_list("category", "rank")) == {"traffic": 3, "fines": 1}


@pytest.mark.django_db
def test_a_complaint_about_a_body_when_it_is_inspected_or_only_has_a_parent() -> None:
    deputy, inspection = a_body("deputy"), a_body("inspection")
    branch = a_body("branch", parent=deputy)
    assert queries.above(branch) == deputy
    branch.inspecting = inspection
    assert queries.above(branch) == inspection
    assert queries.above(deputy) is None


@pytest.mark.django_db
def test_receiving_a_matter_when_the_body_or_one_above_it_is_the_respondent() -> None:
    top = a_body("top")
    branch = a_body("branch", parent=top)
    desk = a_body("desk", parent=branch)
    assert queries.may_receive(desk, set())
    assert not queries.may_receive(desk, {branch.pk})
    assert not queries.may_receive(branch, {branch.pk})
    assert queries.may_receive(top, {branch.pk})
    assert not queries.may_receive(a_body(active=False), set())


@pytest.mark.django_db
def test_the_line_above_when_data_went_in_a_circle() -> None:
    one, two = a_body("one"), a_body("two")
    Body.objects.filter(pk=one.pk).update(parent=two)
    Body.objects.filter(pk=two.pk).update(parent=one)
    assert queries.line_of(Body.objects.get(pk=one.pk)) == [one, two]


@pytest.mark.django_db
def test_changing_a_body_when_it_would_stand_above_itself() -> None:
    top = a_body("top")
    branch = a_body("branch", parent=top)
    with pytest.raises(Refused, match="above itself"):
        moves.change(top, by=HOUSE, parent=branch)
    moves.change(branch, by=HOUSE, parent=None, security=True)
    assert Body.objects.get(pk=branch.pk).security
    with pytest.raises(IntegrityError, match="bodies_body_not_its_parent"), transaction.atomic():
        Body.objects.filter(pk=top.pk).update(parent=top)


@pytest.mark.django_db
def test_contacts_when_added_and_ended() -> None:
    body = a_body()
    head = a_contact(body, level=HEAD_OFFICE)
    liaison = moves.add_contact(body, by=HOUSE, name="Salem", phone="+966501234567")
    assert queries.contacts(body) == [liaison, head]
    assert queries.contacts(body, level=LIAISON) == [liaison]
    moves.end_contact(liaison, by=HOUSE)
    assert queries.contacts(body) == [head]
    with pytest.raises(Refused, match="e-mail or a phone"):
        moves.add_contact(body, by=HOUSE, name="Nobody")
    assert reading.kinds(subject_kind="body", subject_id=body.pk) == ["body.contact_added", "body.contact_ended"]


@pytest.mark.django_db
def test_bodies_when_looked_at_by_each_kind_of_viewer() -> None:
    own, other = a_body("own"), a_body("other")
    liaison = a_viewer("body_liaison", body=own)
    assert list(Body.objects.visible_to(liaison)) == [own]
    assert set(Body.objects.visible_to(a_viewer("followup_officer"))) == {own, other}
    assert not Body.objects.visible_to(ANONYMOUS).exists()
    assert not Body.objects.visible_to(a_viewer()).exists()


@pytest.mark.django_db
def test_acts_when_not_allowed() -> None:
    body, stranger = a_body(), a_viewer("reception_officer")
    contact = a_contact(body)
    with scope.within(stranger):
        for act in (
            lambda: moves.set_up("x", by=stranger, name_ar="أ", name_en="A"),
            lambda: moves.change(body, by=stranger, active=False),
            lambda: moves.set_handles(body, [], by=stranger),
            lambda: moves.add_contact(body, by=stranger, name="A", mail="a@b.example"),
            lambda: moves.end_contact(contact, by=stranger),
        ):
            with pytest.raises(PermissionDenied):
                act()
