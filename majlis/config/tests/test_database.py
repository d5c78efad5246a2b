"""Addresses, passwords and places of databases, without a server."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from majlis.config.database import entry, places, roles
from majlis.config.database.address import from_url
from majlis.config.database.errors import Unable
from majlis.config.database.keys import keys

CLUSTER = "postgresql://app:p%40ss@n1:5432,n2:5433,n3/majlis?target_session_attrs=read-write&connect_timeout=2&sslmode=require"


def test_several_hosts_are_kept_in_their_order() -> None:
    told = from_url(CLUSTER, "DATABASE_URL")
    assert (told["HOST"], told["PORT"]) == ("n1,n2,n3", "5432,5433,")
    assert (told["NAME"], told["USER"], told["PASSWORD"]) == ("majlis", "app", "p@ss")
    assert told["OPTIONS"]["target_session_attrs"] == "read-write"
    assert told["OPTIONS"]["sslmode"] == "require"


def test_a_socket_is_kept_as_the_host() -> None:
    told = from_url("postgresql://app:x@%2Frun%2Fmy%20db:5433/majlis", "DATABASE_URL")
    assert (told["HOST"], told["PORT"]) == ("/run/my db", "5433")


@pytest.mark.parametrize("url", ["mysql://app:hidden@host/majlis", "postgresql://app:hidden@host", "a hidden word"])
def test_a_wrong_address_is_refused_without_being_quoted(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="THE_URL") as refused:
        from_url(url, "THE_URL")
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize(("mode", "user"), [("development", "app"), ("test", "app")])
def test_the_owner_signs_in_as_the_app_when_he_has_no_address(
    mode: str, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAJLIS_MODE", mode)
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:x@host/majlis")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    assert entry("owner")["USER"] == user


def test_the_owner_needs_his_own_address_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAJLIS_MODE", "production")
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:x@host/majlis")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    assert entry("app")["USER"] == "app"
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL"):
        entry("owner")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner:x@host/majlis")
    assert entry("owner")["USER"] == "owner"


def test_passwords_are_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "keys.json"
    made = keys(file)
    assert keys(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len({made.majlis_root, made.majlis_owner, made.majlis_app}) == 3
    assert [path.name for path in file.parent.iterdir()] == ["keys.json"]


def test_a_damaged_file_of_passwords_is_told(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_text('{"majlis_root": "half')
    with pytest.raises(Unable, match="damaged"):
        keys(file)


@pytest.mark.parametrize("name", ["x" * 120, "a b", "a,b"])
def test_the_socket_lies_elsewhere_when_the_folder_cannot_hold_it(name: str) -> None:
    where = places.Place(Path("/srv") / name)
    assert where.socket.parent == Path("/tmp")
    assert len(os.fsencode(where.socket / ".s.PGSQL.5432.lock")) < places.LONGEST_SOCKET


def test_the_socket_lies_inside_a_short_folder() -> None:
    assert places.Place(Path("/srv/majlis")).socket == Path("/srv/majlis/socket")


def test_a_socket_folder_that_others_may_open_is_refused(tmp_path: Path) -> None:
    where = places.Place(tmp_path / "server")
    where.socket.mkdir(parents=True, mode=0o755)
    with pytest.raises(Unable, match="Remove it"):
        places.prepare(where)


def test_the_sql_for_a_server_of_ones_own_holds_every_rule() -> None:
    script = roles.script()
    for statement in (*roles.ROLES, *roles.ABOUT, *roles.INSIDE):
        assert f"{statement};" in script
