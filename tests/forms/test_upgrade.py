"""A base of an earlier version opens in the window: copied, upgraded, and the words meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.forms.session_desk import Desk
from tests.support.older_bases import BASES, older_base
from ui import opening
from ui.widgets.buttons import Button
from workstation import schema
from workstation.db import stored_version
from workstation.errors import StorageError
from workstation.services.backup import verify_backup

pytestmark = pytest.mark.real_clock


@pytest.fixture
def older_address(tmp_path: Path) -> str:
    """A filled base of the first version, which keeps its copies in a folder of its own choice."""
    address, copies = str(tmp_path / "older.db"), tmp_path / "copies"
    copies.mkdir()
    database = older_base(address, BASES[0])
    with database.writer.begin() as connection:
        connection.execute(text("DELETE FROM setting WHERE key = 'backup.folder'"))
        connection.execute(
            text("INSERT INTO setting (key, owner_id, value) VALUES ('backup.folder', 0, :folder)"),
            {"folder": f'"{copies}"'},
        )
    database.close()
    return address


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The upgrade waits for this, so that what is on the screen meanwhile can be read."""
    go, upgrade = threading.Event(), opening.upgrade_base

    def wait(address: str) -> None:
        go.wait(20)
        upgrade(address)

    monkeypatch.setattr(opening, "upgrade_base", wait)
    yield go
    go.set()


def test_an_older_base_is_copied_upgraded_and_opened(
    qtbot: Any, older_address: str, held: threading.Event, tmp_path: Path
) -> None:
    desk = Desk(qtbot, older_address)
    page = desk.gate("trouble")
    assert page._head.text() == "База прежней версии"
    assert "Сначала делается и проверяется её копия" in page._banner.accessibleName()
    assert page._progress.isVisible()
    assert not page.findChildren(Button)[0].isEnabled()
    held.set()
    desk.wait(lambda: desk.session.database is not None)
    assert stored_version(desk.session.database) == schema.VERSION
    (copy,) = (tmp_path / "copies").iterdir()
    assert copy.name.startswith("before-upgrade-0001-")
    verify_backup(copy)
    desk.wait(lambda: not desk.session.gate.is_up() or desk.session.gate.page().objectName() != "trouble")
    desk.close()


def test_an_upgrade_that_fails_leaves_the_base_as_it_was_and_is_tried_again(
    qtbot: Any, older_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = opening.upgrade_base

    def full(_address: str) -> None:
        raise StorageError("storage_full")

    monkeypatch.setattr(opening, "upgrade_base", full)
    desk = Desk(qtbot, older_address)
    page = desk.gate("trouble")
    desk.wait(lambda: "Освободите место" in page._banner.accessibleName())
    assert not page._progress.isVisible()
    monkeypatch.setattr(opening, "upgrade_base", upgrade)
    page.refresh()
    desk.wait(lambda: desk.session.database is not None)
    assert stored_version(desk.session.database) == schema.VERSION
    desk.close()
