"""The editions of what is seldom changed, and the function that gives a new one."""

from __future__ import annotations

from django.db import migrations

EDITIONS = """
CREATE TABLE core_edition (book text PRIMARY KEY, edition uuid NOT NULL DEFAULT gen_random_uuid());

CREATE FUNCTION majlis_new_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE core_edition SET edition = gen_random_uuid() WHERE book = TG_ARGV[0];
    RETURN NULL;
END $$;
"""

NO_EDITIONS = """
DROP FUNCTION majlis_new_edition();
DROP TABLE core_edition;
"""


class Migration(migrations.Migration):
    """One row a book; see `majlis.core.editions`."""

    dependencies = [("core", "0001_scope")]

    operations = [migrations.RunSQL(EDITIONS, NO_EDITIONS)]
