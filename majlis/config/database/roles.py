"""The four roles of the database and what each may do; the same SQL prepares a server of one's own."""

from __future__ import annotations

from typing import LiteralString

import psycopg
from psycopg import sql

from majlis.config.database import NAME
from majlis.config.database.keys import Keys

# The owner migrates, the app serves. Nobody signs in as search: it owns the functions that see past row security.
ROLES: tuple[LiteralString, ...] = (
    "ALTER ROLE majlis_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS",
    "ALTER ROLE majlis_app LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS",
    "ALTER ROLE majlis_search NOLOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS",
    "ALTER ROLE majlis_app SET lock_timeout = '3s'",
    "ALTER ROLE majlis_app SET idle_in_transaction_session_timeout = '60s'",
    "GRANT majlis_app TO majlis_owner",
    "GRANT majlis_search TO majlis_owner",
)
# In each database. On the private server in template1 too: databases made from it have these from their first moment.
INSIDE: tuple[LiteralString, ...] = (
    "GRANT USAGE ON SCHEMA public TO majlis_app",
    "GRANT USAGE, CREATE ON SCHEMA public TO majlis_owner, majlis_search",
    "ALTER DEFAULT PRIVILEGES FOR ROLE majlis_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO majlis_app",
    "ALTER DEFAULT PRIVILEGES FOR ROLE majlis_owner GRANT USAGE ON SEQUENCES TO majlis_app",
    "ALTER DEFAULT PRIVILEGES FOR ROLE majlis_owner GRANT EXECUTE ON FUNCTIONS TO majlis_app",
)
ABOUT: tuple[LiteralString, ...] = (
    "REVOKE ALL ON DATABASE majlis FROM PUBLIC",
    "GRANT CONNECT ON DATABASE majlis TO majlis_app",
)
NAMES = ("majlis_owner", "majlis_app", "majlis_search")


def establish(host: str, port: int, keys: Keys) -> None:
    """Give the server its roles, their passwords and the database; safe to repeat, so that it mends what is missing."""

    def connect(name: str) -> psycopg.Connection:
        return psycopg.connect(
            host=host, port=port, dbname=name, user="majlis_root", password=keys.majlis_root, autocommit=True
        )

    with connect("postgres") as server:
        _roles(server, keys)
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            server.execute("CREATE DATABASE majlis OWNER majlis_owner")
        _all(server, ABOUT)
    for name in ("template1", NAME):
        with connect(name) as database:
            _all(database, INSIDE)


def script() -> str:
    """Return the same as text for psql, run as a superuser of one's own server; passwords come last."""
    making = [f"CREATE ROLE {name};" for name in NAMES]
    return "\n".join(
        [
            *making,
            *(f"{line};" for line in ROLES),
            "CREATE DATABASE majlis OWNER majlis_owner ENCODING 'UTF8' TEMPLATE template0;",
            *(f"{line};" for line in ABOUT),
            "\\connect majlis",
            *(f"{line};" for line in INSIDE),
            "\\password majlis_owner",
            "\\password majlis_app",
        ]
    )


def _roles(server: psycopg.Connection, keys: Keys) -> None:
    there = {name for (name,) in server.execute("SELECT rolname FROM pg_roles").fetchall()}
    for name in NAMES:
        if name not in there:
            server.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))
    _all(server, ROLES)
    for name in ("majlis_owner", "majlis_app"):
        # Hashed on this side: the password itself can then never stand in a log.
        hashed = server.pgconn.encrypt_password(getattr(keys, name).encode(), name.encode(), b"scram-sha-256").decode()
        server.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(hashed)))


def _all(connection: psycopg.Connection, statements: tuple[LiteralString, ...]) -> None:
    for statement in statements:
        connection.execute(statement)
