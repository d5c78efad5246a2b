"""The net below the filters: every table that holds something of a person is protected by the database itself.

The tables are not picked: each one of the database is either protected, or named here with the reason why it need
not be. One row of a stranger's case is laid into every protected table, and raw SQL looks for it as each role.
"""

from __future__ import annotations

import itertools
from typing import Any

import psycopg
import pytest
from django.db import connection

from majlis.accounts.roles import ROLES, Place
from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.cases.models import Case
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import within
from majlis.core.viewer import ANONYMOUS, Kind, Viewer
from tests import plugin

STRANGER = 900_001
"""The number of every row of the stranger's: his record, his case, his papers, his notices."""
PLACES = "names places, times, services or bodies: no person served"
STAFF = "names staff, and is read before it is known who asks"
AUDIENCES = "is protected by the filters of its room alone: the net of the weekly session is still to come"
NUMBERS = "holds numbers of cases or counters, and no word of a person"
OPEN = {
    "accounts_bucket": "counts tries under digests; drawn from before it is known who asks",
    **dict.fromkeys(("accounts_staff", "accounts_grant", "accounts_duty"), STAFF),
    **dict.fromkeys(
        ("account_emailaddress", "account_emailconfirmation", "mfa_authenticator", "audiences_feed"), STAFF
    ),
    **dict.fromkeys(("socialaccount_socialaccount", "socialaccount_socialapp", "socialaccount_socialtoken"), STAFF),
    "django_session": "is found by its secret key only, before it is known who asks",
    **dict.fromkeys(("centres_centre", "centres_section", "centres_counter", "centres_hall", "centres_hours"), PLACES),
    **dict.fromkeys(("centres_season", "centres_pause", "centres_closeddate", "centres_hijricorrection"), PLACES),
    **dict.fromkeys(("bodies_body", "bodies_handles", "bodies_contact"), "names bodies and their officers"),
    **dict.fromkeys(("catalogue_category", "catalogue_service", "cases_synonym"), PLACES),
    **dict.fromkeys(("notifications_template", "notifications_ruling"), "holds the ministry's words, without facts"),
    "core_edition": "counts how often a kind of row was changed",
    "people_outage": "names providers of identities",
    "trail_seal": "holds numbers and hashes of rows",
    "trail_once": "holds digests and ids under keys that only their sender knows",
    **dict.fromkeys(("audit_handoverlist", "audit_handoverline", "audit_listcounter"), NUMBERS),
    **dict.fromkeys(("cases_outgoingcounter", "office_foldercounter", "office_folder"), NUMBERS),
    "office_phrase": "holds wordings that the office chooses from",
    "office_standingdirective": "holds what the minister decided for a category, not for a person",
    **dict.fromkeys(("audiences_sitting", "audiences_pattern", "audiences_exceptional", "audiences_plan"), PLACES),
    **dict.fromkeys(("audiences_appointment", "audiences_booking", "audiences_gatenote", "audiences_offer"), AUDIENCES),
    **dict.fromkeys(("audiences_line", "audiences_planwish", "audiences_overtaking"), AUDIENCES),
    **dict.fromkeys(("centres_hallclosing", "audiences_plan_sittings", "audiences_gatelist"), PLACES),
}
OUTSIDE = ("django_", "auth_", "procrastinate_")
"""Tables of libraries: no word of a person; a job holds ids."""
OFFICE = {"minister_office", "minister"}
CALLING = {"toll_free_agent", "inquiries_officer", "operations_officer", "followup_officer", "duty_officer",
           "section_head"}  # fmt: skip
SHOWN: dict[str, set[str]] = {
    "notifications_calltask": CALLING,
    **dict.fromkeys(("office_brief", "office_directive", "office_task", "office_item"), OFFICE),
}
"""Rows of a case that somebody reads by his work alone: whom to ring, what the minister decided."""
SEALED = {"security_reports_officer"}


def _ask(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def _tables() -> dict[str, bool]:
    """Return the tables of the database, each with whether row-level security holds it, its owner included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class"
            " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )
        return dict(cursor.fetchall())


def _protected() -> list[str]:
    return sorted(name for name, held in _tables().items() if held)


@pytest.mark.django_db
def test_every_table_is_protected_or_named_with_a_reason() -> None:
    found = _tables()
    loose = [name for name, held in found.items() if not held and not name.startswith(OUTSIDE) and name not in OPEN]
    assert loose == [], "protect these tables in a migration (core.rls), or say here why they need not be"
    assert sorted(name for name in OPEN if found.get(name, True)) == [], "these are protected or gone: strike them"


# ---- a stranger's row in every protected table ---------------------------------------------------------------


_PLAIN: dict[str, Any] = {
    "bigint": STRANGER, "integer": 1, "smallint": 0, "boolean": False, "double precision": 0.0, "numeric": 0,
    "text": "x", "character varying": "x", "json": "{}", "jsonb": "{}", "bytea": b"x", "tsvector": "x", "ARRAY": [],
    "date": "2026-11-27", "time without time zone": "09:00", "timestamp with time zone": "2026-11-27T09:00:00Z",
    "interval": "1 hour", "tstzrange": "[2026-11-27 09:00Z, 2026-11-27 10:00Z)",
    "uuid": "00000000-0000-0000-0000-0000000dbba1",
}  # fmt: skip
_OWN: dict[str, Any] = {
    "section": "operations", "viewer": f"staff:{STRANGER}", "to_kind": "beneficiary", "subject_kind": "beneficiary",
    "sensitivity": 0,
}  # fmt: skip
_NAMING = {"case_id", "beneficiary_id", "subject_id", "to_id", "centre_id"}


def _lay(root: psycopg.Connection[Any], table: str, centre: int) -> None:
    columns = root.execute(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns"
        " WHERE table_name = %s AND is_generated = 'NEVER' AND table_schema = 'public'",
        [table],
    ).fetchall()
    row = {
        name: centre if name == "centre_id" else _OWN.get(name, _PLAIN[kind])
        for name, kind, optional in columns
        if optional == "NO" or name in _NAMING
    }
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("%s" for _name in row)
    root.execute(f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE VALUES ({places})", list(row.values()))


def _loosen(root: psycopg.Connection[Any], table: str) -> None:
    """Drop what would refuse a made-up row: this database is thrown away after the test."""
    found = root.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'f', 'x')", [table]
    ).fetchall()
    for (name,) in found:
        root.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


@pytest.fixture
def stranger(committed: str) -> list[str]:
    """Lay one row of a stranger's case, at a centre where nobody of the test works, into every protected table."""
    there, tables = a_centre("elsewhere"), _protected()
    with psycopg.connect(plugin.url("root", committed), autocommit=True) as root:
        for table in tables:
            _loosen(root, table)
        for table in tables:
            _lay(root, table, there.pk)
            assert root.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,), table
    return tables


def _seen(viewer: Viewer, tables: list[str]) -> set[str]:
    with within(viewer):
        return {table for table in tables if _ask(f"SELECT count(*) FROM {table}") != [0]}


def _leaks(role: str, seen: set[str], *, reads: bool) -> list[str]:
    """Return what a role is shown and must not be: all but its work, or the sealed room, when it reads the case."""
    extra = {table for table in seen if table.startswith("sealed_") and role not in SEALED}
    if not reads:
        extra |= {table for table in seen if not table.startswith("sealed_") and role not in SHOWN.get(table, ())}
    return [f"{role}: {table}" for table in sorted(extra)]


def test_raw_sql_shows_a_stranger_s_rows_to_nobody(stranger: list[str]) -> None:
    assert len(stranger) > 35
    others = [ANONYMOUS, *(Viewer(kind=kind, id=STRANGER + 1) for kind in Kind if kind is not Kind.SYSTEM)]
    assert {str(viewer.kind): seen for viewer in others if (seen := _seen(viewer, stranger))} == {}
    assert {table for table in stranger if _ask(f"SELECT count(*) FROM {table}") != [0]} == set()


def test_raw_sql_shows_each_role_no_more_than_its_work(stranger: list[str]) -> None:
    here, leaks = a_centre("here"), []
    for role, woman in itertools.product(ROLES, (True, False)):
        viewer = a_viewer(role, here if ROLES[role].place in {Place.CENTRE, Place.SECTION} else None, woman=woman)
        with within(viewer):
            reads = Case.objects.visible_to(viewer).filter(pk=STRANGER).exists()
        leaks += _leaks(role, _seen(viewer, stranger), reads=reads)
    assert leaks == []


def test_the_stranger_himself_is_shown_his_own(stranger: list[str]) -> None:
    own = _seen(Viewer(kind=Kind.BENEFICIARY, id=STRANGER), stranger)
    assert {"people_beneficiary", "people_contactpoint", "cases_case", "notifications_notice"} <= own
    hidden = {"cases_note", "cases_party", "office_directive", "audit_check", "trail_look", "intake_draft"}
    assert not own & hidden
    assert not {table for table in own if table.startswith("sealed_")}
    link = _seen(Viewer(kind=Kind.LINK, id=STRANGER), stranger)
    assert {"cases_case", "trail_entry", "notifications_notice"} <= link
    assert not link & {*hidden, "people_beneficiary", "people_contactpoint", "people_representation"}


def test_raw_sql_changes_nothing_without_an_act_of_the_house(stranger: list[str]) -> None:
    chief = a_viewer("programme_director")
    assert a_staff("minister").pk
    with within(chief), connection.cursor() as cursor:
        for table in set(stranger) - {"trail_entry", "trail_look"}:
            cursor.execute(f"DELETE FROM {table}")
            assert cursor.rowcount == 0, table
