"""A practice base whose printer is a folder, and a look into it beside the running program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workstation.db import Database, open_database
from workstation.services import settings
from workstation.services.setup import create_database, initialise


@pytest.fixture
def paper_folder(tmp_path: Path) -> Path:
    return tmp_path / "бумага"


@pytest.fixture
def base(tmp_path: Path, paper_folder: Path) -> Path:
    """A practice base that is set up, whose printer is a folder."""
    path = tmp_path / "base.db"
    database = create_database(str(path))
    target = {"target": f"folder:{paper_folder}"}

    def fill(session: Any) -> None:
        actor = initialise(session, database.folder, training=True)
        for key in ("printer.paper", "printer.label"):
            settings.store(session, key, target, actor.station_id)

    database.run(fill, write=True)
    database.close()
    return path


@pytest.fixture
def look(base: Path) -> Callable[[Callable[[Any], Any]], Any]:
    """Reads the base beside the running program."""

    def read(question: Callable[[Any], Any]) -> Any:
        database: Database = open_database(str(base))
        try:
            with database.begin() as session:
                return question(session)
        finally:
            database.close()

    return read
