"""One linear history a room, and no model that its migrations do not know."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation
from django_linear_migrations.apps import check_max_migration_files

from tests.house.source import ROOMS, none

WITH_MODELS = [room for room in ROOMS if room in apps.app_configs and list(apps.get_app_config(room).get_models())]


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None, ignore_no_migrations=True)


def test_migrations_know_every_model(loader: MigrationLoader) -> None:
    with translation.override(None):
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph)
    found = {
        label: [operation.describe() for migration in migrations for operation in migration.operations]
        for label, migrations in changes.items()
        if label in ROOMS
    }
    assert found == {}


def test_the_last_migration_of_each_room_is_written_down() -> None:
    errors = check_max_migration_files()
    none(error.msg for error in errors)


@pytest.mark.parametrize("room", WITH_MODELS)
def test_history_is_one_line(loader: MigrationLoader, room: str) -> None:
    ours = {name: migration for (label, name), migration in loader.disk_migrations.items() if label == room}
    parents = [name for migration in ours.values() for label, name in migration.dependencies if label == room]
    assert len(parents) == len(set(parents)) == len(ours) - 1, f"{room} has two branches or two roots"
