"""Write row-level security into a migration: one policy for reading, one for the house's writing."""

from __future__ import annotations

from django.db import migrations

HOUSE = "(SELECT majlis_word('scope')) = 'house'"
STAFF = "(SELECT majlis_word('scope')) = 'staff'"
NOW = "(SELECT majlis_now())"
VIEWER = "(SELECT majlis_word('viewer'))"
DESKS = "(SELECT majlis_list('desks'))::text[]"
MARKS = "(SELECT majlis_list('marks'))::text[]"
CLEARANCE = "(SELECT majlis_clearance())"
WOMAN = "(SELECT majlis_word('women')) = 'yes'"


def protect(table: str, *, may_read: str) -> migrations.RunSQL:
    """Return the operation that lets only the house write `table`, and others read the rows where `may_read` holds.

    `may_read` is an SQL condition over the row, in the words of this module. FORCE holds the owner too.
    """
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_house ON {table} USING ({HOUSE}) WITH CHECK ({HOUSE});
        CREATE POLICY {table}_read ON {table} FOR SELECT USING ({may_read});
        """,
        f"""
        DROP POLICY {table}_read ON {table};
        DROP POLICY {table}_house ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def asked(table: str) -> migrations.RunSQL:
    """Return the operation that makes a question of a protected table: may whoever asks read the row of a number?

    Tables that hang on this one ask it in their own rule, by `readable`. The rule of this one, and what that rule
    asks in its turn, is then planned once a connection, and not again with each statement on each such table: the
    rules stand in one another, and to plan a statement took longer than to run it.
    """
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {table}_readable(wanted bigint) RETURNS boolean LANGUAGE plpgsql STABLE
            AS $$ BEGIN RETURN EXISTS (SELECT 1 FROM {table} WHERE id = wanted); END $$;
        """,
        f"DROP FUNCTION {table}_readable(bigint);",
    )


def readable(table: str, column: str) -> str:
    """Return the condition that the viewer may read the row of `table` that `column` names; see `asked`.

    The house needs no such leave and is not asked: PostgreSQL tries the policies of a table in no promised order.
    """
    return f"(NOT {HOUSE} AND {table}_readable({column}))"


def holds(*roles: str) -> str:
    """Return the condition that the viewer is of the staff and holds one of the roles somewhere."""
    marks = ", ".join(f"'role:{role}'" for role in sorted(roles))
    return f"({STAFF} AND {MARKS} && ARRAY[{marks}])"


def show(table: str, *, may_read: str, before: str) -> migrations.RunSQL:
    """Return the operation by which a protected table is read where `may_read` holds, where it was `before`.

    A room above knows better than a ground room who may read the ground room's rows: whoever may read the case.
    """

    def read(condition: str) -> str:
        return f"""
        DROP POLICY {table}_read ON {table};
        CREATE POLICY {table}_read ON {table} FOR SELECT USING ({condition});
        """

    return migrations.RunSQL(read(may_read), read(before))


def append_only(table: str) -> migrations.RunSQL:
    """Return the operation that takes from the application's role the power to change or delete rows of `table`."""
    return migrations.RunSQL(
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM majlis_app",
        f"GRANT UPDATE, DELETE ON {table} TO majlis_app",
    )
