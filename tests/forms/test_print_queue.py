"""The page of the print queue: what waits and why; again, off, into a file, to another printer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.forms.desk import DOWN, Desk
from tests.support.intakes import accept
from tests.support.verbs import do, rows
from workstation.db import Database
from workstation.documents.people import Actor
from workstation.models import PrintJob
from workstation.queries.settings import load_settings
from workstation.services import print_queue
from workstation.statuses import PrintState


@pytest.fixture
def desk(qtbot: Any, sqlite_database: Database, actor: Actor) -> Iterator[Desk]:
    accept(sqlite_database, actor)
    job = do(sqlite_database, print_queue.take_next, actor)
    do(sqlite_database, print_queue.mark_failed, job.id, "Нет бумаги")
    made = Desk(qtbot, sqlite_database, actor, "print_queue")
    yield made
    made.close()


def states(database: Database) -> list[str]:
    return [row["state"] for row in rows(database, PrintJob)]


def test_it_says_what_waits_and_why(desk: Desk) -> None:
    first = desk.page._jobs.items()[0]
    assert first.text == "Акт приёма-передачи оборудования в ремонт СЦ-2026-000001, экземпляр заказчика"
    assert first.second.startswith("Нет бумаги · сегодня")
    assert [item.badge[0] for item in desk.page._jobs.items()] == [
        "Не напечатано",
        "Ждёт печати",
        "Ждёт печати",
    ]
    assert desk.page._title.accessibleName() == "Ждут 3 документа"


def test_again_and_off(desk: Desk, sqlite_database: Database) -> None:
    desk.do("F9")
    assert states(sqlite_database) == [PrintState.WAITING.value] * 3
    desk.press(DOWN)
    desk.do("Delete")
    assert states(sqlite_database) == ["waiting", "cancelled", "waiting"]
    assert [item.badge[0] for item in desk.page._recent.items()] == ["Снято с печати"]


def test_into_a_file(desk: Desk, sqlite_database: Database, tmp_path: Path) -> None:
    job = desk.page._jobs.items()[0].id
    desk.page.write_file(job, tmp_path / "акт.pdf")
    desk.rest()
    desk.rest()
    assert (tmp_path / "акт.pdf").read_bytes().startswith(b"%PDF")
    assert states(sqlite_database)[0] == PrintState.DONE.value


def test_a_file_that_cannot_be_written_leaves_the_job_with_its_reason(
    desk: Desk, sqlite_database: Database, tmp_path: Path
) -> None:
    job = desk.page._jobs.items()[0].id
    desk.page.write_file(job, tmp_path / "нет" / "акт.pdf")
    desk.rest()
    desk.rest()
    row = rows(sqlite_database, PrintJob)[0]
    assert row["state"] == PrintState.FAILED.value
    assert "нет" in row["last_error"]


def test_another_printer_takes_what_failed(desk: Desk, sqlite_database: Database, actor: Actor) -> None:
    desk.page._choose("paper", "Kyocera")
    desk.rest()
    desk.rest()
    with sqlite_database.begin() as session:
        setting = load_settings(session, actor.station_id, actor.user_id)["printer.paper"]
    assert setting["target"] == "queue:Kyocera"
    assert states(sqlite_database) == ["waiting"] * 3


def test_an_empty_queue_says_so(desk: Desk, sqlite_database: Database, actor: Actor) -> None:
    for item in desk.page._jobs.items():
        do(sqlite_database, print_queue.cancel_job, actor, item.id)
    desk.page.refresh()
    desk.rest()
    assert desk.page._empty.isVisible()
    assert "F9" not in desk.open_keys()
