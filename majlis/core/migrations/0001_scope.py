"""The words in which row-level policies ask who is looking, and the extensions that rooms need."""

from __future__ import annotations

from django.db import migrations

WORDS = """
CREATE FUNCTION majlis_word(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('majlis.' || name, true), '') $$;

CREATE FUNCTION majlis_list(name text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(nullif(current_setting('majlis.' || name, true), ''), '{}')::text[] $$;

CREATE FUNCTION majlis_clearance() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(nullif(current_setting('majlis.clearance', true), ''), '0')::integer $$;

CREATE FUNCTION majlis_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('majlis.now', true), '')::timestamptz $$;
"""

NO_WORDS = """
DROP FUNCTION majlis_now();
DROP FUNCTION majlis_clearance();
DROP FUNCTION majlis_list(text);
DROP FUNCTION majlis_word(text);
"""


class Migration(migrations.Migration):
    """Extensions and the functions of the scope."""

    initial = True

    operations = [
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS btree_gist", migrations.RunSQL.noop),
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS pg_trgm", migrations.RunSQL.noop),
        migrations.RunSQL(WORDS, NO_WORDS),
    ]
